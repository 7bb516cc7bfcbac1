// Preset: the workload of a benchmark that somebody published, replayed with our ring.
#include "ring_bench/preset.h"

#include <utility>

#include <fmt/format.h>

#include "common/quantity.h"

namespace ringpipe::ring_bench {

const std::vector<Preset>& presets() {
    static const std::vector<Preset> all = {
        {"ipc_ring", "256 B through 1, 8 and 64 MiB", ipc_ring_cases},
        {"bcast", "73 B to 1 to 8 readers, 8 B ping-pong, 64 B every microsecond", bcast_cases},
        {"venom", "snapshots of 256 KiB, 4-byte requests", venom_cases},
        {"rusted-ring", "small events in three sizes, with and without a reader",
         rusted_ring_cases},
        {"ipmpsc", "video frames of 12 MB, records of 52 B", ipmpsc_cases},
    };
    return all;
}

std::vector<std::string> preset_names() {
    std::vector<std::string> names;
    for (const Preset& preset : presets()) names.push_back(preset.name);
    return names;
}

std::vector<Case> preset_cases(const std::string& name, const Plan& plan) {
    for (const Preset& preset : presets()) {
        if (preset.name == name) return preset.cases(plan);
    }
    return {};
}

Case in_threads(Case one) {
    one.threads = true;
    return one;
}

// 256 B, its own figures: 5 M records through 1 MiB, 1 M through 8 and 64 MiB. Its clock starts
// when the reader, which comes up to 10 ms late, has its first record: part of the work is outside.
std::vector<Case> ipc_ring_cases(const Plan& plan) {
    constexpr std::uint64_t kMiB = 1024 * 1024;
    std::vector<Case> cases;
    for (const auto& [mib, records] :
         {std::pair{1, 5'000'000}, std::pair{8, 1'000'000}, std::pair{64, 1'000'000}}) {
        Workload workload = basic_workload(plan);
        workload.record_bytes = 256;
        workload.capacity = static_cast<std::uint64_t>(mib) * kMiB;
        if (plan.records == 0) workload.records = static_cast<std::uint64_t>(records);
        const auto name = fmt::format("256 B, {} MiB, ", mib);
        cases.push_back(stream_case(plan, "ipc_ring", name + "honest", workload));
        workload.warm_up = false;
        workload.late_reader_ns = 5'000'000;
        workload.verify = Verify::kSequence;
        workload.content = Content::kIndex;
        Plan alone = plan;
        alone.against.clear();
        cases.push_back(stream_case(alone, "ipc_ring", name + "published", workload));
    }
    return cases;
}

// A frame of 3840x2160 pixels in I420 and its description, in a ring of 32 MiB, filled and read in
// place. As published, the receiver never looks at a pixel.
std::vector<Case> ipmpsc_cases(const Plan& plan) {
    std::vector<Case> cases;
    Workload frame = basic_workload(plan);
    frame.record_bytes = 12'441'644;
    frame.capacity = 32 * 1024 * 1024;
    frame.method = Method::kClaim;
    cases.push_back(stream_case(plan, "ipmpsc", "12 MB frames, honest", frame));
    frame.verify = Verify::kSequence;
    frame.content = Content::kFill;
    Plan alone = plan;
    alone.against.clear();
    cases.push_back(stream_case(alone, "ipmpsc", "12 MB frames, published", frame));
    Workload small = basic_workload(plan);
    small.record_bytes = 52;
    small.capacity = 32 * 1024 * 1024;
    cases.push_back(stream_case(plan, "ipmpsc", "52 B, honest", small));
    Workload small_published = small;
    small_published.method = Method::kClaim;
    small_published.verify = Verify::kSequence;
    small_published.content = Content::kFill;
    cases.push_back(stream_case(alone, "ipmpsc", "52 B, published", small_published));
    for (const std::uint32_t writers : {2u, 4u}) {
        small.writers = writers;
        small.records = plan.records / writers;
        small.shared_writers = true;
        cases.push_back(
            stream_case(plan, "ipmpsc", fmt::format("52 B, {} writers, honest", writers), small));
    }
    return cases;
}

}  // namespace ringpipe::ring_bench
