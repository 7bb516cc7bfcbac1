// Gap mark: what stands where records were lost: a line (--mark-gaps), or an object (-J).
#pragma once

#include <iterator>
#include <string>

#include <fmt/format.h>

#include "common/quantity.h"
#include "ringcat/options.h"
#include "ringcat/record_json.h"
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

// As was asked: nothing, unless it is to be seen in the output.
inline void append_gap(std::string& out, const Options& options, const Gap& gap, bool in_line) {
    const char end = options.delimiter_given ? static_cast<char>(options.delimiter) : '\n';
    if (options.deliver.json) {
        append_gap_json(out, gap, end);
    } else if (options.deliver.mark_gaps) {
        append_gap_mark(out, gap, end, in_line);
    }
}

}  // namespace ringpipe::ringcat
