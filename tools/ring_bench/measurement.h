// Measurement: one workload over one system, in several rounds.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ring_bench/round.h"
#include "ring_bench/workload.h"

namespace ringpipe::ring_bench {

struct Spread {
    double min = 0;
    double median = 0;
    double max = 0;

    // How far the rounds lie apart, as a share of the median.
    [[nodiscard]] double width() const { return median > 0 ? (max - min) / median : 0; }
};

[[nodiscard]] Spread spread_of(std::vector<double> values);

// What the main figure of a result is.
enum class Figure {
    kRate,     // records a second: more is better
    kLatency,  // the median time: less is better
};

struct Measurement {
    std::string scenario;
    std::string name;    // of the case within the scenario
    std::string system;  // "ring", or what it is compared with
    Figure figure = Figure::kRate;
    Workload workload;
    std::string isolation = "processes";  // or "threads"
    std::vector<Round> rounds;

    // The problem of the first round that failed, or empty.
    [[nodiscard]] std::string problem() const;
    [[nodiscard]] Spread rate() const;
    // Of the percentile's value in each round, in nanoseconds; all 0 where nothing was timed.
    [[nodiscard]] Spread percentile(double percent) const;
    // The main figure.
    [[nodiscard]] Spread figures() const;
    [[nodiscard]] std::uint64_t errors() const;
    [[nodiscard]] std::uint64_t lost() const;
    // Over all rounds; null where nothing was timed.
    [[nodiscard]] std::shared_ptr<Histogram> latency() const;
};

// What a result cost, over all its rounds.
struct Cost {
    std::optional<double> calls_per_record;
    double switches_per_record = 0;
    double processor_seconds_per_gb = 0;
    std::uint64_t peak_bytes = 0;
    std::uint64_t private_bytes = 0;
    std::optional<double> blocked_ratio;
};

[[nodiscard]] Cost cost_of(const Measurement& result);

// How many times better `ours` is than `theirs`, by the medians of the main figure; 0: unknown.
[[nodiscard]] double ratio_of(const Measurement& ours, const Measurement& theirs);

}  // namespace ringpipe::ring_bench
