// fanout: one writer, and readers that all get everything.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "common/quantity.h"
#include "ring_bench/case.h"
#include "ring_bench/payload.h"

namespace ringpipe::ring_bench {
namespace {

constexpr double kRate = 10'000;

}  // namespace

std::vector<Case> fanout_cases(const Plan& plan) {
    auto readers = plan.readers;
    if (readers.empty() && plan.tour) readers = {1, 2, 4};
    if (readers.empty()) readers = {1, 2, 4, 8, 16};
    std::vector<Case> cases;
    for (const std::uint32_t count : readers) {
        Workload workload = basic_workload(plan);
        if (!plan.record_bytes.empty()) workload.record_bytes = plan.record_bytes.front();
        workload.readers = count;
        const auto name =
            tools::format_size(workload.record_bytes) + " to " + tools::counted(count, "reader");
        cases.push_back(stream_case(plan, "fanout", name, workload));
    }
    // What one more reader does to the others' times.
    for (const std::uint32_t count : readers) {
        Workload workload = basic_workload(plan);
        if (!plan.record_bytes.empty()) workload.record_bytes = plan.record_bytes.front();
        workload.record_bytes = std::max(workload.record_bytes, kSmallestTimedRecord);
        workload.readers = count;
        workload.offered_rate = plan.rates.empty() ? kRate : plan.rates.front();
        const auto name =
            fmt::format("{} to {}, {}/s", tools::format_size(workload.record_bytes),
                        tools::counted(count, "reader"), rate_word(workload.offered_rate));
        Case made = stream_case(without_spinners(plan), "fanout", name, workload);
        made.figure = Figure::kLatency;
        cases.push_back(std::move(made));
    }
    return cases;
}

}  // namespace ringpipe::ring_bench
