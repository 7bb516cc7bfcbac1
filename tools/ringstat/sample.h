// Sample: two looks at each ring, and what moved between them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ringpipe/snapshot.h"
#include "ringstat/selection.h"

namespace ringpipe::ringstat {

struct Rates {
    double seconds = 0;        // between the looks
    double in_rate = 0;        // records published a second
    double out_rate = 0;       // records taken a second, by all readers together
    double blocked_ratio = 0;  // share of the time for which a writer waited for room
    std::vector<std::optional<double>> reader_rates;  // beside `after.readers`; absent: it is new
};

Rates rates_between(const Snapshot& before, const Snapshot& after, double seconds);

struct Reading {
    std::string name;  // as the user calls it
    std::string path;
    std::string id;
    std::vector<std::string> cursors;  // only these readers; empty: all
    Snapshot now;
    std::optional<Rates> rates;

    [[nodiscard]] bool shows(const ReaderView& reader) const;
};

struct Sample {
    std::vector<Reading> readings;
    int exit_code =
        0;  // of the worst ring or cursor that could not be read; said on stderr already
};

// `apart_ns` 0: one look and no rates.
Sample take_sample(std::vector<Subject> subjects, std::uint64_t apart_ns);

}  // namespace ringpipe::ringstat
