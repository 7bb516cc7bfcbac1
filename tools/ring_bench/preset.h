// Preset: the workload of a benchmark that somebody published, replayed with our ring: once as it
// was published, with what flattered it, and once honestly.
#pragma once

#include <string>
#include <vector>

#include "ring_bench/case.h"

namespace ringpipe::ring_bench {

struct Preset {
    std::string name;
    std::string about;
    std::vector<Case> (*cases)(const Plan& plan);
};

[[nodiscard]] const std::vector<Preset>& presets();
[[nodiscard]] std::vector<std::string> preset_names();
// Empty: there is no such preset.
[[nodiscard]] std::vector<Case> preset_cases(const std::string& name, const Plan& plan);

std::vector<Case> ipc_ring_cases(const Plan& plan);
std::vector<Case> bcast_cases(const Plan& plan);
std::vector<Case> bcast_fan_out_cases(const Plan& plan);
std::vector<Case> venom_cases(const Plan& plan);
std::vector<Case> venom_request_cases(const Plan& plan);
std::vector<Case> rusted_ring_cases(const Plan& plan);
std::vector<Case> ipmpsc_cases(const Plan& plan);

// The same case, its parties threads of one process.
[[nodiscard]] Case in_threads(Case one);

}  // namespace ringpipe::ring_bench
