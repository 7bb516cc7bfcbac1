// latency: ping-pong, and one way under an offered load.
//
// One way, the time counts from when a record was due, not from when it could be sent: a writer
// that is kept waiting does not hide the wait of the records behind it (coordinated omission).
#include <algorithm>

#include <fmt/format.h>

#include "common/quantity.h"
#include "ring_bench/case.h"
#include "ring_bench/payload.h"

namespace ringpipe::ring_bench {
namespace {

constexpr std::uint64_t kThinkNs = 1'000'000;  // long enough for both sides to fall asleep
constexpr double kSleepRate = 1000;

std::uint64_t record_bytes(const Plan& plan) {
    return plan.record_bytes.empty() ? 64 : plan.record_bytes.front();
}

Workload waiting(const Plan& plan, const std::string& wait) {
    Workload workload = basic_workload(plan);
    workload.record_bytes = record_bytes(plan);
    workload.wait = wait == "spin" ? Wait::kSpin : Wait::kAdaptive;
    return workload;
}

}  // namespace

std::vector<Case> latency_cases(const Plan& plan) {
    auto waits = plan.waits;
    if (waits.empty()) waits = {"spin", "adaptive", "sleep"};
    std::vector<Case> cases;
    for (const std::string& wait : waits) {
        Workload workload = waiting(plan, wait);
        if (wait == "sleep") workload.think_ns = kThinkNs;
        const auto size = tools::format_size(workload.record_bytes);
        cases.push_back(ping_pong_case(wait == "sleep" ? without_spinners(plan) : plan, "latency",
                                       "ping-pong " + size + " " + wait, workload));
    }
    auto rates = plan.rates;
    if (rates.empty() && plan.tour) rates = {10'000, 100'000, 1'000'000};
    if (rates.empty()) rates = {10'000, 100'000, 1'000'000, 3'000'000};
    for (const std::string& wait : waits) {
        const bool sleeps = wait == "sleep";
        for (const double rate : sleeps ? std::vector<double>{kSleepRate} : rates) {
            Workload workload = waiting(plan, wait);
            workload.record_bytes = std::max(workload.record_bytes, kSmallestTimedRecord);
            workload.offered_rate = rate;
            const auto name =
                fmt::format("one way {} {}/s {}", tools::format_size(workload.record_bytes),
                            rate_word(rate), wait);
            Case made =
                stream_case(sleeps ? without_spinners(plan) : plan, "latency", name, workload);
            made.figure = Figure::kLatency;
            cases.push_back(std::move(made));
        }
    }
    return cases;
}

}  // namespace ringpipe::ring_bench
