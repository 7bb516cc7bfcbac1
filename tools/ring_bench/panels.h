// Panels: which charts a run has something to say for.
#pragma once

#include <variant>
#include <vector>

#include "ring_bench/chart.h"
#include "ring_bench/run.h"

namespace ringpipe::ring_bench {

using Panel = std::variant<Chart, Bars>;

// Throughput by size, latency by nines, latency against offered load, fan-out and its tail, shared
// writers, steadiness, a ring's fill in bursts, processor time; those without data are left out.
[[nodiscard]] std::vector<Panel> panels_of(const Run& run);

// Empty where the run has nothing for them.
[[nodiscard]] Chart steadiness_panel(const Run& run);
[[nodiscard]] Chart occupancy_panel(const Run& run);
[[nodiscard]] Bars processor_panel(const Run& run);

}  // namespace ringpipe::ring_bench
