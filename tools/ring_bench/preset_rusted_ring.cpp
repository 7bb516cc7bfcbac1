// The workloads of rusted-ring's benchmarks: small events in rings ("pools") of three sizes.
//
// As published: one thread, no reader beside it, and rings that fit into the cache; the first one
// counts 250 events of the 150 that it writes, and who reads starts at the oldest event of all
// iterations, not at those of this one. Honestly: a reader in a process of its own that checks
// every event, with backpressure and without.
#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "ring_bench/clock.h"
#include "ring_bench/preset.h"
#include "ring_bench/usage.h"
#include "ringpipe/reader.h"
#include "ringpipe/ring.h"
#include "ringpipe/writer.h"

namespace ringpipe::ring_bench {
namespace {

// A pool: events of up to `bytes`, and a ring in which at least as many fit as in the original's:
// 2000, 1000 and 300.
struct Pool {
    const char* name;
    std::uint64_t bytes;
    std::uint64_t capacity;
};
constexpr std::array<Pool, 3> kPools = {
    {{"XS 64 B", 64, 256 * 1024}, {"S 256 B", 256, 512 * 1024}, {"M 1 KiB", 1024, 512 * 1024}}};

// One of them, in one thread.
struct Lane {
    Ring ring;
    Writer writer;
    Reader reader;
};

// An iteration of a published benchmark, and how many events it says that it had.
struct Iteration {
    const char* name;
    bool (*run)(std::vector<Lane>& lanes, std::uint64_t& bytes);
    std::uint64_t counted;
};

bool write_event(Lane& lane, std::string_view event, std::uint64_t& bytes) {
    bytes += event.size();
    return lane.writer.push(std::as_bytes(std::span(event))) == Push::kPublished;
}

// Bursts of strokes, as long as the original's.
bool write_bursts(std::vector<Lane>& lanes, std::uint64_t& bytes) {
    constexpr std::string_view kText =
        "event:kind=stroke,x=1024,y=0768,pressure=0.75,time=1234567890";
    constexpr std::array<std::size_t, 7> kLengths = {36, 41, 56, 43, 48, 58, 55};
    bool good = true;
    for (std::size_t i = 0; i < 150 && good; ++i) {
        const std::size_t which = i < 50 ? i % 2 : i < 100 ? 2 + i % 3 : 5 + i % 2;
        good = write_event(lanes[0], kText.substr(0, kLengths[which]), bytes);
    }
    return good;
}

template <class... Values>
bool write_text(Lane& lane, std::uint64_t& bytes, std::string_view words, const Values&... values) {
    fmt::memory_buffer text;
    fmt::vformat_to(std::back_inserter(text), words, fmt::make_format_args(values...));
    return write_event(lane, std::string_view(text.data(), text.size()), bytes);
}

// Events that become longer: their text is made meanwhile, as in the original.
bool write_progression(std::vector<Lane>& lanes, std::uint64_t& bytes) {
    bool good = true;
    for (int i = 0; i < 100 && good; ++i) good = write_text(lanes[0], bytes, "event_{}", i);
    for (int i = 0; i < 100 && good; ++i) {
        good =
            write_text(lanes[1], bytes, "annotated:id={},origin={{ts:{},user:alice}}", i, i * 1000);
    }
    for (int i = 0; i < 100 && good; ++i) {
        good =
            write_text(lanes[2], bytes,
                       "summarized:batch={},events=[{},{},{}],result={{count:3,x:150,y:200,z:0}}",
                       i, i * 3, i * 3 + 1, i * 3 + 2);
    }
    return good;
}

// From the oldest event on.
template <class See>
bool read_events(Lane& lane, std::uint32_t most, See see) {
    Batch batch;
    lane.reader.seek({From::Point::kOldest, 0});
    for (std::uint32_t i = 0; i < most; ++i) {
        const Next next = lane.reader.next_record(batch, Deadline::passed());
        if (next == Next::kLost) continue;
        if (next != Next::kBatch) return next == Next::kEmpty;
        if (!see(batch)) return false;
        lane.reader.release(1);
    }
    return true;
}

// 50 in, and a second stage that processes every third one that is of this iteration: hardly any.
bool run_pipeline(std::vector<Lane>& lanes, std::uint64_t& bytes) {
    constexpr std::array<std::string_view, 4> kEvents = {"stroke:x=0100,y=0200,.",
                                                         "point:x=0105,y=0205,p=.5",
                                                         "text_entry:Hello", "peer_state:user=me"};
    static std::uint32_t first = 0;
    constexpr std::uint32_t kEach = 50;
    first += kEach;
    for (std::uint32_t i = 0; i < kEach; ++i) {
        const auto event = kEvents[i % 4];
        bytes += event.size();
        if (lanes[0].writer.push(std::as_bytes(std::span(event)), {.tag = first + i}) !=
            Push::kPublished) {
            return false;
        }
    }
    std::uint64_t processed = 0;
    return read_events(lanes[0], 2 * kEach, [&](const Batch& event) {
        if (event.tag < first || event.tag >= first + kEach || event.tag % 3 != 0) return true;
        ++processed;
        const std::string_view text(reinterpret_cast<const char*>(event.bytes.data()),
                                    event.bytes.size());
        return write_text(lanes[1], bytes, "processed:seq={},data={},ts={}", processed, text,
                          event.tag);
    });
}

// 100 in, 20 out, and the pressure before and after.
bool run_backpressure(std::vector<Lane>& lanes, std::uint64_t& bytes) {
    bool good = true;
    for (int i = 0; i < 100 && good; ++i) good = write_text(lanes[0], bytes, "quick_event_{}", i);
    volatile double pressure = lanes[0].reader.pressure();
    good = good && read_events(lanes[0], 20, [](const Batch&) { return true; });
    pressure = lanes[0].reader.pressure();
    static_cast<void>(pressure);
    return good;
}

bool make_lanes(std::vector<Lane>& lanes, std::string& problem) {
    for (const Pool& pool : kPools) {
        RingOptions options;
        options.capacity = pool.capacity;
        options.on_full = OnFull::kDropOld;
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
        lanes.push_back({std::move(*ring), std::move(*writer), std::move(*reader)});
    }
    return true;
}

Round run_iterations(const Iteration& iteration, const Conditions& conditions) {
    Round round;
    std::vector<Lane> lanes;
    if (!make_lanes(lanes, round.problem)) return round;
    const CallCounter calls;
    const Usage before = usage_now(calls, false);
    const Memory memory = memory_now();
    const std::uint64_t start_ns = now_ns();
    const std::uint64_t until_ns = start_ns + conditions.duration_ns;
    bool good = true;
    while (good && now_ns() < until_ns) {
        good = iteration.run(lanes, round.bytes);
        round.records += iteration.counted;
    }
    if (!good) round.problem = "an event could not be written or read";
    round.delivered = round.records;
    round.seconds = static_cast<double>(now_ns() - start_ns) / 1e9;
    const Usage after = usage_now(calls, false);
    round.processor_seconds = after.processor_seconds - before.processor_seconds;
    round.switches = after.switches - before.switches;
    if (calls.works()) round.system_calls = after.system_calls - before.system_calls;
    round.peak_bytes = memory_now().resident - std::min(memory_now().resident, memory.resident);
    round.blocked_ratio = 0;  // these rings overwrite
    return round;
}

Case iteration_case(const Plan& plan, const Iteration& iteration) {
    Case made{"rusted-ring",
              std::string(iteration.name) + ", published",
              Figure::kRate,
              basic_workload(plan),
              {}};
    made.workload.capacity = kPools[0].capacity;
    made.workload.record_bytes = kPools[0].bytes;
    made.workload.on_full = OnFull::kDropOld;
    made.workload.verify = Verify::kSequence;
    made.workload.readers = 0;
    made.variants.push_back(
        {"ring", [iteration](const Conditions& how) { return run_iterations(iteration, how); }});
    made.threads = true;  // one
    return made;
}

}  // namespace

std::vector<Case> rusted_ring_cases(const Plan& plan) {
    std::vector<Case> cases = {
        iteration_case(plan, {"150 XS", write_bursts, 250}),
        iteration_case(plan, {"100 each of XS S M", write_progression, 300}),
        iteration_case(plan, {"pipeline of 50", run_pipeline, 50}),
        iteration_case(plan, {"100 in, 20 out", run_backpressure, 100}),
    };
    for (const Pool& pool : kPools) {
        Workload workload = basic_workload(plan);
        workload.record_bytes = pool.bytes;
        workload.capacity = pool.capacity;
        cases.push_back(
            stream_case(plan, "rusted-ring", fmt::format("{}, honest", pool.name), workload));
        workload.on_full = OnFull::kDropOld;
        Plan alone = plan;
        alone.against.clear();
        cases.push_back(stream_case(alone, "rusted-ring",
                                    fmt::format("{} lossy, honest", pool.name), workload));
    }
    return cases;
}

}  // namespace ringpipe::ring_bench
