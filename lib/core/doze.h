// Doze: a moment's sleep of a reader that keeps up with a fast writer, and wants to (options.nap).
//
// To be woken for each publication is dear for both: a system call for the one, a barrier and a
// look at the locks for the other, and to spin instead takes a processor from whoever fills our
// input or empties our output. So a reader that has just been given much, and finds nothing more,
// naps without ringing the bell; what comes meanwhile waits in the ring, which has room for many
// times as much. If two naps bring nothing, it waits in the usual ways. Who waits for an answer to
// what it has sent elsewhere would only wait longer.
#pragma once

#include <cstdint>

#include "core/ahead.h"
#include "core/view.h"

namespace ringpipe::core {

class Doze {
public:
    static constexpr std::uint64_t kNs = 20'000;  // the kernel's timers make some 75'000 of it

    explicit Doze(const RingView& ring) : has_room_(ring.capacity >= kCachedRing) {}

    // Nothing is there at `position`: whether to nap before the next look.
    [[nodiscard]] bool is_due(std::uint64_t position) {
        const std::uint64_t given = position - empty_at_;
        empty_at_ = position;
        // What is less than this comes seldom, or in small pieces whose reader should be quick.
        constexpr std::uint64_t kMuch = 64 * 1024;
        constexpr int kNaps = 2;
        if (given != 0) left_ = given >= kMuch && has_room_ && is_reading_ ? kNaps : 0;
        is_reading_ = true;
        if (left_ == 0) return false;
        --left_;
        return true;
    }

private:
    const bool has_room_;
    bool is_reading_ = false;  // false: where it began counts for nothing
    int left_ = 0;
    std::uint64_t empty_at_ = 0;
};

}  // namespace ringpipe::core
