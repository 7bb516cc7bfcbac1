// Gap mark: a line that stands where records were lost (--mark-gaps).
#pragma once

#include <iterator>
#include <string>

#include <fmt/format.h>

#include "common/quantity.h"
#include "ringpipe/reader.h"

namespace ringpipe::ringcat {

// Between the records, with `end` behind it; and before it if they stopped in the middle of a line.
inline void append_gap_mark(std::string& out, const Gap& gap, char end, bool in_line) {
    if (in_line) out += end;
    const std::string which = gap.first == gap.last ? fmt::format("{}", gap.first)
                                                    : fmt::format("{} to {}", gap.first, gap.last);
    fmt::format_to(std::back_inserter(out), "-- ringcat: {} lost ({}, {}) --{}",
                   tools::counted(gap.last - gap.first + 1, "record"), which,
                   gap.cause == Cause::kRefused ? "refused" : "overrun", end);
}

}  // namespace ringpipe::ringcat
