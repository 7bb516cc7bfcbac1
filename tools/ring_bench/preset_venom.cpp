// The workloads of venom_memory's benchmarks: snapshots of 256 KiB that one side keeps writing and
// the other keeps copying, and small requests.
//
// As published: threads; who asks for a snapshot takes the one that stands there, also if it had it
// before; constant bytes, which count twice. Honestly: processes; only a new one counts, which
// comes after it was asked for, and every byte of it is checked.
#include <sched.h>
#include <sys/mman.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
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

constexpr std::uint64_t kSnapshotBytes = 256 * 1024;
constexpr std::uint32_t kPairs = 4;
constexpr std::uint64_t kCopies = 100'000;  // of each reader
constexpr std::uint64_t kWarmBytes = 1024;
constexpr std::uint64_t kWarmCopies = 10'000;
constexpr std::uint32_t kWarmPairs = 2;

// Of each pair: how often its reader asked.
struct alignas(64) Asked {
    std::atomic<std::uint64_t> times;
    std::atomic<std::uint32_t> left;
};

// For all pairs, also of other processes. All zero at first.
class Wishes {
public:
    Wishes() {
        memory_ = ::mmap(nullptr, kPairs * sizeof(Asked), PROT_READ | PROT_WRITE,
                         MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    }
    ~Wishes() {
        if (there()) ::munmap(memory_, kPairs * sizeof(Asked));
    }
    Wishes(const Wishes&) = delete;
    Wishes& operator=(const Wishes&) = delete;

    [[nodiscard]] bool there() const { return memory_ != MAP_FAILED; }
    [[nodiscard]] Asked& of(std::uint32_t pair) const { return static_cast<Asked*>(memory_)[pair]; }

private:
    void* memory_;
};

struct Snapshots {
    Workload workload;
    bool published = false;
};

// With more parties than processors a spinning one would take the others' time.
void wait_a_moment(const Snapshots& what) {
    if (what.published) {
        pause_processor();
    } else {
        ::sched_yield();
    }
}

// One for each time that it was asked, or, when asked again meanwhile, for all of them.
void write_snapshots(Party& party, const Ring& ring, const Snapshots& what, Asked& asked) {
    auto writer = Writer::attach(ring, {.exclusive = true, .interrupt = party.interrupt()});
    if (!writer) {
        party.fail(writer.error().problem());
        return;
    }
    Payload payload(what.workload, 0);
    if (!party.barrier() || !party.barrier()) return;
    std::uint64_t seen = 0;
    while (asked.left.load(std::memory_order_relaxed) == 0 && !party.abandoned()) {
        const std::uint64_t times = asked.times.load(std::memory_order_acquire);
        if (times == seen) {
            wait_a_moment(what);
            continue;
        }
        seen = times;
        if (writer->push(payload.next()) != Push::kPublished) {
            party.fail("a snapshot was not published");
            return;
        }
    }
    party.result().sent = payload.sent();
    party.finish();
}

void read_snapshots(Party& party, const Ring& ring, const Snapshots& what, Asked& asked) {
    ReaderOptions options;
    options.from.point = From::Point::kNext;
    auto reader = Reader::attach(ring, options);
    if (!reader) {
        party.fail(reader.error().problem());
        return;
    }
    Checker checker(what.workload.record_bytes, what.workload.verify);
    PartyResult& result = party.result();
    result.receives = true;
    if (!party.barrier() || !party.barrier()) return;
    std::uint64_t newest = UINT64_MAX;
    std::uint64_t copies = 0;
    for (; copies < what.workload.records; ++copies) {
        const std::uint64_t before = now_ns();
        asked.times.fetch_add(1, std::memory_order_release);
        for (Batch batch;;) {
            const bool found = reader->latest(batch) == Next::kBatch;
            if (party.abandoned()) return;
            if (!found || (!what.published && batch.first == newest)) {
                wait_a_moment(what);
                continue;
            }
            const std::uint64_t now = now_ns();
            party.note_latency(now, now - before);
            if (batch.first != newest) checker.see(batch.bytes);
            newest = batch.first;
            break;
        }
    }
    asked.left.store(1, std::memory_order_relaxed);
    result.end_ns = now_ns();
    result.records = what.published ? copies : checker.records();
    result.corrupt = checker.corrupt();
    result.repeated = checker.repeated();
    party.finish();
}

Round run_pairs(const Snapshots& what, std::uint32_t pairs, const Conditions& conditions) {
    std::vector<Ring> rings;
    Round round;
    const Wishes wishes;
    if (!wishes.there()) round.problem = std::strerror(errno);
    for (std::uint32_t i = 0; i < pairs && round.problem.empty(); ++i) {
        RingOptions options;
        options.capacity = what.workload.capacity;
        options.on_full = OnFull::kDropOld;
        auto ring = Ring::in_memory(options);
        if (ring) {
            rings.push_back(std::move(*ring));
        } else {
            round.problem = ring.error().problem();
        }
    }
    if (!round.problem.empty()) return round;
    Crew crew(conditions.placement);
    for (std::uint32_t i = 0; i < pairs; ++i) {
        crew.add([&, i](Party& party) { write_snapshots(party, rings[i], what, wishes.of(i)); });
        crew.add([&, i](Party& party) { read_snapshots(party, rings[i], what, wishes.of(i)); });
    }
    round.problem = crew.run(0);
    if (!round.problem.empty()) return round;
    // A snapshot that nobody looked at is not lost: each replaces the one before.
    round = round_of(crew, what.workload, false);
    round.errors = 0;
    for (std::size_t i = 0; i < crew.size(); ++i) {
        round.errors += crew.result(i).corrupt + crew.result(i).repeated;
    }
    round.lost = 0;
    round.records = round.delivered;
    round.bytes = round.records * what.workload.record_bytes * (what.published ? 2 : 1);
    return round;
}

Round run_snapshots(const Snapshots& what, const Conditions& conditions) {
    Snapshots warm = what;
    warm.workload.record_bytes = kWarmBytes;
    warm.workload.records = std::min(what.workload.records, kWarmCopies);
    Round round = run_pairs(warm, kWarmPairs, conditions);
    if (!round.problem.empty() || round.errors != 0) return round;
    return run_pairs(what, kPairs, conditions);
}

Case snapshot_case(const Plan& plan, bool published) {
    Snapshots what{basic_workload(plan), published};
    Workload& workload = what.workload;
    workload.record_bytes = kSnapshotBytes;
    workload.capacity = 2 * 1024 * 1024;
    workload.on_full = OnFull::kDropOld;
    workload.writers = kPairs;
    workload.readers = kPairs;
    if (plan.records == 0) workload.records = kCopies;
    if (published) workload.verify = Verify::kSequence;
    if (published) workload.content = Content::kIndex;
    Case made{"venom",
              fmt::format("{} x 256 KiB, {}", kPairs, published ? "published" : "honest"),
              Figure::kRate,
              workload,
              {}};
    made.variants.push_back(
        {"ring", [what](const Conditions& how) { return run_snapshots(what, how); }});
    return published ? in_threads(std::move(made)) : made;
}

}  // namespace

std::vector<Case> venom_cases(const Plan& plan) {
    std::vector<Case> cases = {snapshot_case(plan, true), snapshot_case(plan, false)};
    for (Case& one : venom_request_cases(plan)) cases.push_back(std::move(one));
    return cases;
}

}  // namespace ringpipe::ring_bench
