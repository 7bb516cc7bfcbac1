// System: something that moves records from one process to another: a ring, or what it is compared
// with.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ring_bench/round.h"
#include "ring_bench/workload.h"

namespace ringpipe::ring_bench {

struct System {
    std::string name;
    std::string about;
    // Empty, or why it cannot do such a workload.
    std::function<std::string(const Workload&)> refusal;
    std::function<Round(const Workload&, const Conditions&)> stream;
    std::function<Round(const Workload&, const Conditions&)> ping_pong;
};

// Ours.
[[nodiscard]] const System& ring_system();
// Those that this program was built with, in the order in which they are shown.
[[nodiscard]] const std::vector<System>& baselines();
[[nodiscard]] const System* find_baseline(std::string_view name);

}  // namespace ringpipe::ring_bench
