// Spin: a reader's busy wait for its next record, before it sleeps or instead of that.
//
// Being woken takes 13 to 45 us between processors, so it pays to spin where what is waited for
// comes soon. Elsewhere hardly: somebody else may need the processor to bring it. So the time for
// which a reader spins grows where that paid off, or would have, and shrinks where it did not.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/bell.h"
#include "core/doze.h"
#include "core/pace.h"
#include "core/view.h"

namespace ringpipe::core {

template <class Memory>
class Spin {
public:
    explicit Spin(const RingView& ring) : ring_(ring), doze_(ring) {}

    // True if there may be a record at `position`, where `sequence` is awaited. A reader that
    // never sleeps looks for longer before it gives other things a thought.
    bool wait(std::uint64_t position, std::uint64_t sequence, const Waiting& how) {
        if (how.nap && !how.spin && doze_.is_due(position)) {
            Memory::nap(Doze::kNs);
            return true;
        }
        if (pace_.stands_aside(sequence)) {
            for (std::uint32_t i = 0; i < Pace::kAsidePauses; ++i) Memory::pause();
        }
        const std::uint32_t tight = Memory::kTightLooks * (how.spin ? 16 : 1);
        const std::uint64_t& word = ring_.header(position).word;
        // A record of up to 96 bytes is seen whole then, not line by line.
        const std::byte* next_line = ring_.payload(position) + sizeof(FrameHeader);
        for (std::uint32_t i = 0; i < tight + pauses_; ++i) {
            Memory::prefetch(next_line);
            if (Memory::load(word) != 0) {
                pace_.found(true);
                pauses_ = std::min(pauses_ * 2, kMost);
                return true;
            }
            if (i >= tight) Memory::pause();
        }
        pace_.found(false);
        pauses_ = std::max(pauses_ / 2, kLeast);
        return false;
    }

    // It was asleep, and was woken after so long.
    void was_woken(std::uint64_t waited_ns) {
        if (waited_ns < kShortNs) pauses_ = kMost;
    }

private:
    static constexpr std::uint64_t kShortNs = 50'000;
    static constexpr std::uint32_t kLeast = 16;
    static constexpr std::uint32_t kMost = 2048;  // some 30 us

    const RingView& ring_;
    Pace pace_;
    Doze doze_;
    std::uint32_t pauses_ = 256;
};

}  // namespace ringpipe::core
