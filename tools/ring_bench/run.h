// Run: all cases of one command line, measured, and what is to be known about it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "ring_bench/case.h"
#include "ring_bench/host.h"
#include "ring_bench/measurement.h"
#include "ring_bench/noise.h"

namespace ringpipe::ring_bench {

struct Run {
    Host host;
    std::uint64_t time_ns = 0;  // wall clock, when it began
    double seconds = 0;         // that it took
    std::string isolation;      // "processes" or "threads"; a case may have its own
    std::vector<int> cpus;      // pinned to, in turn; empty: not pinned
    std::uint32_t rounds = 0;
    double round_seconds = 0;
    std::string preset;  // or empty
    std::vector<Measurement> results;
    std::vector<std::string> warnings;
    std::string comparison;  // with an earlier run, as text; or empty

    [[nodiscard]] std::uint64_t errors() const;
    [[nodiscard]] bool failed() const;  // a round had a problem
    // Of the same scenario and case, but ours; null if `result` is ours.
    [[nodiscard]] const Measurement* ours_beside(const Measurement& result) const;
};

// Told of each round when it is over: its result so far, and how much of all is done (0..1).
using OnRound = std::function<void(const Run&, const Measurement&, double done)>;

// Runs every case `rounds` times, its variants in turn within each round. Ends early when a stop
// signal came.
[[nodiscard]] Run run_cases(const std::vector<Case>& cases, const Conditions& conditions,
                            std::uint32_t rounds, const std::string& preset,
                            const OnRound& on_round);

}  // namespace ringpipe::ring_bench
