// fanout: one writer, and readers that all get everything.
#include "common/quantity.h"
#include "ring_bench/case.h"

namespace ringpipe::ring_bench {

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
    return cases;
}

}  // namespace ringpipe::ring_bench
