// Pace: when a reader that keeps up stands aside for a moment.
//
// A reader that takes each record as soon as it is there polls the very header that the writer is
// about to store to, and takes the cache line of every record away from it: each of the two then
// waits for the other's cache all the time. A moment later there are many records, their lines move
// in one direction, and both get several times as far. So a reader that found its next record while
// it spun, time after time, pauses before it looks again; and if that brought it hardly more than
// one record, as between two parties that answer each other, it lets it be for a growing while.
#pragma once

#include <algorithm>
#include <cstdint>

namespace ringpipe::core {

class Pace {
public:
    static constexpr std::uint32_t kAsidePauses = 64;  // some 0.6 to 3 us

    // Nothing is there, and the next record is `sequence`: whether to stand aside first.
    [[nodiscard]] bool stands_aside(std::uint64_t sequence) {
        const std::uint64_t run = sequence - last_;
        last_ = sequence;
        if (stood_aside_) {
            stood_aside_ = false;
            if (run < kWorthwhile) {
                soon_ = 0;
                rest_ = patience_ = std::min(patience_ * 2, kMostPatience);
            } else {
                patience_ = kLeastPatience;
            }
        }
        if (rest_ != 0) {
            --rest_;
            return false;
        }
        stood_aside_ = soon_ >= kOften;
        return stood_aside_;
    }

    // It was there while the reader still spun, or only later.
    void found(bool soon) { soon_ = soon ? soon_ + 1 : 0; }

private:
    static constexpr std::uint32_t kOften = 8;
    static constexpr std::uint64_t kWorthwhile = 6;  // records
    static constexpr std::uint32_t kLeastPatience = 16;
    static constexpr std::uint32_t kMostPatience = 1 << 14;

    std::uint64_t last_ = 0;
    std::uint32_t soon_ = 0;
    std::uint32_t rest_ = 0;
    std::uint32_t patience_ = kLeastPatience;
    bool stood_aside_ = false;
};

}  // namespace ringpipe::core
