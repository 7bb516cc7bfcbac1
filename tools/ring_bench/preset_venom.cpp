// The workloads of venom_memory's benchmarks: snapshots of 256 KiB that one side keeps writing and
// the other keeps copying, and small requests.
//
// As published: threads, every copy counts, also of a snapshot that was counted before, and bytes
// count twice. Honestly: processes, a snapshot counts once, and every byte of it is checked.
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

void write_snapshots(Party& party, const Ring& ring, const Workload& workload) {
    auto writer = Writer::attach(ring, {.exclusive = true, .interrupt = party.interrupt()});
    if (!writer) {
        party.fail(writer.error().problem());
        return;
    }
    Payload payload(kSnapshotBytes, workload.verify, 0, workload.damaged_record);
    if (!party.barrier() || !party.barrier()) return;
    while (!party.stop_asked()) {
        if (writer->push(payload.next()) != Push::kPublished) {
            party.fail("a snapshot was not published");
            return;
        }
    }
    party.result().sent = payload.sent();
    party.finish();
}

// Copies the newest snapshot again and again.
void read_snapshots(Party& party, const Ring& ring, const Workload& workload, bool count_stale) {
    ReaderOptions options;
    options.from.point = From::Point::kNext;
    auto reader = Reader::attach(ring, options);
    if (!reader) {
        party.fail(reader.error().problem());
        return;
    }
    Checker checker(kSnapshotBytes, workload.verify);
    PartyResult& result = party.result();
    result.receives = true;
    if (!party.barrier() || !party.barrier()) return;
    std::uint64_t copies = 0;
    std::uint64_t newest = UINT64_MAX;
    while (!party.stop_asked()) {
        const std::uint64_t before = now_ns();
        Batch batch;
        if (reader->latest(batch) != Next::kBatch) continue;
        const std::uint64_t now = now_ns();
        party.note_latency(now, now - before);
        ++copies;
        if (batch.first == newest) continue;
        newest = batch.first;
        checker.see(batch.bytes);
    }
    result.end_ns = now_ns();
    result.records = count_stale ? copies : checker.records();
    result.corrupt = checker.corrupt();
    result.repeated = checker.repeated();
    party.finish();
}

Round run_snapshots(const Workload& workload, const Conditions& conditions, bool published) {
    std::vector<Ring> rings;
    Round round;
    for (std::uint32_t i = 0; i < kPairs; ++i) {
        RingOptions options;
        options.capacity = workload.capacity;
        options.on_full = OnFull::kDropOld;
        auto ring = Ring::in_memory(options);
        if (!ring) {
            round.problem = ring.error().problem();
            return round;
        }
        rings.push_back(std::move(*ring));
    }
    Crew crew(conditions.placement);
    for (Ring& ring : rings) {
        crew.add([&](Party& party) { write_snapshots(party, ring, workload); });
        crew.add([&](Party& party) { read_snapshots(party, ring, workload, published); });
    }
    round.problem = crew.run(conditions.duration_ns);
    if (!round.problem.empty()) return round;
    // A snapshot that nobody looked at is not lost: each replaces the one before.
    round = round_of(crew, workload, false);
    round.errors = 0;
    for (std::size_t i = 0; i < crew.size(); ++i) {
        round.errors += crew.result(i).corrupt + crew.result(i).repeated;
    }
    round.lost = 0;
    round.records = round.delivered;
    round.bytes = round.records * kSnapshotBytes * (published ? 2 : 1);
    return round;
}

Case snapshot_case(const Plan& plan, bool published) {
    Workload workload = basic_workload(plan);
    workload.record_bytes = kSnapshotBytes;
    workload.capacity = 2 * 1024 * 1024;
    workload.on_full = OnFull::kDropOld;
    workload.writers = kPairs;
    workload.readers = kPairs;
    if (published) workload.verify = Verify::kSequence;
    Case made{"venom",
              fmt::format("{} x 256 KiB, {}", kPairs, published ? "published" : "honest"),
              Figure::kRate,
              workload,
              {}};
    made.variants.push_back({"ring", [workload, published](const Conditions& how) {
                                 return run_snapshots(workload, how, published);
                             }});
    return made;
}

}  // namespace

std::vector<Case> venom_cases(const Plan& plan) {
    std::vector<Case> cases;
    cases.push_back(snapshot_case(plan, false));
    cases.push_back(in_threads(snapshot_case(plan, true)));
    Workload request = basic_workload(plan);
    request.record_bytes = 4;
    request.capacity = 64 * 1024;
    for (const Wait wait : {Wait::kSpin, Wait::kAdaptive}) {
        request.wait = wait;
        cases.push_back(ping_pong_case(
            plan, "venom", fmt::format("4 B request {}, honest", wait_name(wait)), request));
    }
    return cases;
}

}  // namespace ringpipe::ring_bench
