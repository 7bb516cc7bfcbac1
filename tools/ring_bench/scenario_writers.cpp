// writers: shared writers on one ring, one reader.
#include <fmt/format.h>

#include "common/quantity.h"
#include "ring_bench/case.h"

namespace ringpipe::ring_bench {
namespace {

Case writers_case(const Plan& plan, std::uint32_t count, bool shared, std::uint32_t batch) {
    Workload workload = basic_workload(plan);
    if (!plan.record_bytes.empty()) workload.record_bytes = plan.record_bytes.front();
    workload.writers = count;
    workload.shared_writers = shared;
    workload.batch = batch;
    if (batch > 1) workload.method = Method::kBatch;
    workload.records = plan.records / count;
    auto name = fmt::format("{}, {} {}{}", tools::format_size(workload.record_bytes), count,
                            shared ? "shared" : "exclusive", batch > 1 ? ", batch" : "");
    if (batch > 1) name += fmt::format(" {}", batch);
    return stream_case(plan, "writers", name, workload);
}

}  // namespace

std::vector<Case> writers_cases(const Plan& plan) {
    auto writers = plan.writers;
    if (writers.empty() && plan.tour) writers = {1, 2, 4};
    if (writers.empty()) writers = {1, 2, 4, 8};
    std::vector<Case> cases;
    cases.push_back(writers_case(plan, 1, false, plan.batch));
    for (const std::uint32_t count : writers) {
        cases.push_back(writers_case(plan, count, true, plan.batch));
        if (!plan.tour) cases.push_back(writers_case(plan, count, true, 1));
    }
    return cases;
}

}  // namespace ringpipe::ring_bench
