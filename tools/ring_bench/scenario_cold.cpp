// cold: from nothing to the first record received. Two processes start at the same moment; one
// makes a ring and publishes a record, the other opens it by name as soon as it is there.
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <optional>

#include "ring_bench/case.h"
#include "ring_bench/clock.h"
#include "ring_bench/payload.h"
#include "ringpipe/reader.h"
#include "ringpipe/ring.h"
#include "ringpipe/snapshot.h"
#include "ringpipe/writer.h"

namespace ringpipe::ring_bench {
namespace {

// Each measures one start; false: failed, and the party was told why.
using SendFirst = std::function<bool(Party&, std::span<const std::byte>)>;
using TakeFirst = std::function<bool(Party&, Checker&)>;

Round run_once(const Workload& workload, const Conditions& conditions, const SendFirst& send,
               const TakeFirst& take, Histogram& times) {
    Crew crew(conditions.placement);
    const std::uint64_t start_ns = now_ns();
    crew.add([&](Party& party) {
        Payload payload(workload.record_bytes, workload.verify, 0, workload.damaged_record);
        if (!send(party, payload.next())) return;
        party.result().sent = payload.sent();
        party.result().digest = payload.digest();
        party.result().start_ns = start_ns;
        party.finish();
    });
    crew.add([&](Party& party) {
        Checker checker(workload.record_bytes, workload.verify);
        PartyResult& result = party.result();
        result.receives = true;
        if (!take(party, checker)) return;
        result.end_ns = now_ns();
        result.start_ns = start_ns;
        result.records = checker.records();
        result.corrupt = checker.corrupt();
        result.digest = checker.digest();
        party.finish();
    });
    Round failed;
    failed.problem = crew.run(0);
    if (!failed.problem.empty()) return failed;
    times.record(crew.result(1).end_ns - start_ns);
    return round_of(crew, workload, true);
}

Round ring_once(const Workload& workload, const Conditions& conditions, Histogram& times) {
    const auto name = RingName::parse(conditions.directory + "/cold");
    const auto send = [&](Party& party, std::span<const std::byte> record) {
        RingOptions options;
        options.capacity = workload.capacity;
        auto ring = Ring::create(*name, options);
        if (!ring) return party.fail(ring.error().problem());
        auto writer = Writer::attach(*ring, {.exclusive = true});
        if (!writer) return party.fail(writer.error().problem());
        if (writer->push(record) != Push::kPublished) return party.fail("not published");
        const auto snapshot = look(*ring);
        if (snapshot) party.note_blocked(0, snapshot->blocked_ns);
        return true;
    };
    const auto take = [&](Party& party, Checker& checker) {
        std::optional<Ring> ring;
        while (!ring) {
            auto opened = Ring::open(*name);
            if (opened) {
                ring = std::move(*opened);
            } else if (opened.error().kind != ErrorKind::kMissing || party.abandoned()) {
                return party.fail(opened.error().problem());
            } else {
                ::usleep(20);
            }
        }
        ReaderOptions options;
        options.wait_for_writer = true;
        options.interrupt = party.interrupt();
        auto reader = Reader::attach(*ring, options);
        if (!reader) return party.fail(reader.error().problem());
        Batch batch;
        if (reader->next_record(batch) != Next::kBatch) return party.fail("no record came");
        checker.see(batch.bytes);
        return true;
    };
    Round round = run_once(workload, conditions, send, take, times);
    if (name) static_cast<void>(Ring::remove(*name, true));
    return round;
}

Round pipe_once(const Workload& workload, const Conditions& conditions, Histogram& times) {
    int ends[2];
    if (::pipe(ends) != 0) {
        Round failed;
        failed.problem = std::strerror(errno);
        return failed;
    }
    const auto send = [&](Party& party, std::span<const std::byte> record) {
        return ::write(ends[1], record.data(), record.size()) == std::ssize(record) ||
               party.fail("short write");
    };
    const auto take = [&](Party& party, Checker& checker) {
        std::vector<std::byte> record(workload.record_bytes);
        if (::read(ends[0], record.data(), record.size()) != std::ssize(record)) {
            return party.fail("short read");
        }
        checker.see(record);
        return true;
    };
    Round round = run_once(workload, conditions, send, take, times);
    ::close(ends[0]);
    ::close(ends[1]);
    return round;
}

using Once = Round (*)(const Workload&, const Conditions&, Histogram&);

// Of one more start.
void add_cost(Round& all, const Round& round) {
    all.processor_seconds += round.processor_seconds;
    all.switches += round.switches;
    if (round.system_calls) {
        all.system_calls = all.system_calls.value_or(0) + *round.system_calls;
    }
    all.peak_bytes = std::max(all.peak_bytes, round.peak_bytes);
    all.private_bytes = std::max(all.private_bytes, round.private_bytes);
    if (round.blocked_ratio) {
        all.blocked_ratio = std::max(all.blocked_ratio.value_or(0), *round.blocked_ratio);
    }
}

// As many starts as the time allows, at least ten.
Round run_cold(const Workload& workload, const Conditions& conditions, Once once) {
    Round all;
    all.latency = std::make_shared<Histogram>();
    const std::uint64_t until_ns = now_ns() + conditions.duration_ns;
    while (all.records < 10 || now_ns() < until_ns) {
        const Round round = once(workload, conditions, *all.latency);
        if (!round.problem.empty()) return round;
        all.seconds += round.seconds;
        all.records += round.records;
        all.delivered += round.delivered;
        all.bytes += round.bytes;
        all.errors += round.errors;
        add_cost(all, round);
        if (round.errors != 0) break;
    }
    return all;
}

}  // namespace

std::vector<Case> cold_cases(const Plan& plan) {
    Workload workload = basic_workload(plan);
    workload.records = 1;
    workload.capacity = 16 * 1024 * 1024;
    Case made{"cold", "start to first record", Figure::kLatency, workload, {}};
    const auto add = [&](std::string system, Once once) {
        made.variants.push_back({std::move(system), [workload, once](const Conditions& how) {
                                     return run_cold(workload, how, once);
                                 }});
    };
    add("ring", ring_once);
    for (const std::string& name : plan.against) {
        if (name == "pipe") add(name, pipe_once);
    }
    return {made};
}

}  // namespace ringpipe::ring_bench
