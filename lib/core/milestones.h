// Milestones: where frames begin, as their own writer remembers it, one for each step of a lap.
//
// Whoever moves `oldest` must put it at the start of a frame. To find one it can go from header to
// header, but in a large ring each of them has long left the processor's cache, and the next is
// known only when the last has come. A writer that stored these frames itself need not look.
#pragma once

#include <cstdint>
#include <vector>

namespace ringpipe::core {

class Milestones {
public:
    Milestones(std::uint64_t capacity, std::uint64_t step)
        : step_(step), starts_(capacity / step <= kMost ? capacity / step : 0) {
        if (starts_.empty()) next_ = UINT64_MAX;
    }

    // We stored a frame at `position`.
    void note(std::uint64_t position) {
        if (position < next_) return;
        starts_[index_of(position)] = position;
        next_ = (position / step_ + 1) * step_;
    }

    // The start of a frame of ours soon after `position`, or 0.
    [[nodiscard]] std::uint64_t after(std::uint64_t position) const {
        if (starts_.empty()) return 0;
        const std::uint64_t step = (position + step_ - 1) / step_ * step_;
        const std::uint64_t start = starts_[index_of(step)];
        // Of another lap, or another writer was here.
        return start >= step && start < step + step_ ? start : 0;
    }

private:
    static constexpr std::uint64_t kMost = 64 * 1024;  // half a megabyte; larger rings are walked

    [[nodiscard]] std::uint64_t index_of(std::uint64_t position) const {
        return position / step_ % starts_.size();
    }

    std::uint64_t step_;
    std::uint64_t next_ = 1;  // position 0 is never moved to
    std::vector<std::uint64_t> starts_;
};

}  // namespace ringpipe::core
