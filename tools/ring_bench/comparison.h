// Comparison: a run against an earlier one that was kept as JSON.
#pragma once

#include <string>
#include <vector>

#include "ring_bench/run.h"
#include "ringpipe/error.h"

namespace ringpipe::ring_bench {

// A row of the earlier run's summary.
struct Earlier {
    std::string scenario;
    std::string name;
    std::string system;
    bool higher_is_better = true;
    Spread figures;
};

// The rows of the last summary in the file's text.
[[nodiscard]] Result<std::vector<Earlier>> read_earlier(const std::string& path);

struct Change {
    const Measurement* now = nullptr;
    Earlier before;
    double share = 0;  // by how much it got better (> 0) or worse (< 0), of what it was
    bool regression = false;
};

// Worse than `tolerance`, and beyond the noise: even the best round now is worse than the worst one
// then. Rows that only one of the runs has are left out.
[[nodiscard]] std::vector<Change> compare(const Run& run, const std::vector<Earlier>& before,
                                          double tolerance);

[[nodiscard]] std::string to_text(const std::vector<Change>& changes, double tolerance);

}  // namespace ringpipe::ring_bench
