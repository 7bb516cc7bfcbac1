// Losses: how many records a reader was told are gone, and why.
#pragma once

#include <cstdint>
#include <string>

#include <fmt/format.h>

#include "ringpipe/reader.h"

namespace ringpipe::ringcat {

class Losses {
public:
    // How many it is that this gap adds.
    std::uint64_t add(const Gap& gap) {
        const std::uint64_t lost = gap.last - gap.first + 1;
        all_ += lost;
        if (gap.cause == Cause::kRefused) refused_ += lost;
        return lost;
    }

    [[nodiscard]] std::uint64_t all() const { return all_; }

    // ": overwritten before they were read".
    [[nodiscard]] std::string why() const {
        if (refused_ == all_) return ": refused by a full ring";
        if (refused_ == 0) return ": overwritten before they were read";
        return fmt::format(": {} overwritten before they were read, {} refused by a full ring",
                           all_ - refused_, refused_);
    }

private:
    std::uint64_t all_ = 0;
    std::uint64_t refused_ = 0;  // of these
};

}  // namespace ringpipe::ringcat
