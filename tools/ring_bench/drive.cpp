// Drive: how long the warm-up is.
#include "ring_bench/drive.h"

#include <algorithm>

namespace ringpipe::ring_bench {

std::uint64_t warm_up_records(const Workload& workload, bool is_ring) {
    constexpr std::uint64_t kHeader = 32;  // of a frame, beside the record
    constexpr std::uint64_t kLeast = 1000;
    // Where new records are dropped, the last one of a warm-up may never come.
    if (!workload.warm_up || workload.on_full == OnFull::kDropNew) return 0;
    const std::uint64_t stride = workload.record_bytes + (workload.batch > 1 ? 0 : kHeader);
    const std::uint64_t lap = workload.capacity / std::max<std::uint64_t>(stride, 1);
    const std::uint64_t all = is_ring ? lap + lap / 8 : std::min<std::uint64_t>(lap, 20'000);
    return std::max(workload.record_bytes > 1024 * 1024 ? 4 : kLeast, all / workload.writers);
}

void keep_measured(const std::vector<Fill>& fill, std::uint64_t start_ns, Round& round) {
    const double start = static_cast<double>(start_ns) / 1e9;
    for (Fill at : fill) {
        at.seconds -= start;
        if (at.seconds >= 0 && at.seconds <= round.seconds) round.fill.push_back(at);
    }
}

}  // namespace ringpipe::ring_bench
