// Panels: which charts a run has something to say for.
#pragma once

#include <vector>

#include "ring_bench/chart.h"
#include "ring_bench/run.h"

namespace ringpipe::ring_bench {

// Throughput by size, latency by nines, latency against offered load, fan-out, shared writers,
// steadiness; those without data are left out.
[[nodiscard]] std::vector<Chart> panels_of(const Run& run);

}  // namespace ringpipe::ring_bench
