// Losses: how many records a reader was told are gone, why, and how it says so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/quantity.h"
#include "ringpipe/reader.h"

namespace ringpipe::ringcat {

class Losses {
public:
    void add(const Gap& gap) {
        const std::uint64_t lost = gap.last - gap.first + 1;
        all_ += lost;
        if (gap.cause == Cause::kRefused) refused_ += lost;
    }

    // At `gap`, which was added last and is not to be passed over: the exit code.
    [[nodiscard]] int fail_at(const Gap& gap, std::string_view ring) const {
        return tools::fail(
            tools::kLost, ring,
            fmt::format("{} lost before record {}{}",
                        tools::counted(gap.last - gap.first + 1, "record"), gap.last + 1, why()));
    }

    // At the end, unless that is what ended it.
    void tell(std::string_view ring, int status) const {
        if (all_ == 0 || status == tools::kLost) return;
        tools::notice(ring, tools::counted(all_, "record") + " lost" + why());
    }

private:
    // ": overwritten before they were read".
    [[nodiscard]] std::string why() const {
        if (refused_ == all_) return ": refused by a full ring";
        if (refused_ == 0) return ": overwritten before they were read";
        return fmt::format(": {} overwritten before they were read, {} refused by a full ring",
                           all_ - refused_, refused_);
    }

    std::uint64_t all_ = 0;
    std::uint64_t refused_ = 0;  // of these
};

}  // namespace ringpipe::ringcat
