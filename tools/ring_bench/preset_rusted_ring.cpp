// The workloads of rusted-ring's benchmarks: events of three sizes in small rings.
//
// As published: one thread, no reader beside it, and rings that fit into the cache. Honestly: a
// reader in a process of its own that checks every event.
#include <array>
#include <utility>

#include <fmt/format.h>

#include "ring_bench/clock.h"
#include "ring_bench/payload.h"
#include "ring_bench/preset.h"
#include "ringpipe/reader.h"
#include "ringpipe/ring.h"
#include "ringpipe/writer.h"

namespace ringpipe::ring_bench {
namespace {

constexpr std::uint64_t kCapacity = 256 * 1024;

// An iteration of a published benchmark: so many writes of each size, then so many reads.
struct Iteration {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> writes;  // bytes, how many
    std::uint32_t reads = 0;
};

struct Lane {
    Ring ring;
    Writer writer;
    Reader reader;
    Payload payload;
    std::uint32_t count;
};

bool write_events(Lane& lane, std::uint64_t& events) {
    for (std::uint32_t i = 0; i < lane.count; ++i) {
        if (lane.writer.push(lane.payload.next()) != Push::kPublished) return false;
    }
    events += lane.count;
    return true;
}

// As in the original, what was overrun in the meantime is stepped over.
bool read_events(Lane& lane, std::uint32_t wanted) {
    Batch batch;
    for (std::uint32_t i = 0; i < wanted;) {
        const Next next = lane.reader.next_record(batch, Deadline::passed());
        if (next == Next::kEmpty) return true;
        if (next == Next::kLost) continue;
        if (next != Next::kBatch) return false;
        lane.reader.release(1);
        ++i;
    }
    return true;
}

bool make_lanes(const Iteration& iteration, std::vector<Lane>& lanes, std::string& problem) {
    RingOptions options;
    options.capacity = kCapacity;
    options.on_full = OnFull::kDropOld;
    for (const auto& [bytes, count] : iteration.writes) {
        auto ring = Ring::in_memory(options);
        if (!ring) {
            problem = ring.error().problem();
            return false;
        }
        auto writer = Writer::attach(*ring, {.exclusive = true});
        auto reader = Reader::attach(*ring, ReaderOptions{});
        if (!writer || !reader) {
            problem = (writer ? reader.error() : writer.error()).problem();
            return false;
        }
        lanes.push_back({std::move(*ring), std::move(*writer), std::move(*reader),
                         Payload(bytes, Verify::kSequence, 0), count});
    }
    return true;
}

Round run_iterations(const Iteration& iteration, const Conditions& conditions) {
    Round round;
    std::vector<Lane> lanes;
    if (!make_lanes(iteration, lanes, round.problem)) return round;
    const std::uint64_t start_ns = now_ns();
    const std::uint64_t until_ns = start_ns + conditions.duration_ns;
    bool good = true;
    while (good && now_ns() < until_ns) {
        for (Lane& lane : lanes) {
            const std::uint64_t before = round.records;
            good = good && write_events(lane, round.records) &&
                   (iteration.reads == 0 || read_events(lane, iteration.reads));
            round.bytes += (round.records - before) * lane.payload.next().size();
        }
    }
    if (!good) round.problem = "an event could not be written or read";
    round.seconds = static_cast<double>(now_ns() - start_ns) / 1e9;
    return round;
}

Case iteration_case(const Plan& plan, const std::string& name, const Iteration& iteration) {
    Case made{"rusted-ring", name + ", published", Figure::kRate, basic_workload(plan), {}};
    made.workload.capacity = kCapacity;
    made.workload.record_bytes = iteration.writes.front().first;
    made.workload.on_full = OnFull::kDropOld;
    made.workload.verify = Verify::kSequence;
    made.workload.readers = iteration.reads == 0 ? 0 : 1;
    made.variants.push_back(
        {"ring", [iteration](const Conditions& how) { return run_iterations(iteration, how); }});
    return made;
}

}  // namespace

std::vector<Case> rusted_ring_cases(const Plan& plan) {
    std::vector<Case> cases = {
        iteration_case(plan, "150 XS", {{{64, 150}}, 0}),
        iteration_case(plan, "100 each of XS S M", {{{64, 100}, {256, 100}, {1024, 100}}, 0}),
        iteration_case(plan, "pipeline of 50", {{{64, 50}}, 50}),
        iteration_case(plan, "100 in, 20 out", {{{64, 100}}, 20}),
    };
    for (const auto& [bytes, word] :
         {std::pair{64, "XS 64 B"}, std::pair{256, "S 256 B"}, std::pair{1024, "M 1 KiB"}}) {
        Workload workload = basic_workload(plan);
        workload.record_bytes = static_cast<std::uint64_t>(bytes);
        workload.capacity = kCapacity;
        cases.push_back(
            stream_case(plan, "rusted-ring", fmt::format("{}, honest", word), workload));
    }
    return cases;
}

}  // namespace ringpipe::ring_bench
