// burst: more at once than the reader can take for the moment.
//
// The reader spends a microsecond on each record. A burst of half the ring should be absorbed: the
// writer never waits. One of twice the ring cannot be, and then the policy decides who pays.
#include <algorithm>
#include <array>
#include <utility>

#include "ring_bench/case.h"

namespace ringpipe::ring_bench {
namespace {

constexpr std::uint64_t kDelayNs = 1000;
constexpr std::uint64_t kHeader = 32;
constexpr std::uint64_t kMostCapacity = 4 * 1024 * 1024;  // so that a burst fits into a round

}  // namespace

std::vector<Case> burst_cases(const Plan& plan) {
    constexpr std::array<std::pair<OnFull, const char*>, 3> kPolicies = {
        {{OnFull::kBlock, "block"},
         {OnFull::kDropOld, "drop-old"},
         {OnFull::kDropNew, "drop-new"}}};
    std::vector<Case> cases;
    for (const double share : {0.5, 2.0}) {
        for (const auto& [policy, word] : kPolicies) {
            if (share < 1 && policy != OnFull::kBlock) continue;
            Workload workload = basic_workload(plan);
            if (!plan.record_bytes.empty()) workload.record_bytes = plan.record_bytes.front();
            workload.capacity = std::min(plan.capacity, kMostCapacity);
            workload.on_full = policy;
            workload.reader_delay_ns = kDelayNs;
            const double fits = static_cast<double>(workload.capacity) /
                                static_cast<double>(workload.record_bytes + kHeader);
            workload.burst = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(fits * share));
            workload.pause_ns = workload.burst * kDelayNs * 5 / 4;
            Plan against = plan;
            if (policy != OnFull::kBlock) against.against.clear();
            const auto name =
                std::string(share < 1 ? "half the ring, " : "twice the ring, ") + word;
            Case made = stream_case(against, "burst", name, workload);
            made.figure = Figure::kLatency;
            cases.push_back(std::move(made));
        }
    }
    return cases;
}

}  // namespace ringpipe::ring_bench
