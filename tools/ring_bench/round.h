// Round: what one run of one workload over one system gave.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ring_bench/crew.h"
#include "ring_bench/histogram.h"
#include "ring_bench/workload.h"

namespace ringpipe::ring_bench {

struct Conditions {
    Placement placement;
    std::uint64_t duration_ns = 1'000'000'000;  // of the measured part
    std::string directory;                      // for what needs a name
};

// How full a ring was at a moment of the measured part.
struct Fill {
    double seconds = 0;
    double ratio = 0;
    std::uint64_t lost = 0;  // so far
};

struct Round {
    std::string problem;          // not empty: nothing below is to be believed
    double seconds = 0;           // from the barrier to the last record
    std::uint64_t records = 0;    // delivered whole, each counted once
    std::uint64_t delivered = 0;  // by all receivers together
    std::uint64_t bytes = 0;      // of `records`
    std::uint64_t lost = 0;       // sent and not delivered, to all receivers together
    std::uint64_t errors = 0;     // corrupt, repeated or miscounted records
    double processor_seconds = 0;
    std::uint64_t switches = 0;
    std::optional<std::uint64_t> system_calls;
    std::uint64_t peak_bytes = 0;     // of the largest party
    std::uint64_t private_bytes = 0;  // of the largest party
    std::optional<double> blocked_ratio;
    std::shared_ptr<Histogram> latency;   // absent where nothing was timed
    std::vector<std::uint64_t> worst_ns;  // in each tenth of a second
    std::vector<Fill> fill;               // empty: nobody looked

    [[nodiscard]] double rate() const {
        return seconds > 0 ? static_cast<double>(records) / seconds : 0;
    }
};

// From what the parties handed back. `lossless`: whatever is missing is an error.
[[nodiscard]] Round round_of(const Crew& crew, const Workload& workload, bool lossless);

}  // namespace ringpipe::ring_bench
