// throughput: one writer, one reader, as fast as it goes.
#include <algorithm>

#include <fmt/format.h>

#include "common/quantity.h"
#include "ring_bench/case.h"

namespace ringpipe::ring_bench {
namespace {

using tools::format_size;

// A publication of about 32 KiB, if that is more than the usual batch.
std::uint32_t packed_batch(std::uint64_t record_bytes, std::uint32_t batch) {
    constexpr std::uint64_t kPublication = 32 * 1024;
    return std::max(batch, static_cast<std::uint32_t>(
                               std::min<std::uint64_t>(kPublication / record_bytes, 1024)));
}

bool set_method(Workload& workload, const std::string& method, const Plan& plan) {
    workload.method = Method::kBatch;
    if (method == "record") workload.method = Method::kRecord;
    if (method == "claim") workload.method = Method::kClaim;
    if (method == "batch") workload.batch = plan.batch;
    if (method == "packed") {
        workload.batch = packed_batch(workload.record_bytes, plan.batch);
        return workload.batch > plan.batch;  // else it is the same as "batch"
    }
    return true;
}

}  // namespace

std::vector<Case> throughput_cases(const Plan& plan) {
    auto sizes = plan.record_bytes;
    if (sizes.empty() && plan.tour) sizes = {64, 256, 4096, 65536};
    if (sizes.empty()) sizes = {8, 64, 256, 1024, 4096, 16384, 65536};
    std::vector<std::string> methods = plan.methods;
    if (methods.empty()) methods = {"record", "claim", "batch", "packed"};
    std::vector<Case> cases;
    for (const std::uint64_t bytes : sizes) {
        for (const std::string& method : methods) {
            const bool main_case = bytes == 256 || method == "record";
            if (plan.tour && plan.methods.empty() && !main_case) continue;
            Workload workload = basic_workload(plan);
            workload.record_bytes = bytes;
            if (!set_method(workload, method, plan)) continue;
            std::string name = format_size(bytes) + " " + method;
            if (workload.batch > 1) name += fmt::format(" {}", workload.batch);
            cases.push_back(stream_case(plan, "throughput", name, workload));
            if (method != "record" || (plan.tour && bytes != 256)) continue;
            workload.on_full = OnFull::kDropOld;
            Plan alone = plan;  // nothing else overwrites
            alone.against.clear();
            cases.push_back(stream_case(alone, "throughput", name + ", drop-old", workload));
        }
    }
    return cases;
}

}  // namespace ringpipe::ring_bench
