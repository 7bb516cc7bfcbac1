// Drive: the same loops for every system, so that only what is between two processes differs.
//
// A Link has a constructor from (const Workload&, const std::string& directory) that makes what
// both sides share before they start, `problem`, a static refusal(workload), kName and kAbout, and
// two classes:
//   Sender    open(link, party, index), send(payload, due_ns), flush(), end(), blocked_ns()
//   Receiver  open(link, party, index), receive(record), ended(), lost()
// send() and receive() wait as long as it takes; false: a failure, or nothing more will come. A
// sender that gathers records publishes them at the latest at flush().
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ring_bench/clock.h"
#include "ring_bench/crew.h"
#include "ring_bench/payload.h"
#include "ring_bench/round.h"
#include "ring_bench/system.h"
#include "ring_bench/workload.h"

namespace ringpipe::ring_bench {

// The warm-up goes once round the ring, so that every page is there on both sides.
[[nodiscard]] std::uint64_t warm_up_records(const Workload& workload, bool is_ring);

// Those that were looked at while the clock ran; `fill` has the clock's own times.
void keep_measured(const std::vector<Fill>& fill, std::uint64_t start_ns, Round& round);

// Sends what the workload asks for until it is time to stop.
template <class Sender>
bool send_all(Party& party, const Workload& workload, Sender& sender, Payload& payload) {
    const std::uint64_t before = payload.sent();
    const std::uint64_t start_ns = party.result().start_ns;
    const double gap_ns = workload.offered_rate > 0 ? 1e9 / workload.offered_rate : 0;
    for (std::uint64_t n = 0; !party.stop_asked(); n = payload.sent() - before) {
        if (workload.records != 0 && n >= workload.records) break;
        std::uint64_t due = 0;
        if (gap_ns > 0) {
            due = start_ns + static_cast<std::uint64_t>(
                                 gap_ns * static_cast<double>(n - n % workload.due_together));
            wait_until_ns(due);
            if (workload.stamp_when_sent) due = now_ns();
        }
        if (workload.burst != 0 && n != 0 && n % workload.burst == 0) {
            wait_until_ns(now_ns() + workload.pause_ns);
        }
        if (workload.burst == 0) {
            if (!sender.send(payload, due)) return false;
            continue;
        }
        const std::uint64_t from_ns = now_ns();
        if (!sender.send(payload, due)) return false;
        const std::uint64_t to_ns = now_ns();
        party.note_latency(to_ns, to_ns - from_ns);
    }
    return sender.flush();
}

template <class Link>
void run_sender(Party& party, Link& link, const Workload& workload, std::uint64_t warm,
                std::uint32_t index) {
    typename Link::Sender sender;
    Payload payload(workload, index);
    if (!sender.open(link, party, index) || !party.barrier()) return;
    while (payload.sent() < warm) {
        if (!sender.send(payload, 0)) return;
    }
    if (!sender.flush() || !party.barrier()) return;
    const auto blocked_before = sender.blocked_ns();
    if (!send_all(party, workload, sender, payload)) return;
    PartyResult& result = party.result();
    party.note_blocked(blocked_before, sender.blocked_ns());
    if (workload.count_sent) result.end_ns = now_ns();
    if (workload.late_reader_ns != 0) result.start_ns = UINT64_MAX;  // the reader has the clock
    result.sent = payload.sent() - warm;
    result.digest = payload.digest();
    if (!sender.end()) return;
    party.finish();
}

// Until every sender's warm-up is through.
template <class Receiver>
bool receive_warm_up(const Workload& workload, Receiver& receiver, Checker& checker,
                     std::uint64_t warm) {
    std::span<const std::byte> record;
    for (std::uint32_t sender = 0; sender < workload.writers; ++sender) {
        while (checker.next_sequence(sender) < warm) {
            if (!receiver.receive(record)) return false;
            checker.see(record);
        }
    }
    return true;
}

template <class Receiver>
void receive_all(Party& party, const Workload& workload, Receiver& receiver, Checker& checker) {
    const bool timed = workload.offered_rate > 0;
    std::span<const std::byte> record;
    if (workload.late_reader_ns != 0) wait_until_ns(now_ns() + workload.late_reader_ns);
    bool clock_runs = workload.late_reader_ns == 0;
    while (receiver.receive(record)) {
        if (!clock_runs) {
            clock_runs = true;
            party.result().start_ns = now_ns();
        }
        if (timed) {
            const std::uint64_t now = now_ns();
            const std::uint64_t due = due_ns(record);
            party.note_latency(now, now - (due < now ? due : now));
        }
        checker.see(record);
        if (workload.reader_delay_ns != 0) delay_ns(workload.reader_delay_ns);
    }
    party.result().end_ns = now_ns();
}

template <class Link>
void run_receiver(Party& party, Link& link, const Workload& workload, std::uint64_t warm,
                  std::uint32_t index) {
    typename Link::Receiver receiver;
    Checker checker(workload.record_bytes, workload.verify);
    PartyResult& result = party.result();
    result.receives = true;
    if (!receiver.open(link, party, index) || !party.barrier()) return;
    if (!receive_warm_up(workload, receiver, checker, warm) || !party.barrier()) return;
    const std::uint64_t records = checker.records();
    const std::uint64_t told_lost = receiver.lost();
    receive_all(party, workload, receiver, checker);
    if (!receiver.ended()) return;
    result.records = checker.records() - records;
    result.told_lost = receiver.lost() - told_lost;
    result.lost = checker.lost();
    result.repeated = checker.repeated();
    result.corrupt = checker.corrupt();
    result.digest = checker.digest();
    party.finish();
}

template <class Link>
Round run_stream(const Workload& workload, const Conditions& conditions) {
    Link link(workload, conditions.directory);
    Round failed;
    failed.problem = link.problem;
    if (!failed.problem.empty()) return failed;
    const std::uint64_t warm = warm_up_records(workload, Link::kName == "ring");
    Crew crew(conditions.placement);
    for (std::uint32_t i = 0; i < workload.writers; ++i) {
        crew.add([&, i](Party& party) { run_sender(party, link, workload, warm, i); });
    }
    for (std::uint32_t i = 0; i < workload.readers; ++i) {
        crew.add([&, i](Party& party) { run_receiver(party, link, workload, warm, i); });
    }
    std::vector<Fill> fill;
    if constexpr (requires { link.fill(); }) {
        if (workload.burst != 0) crew.watch([&] { fill.push_back(link.fill()); });
    }
    failed.problem = crew.run(workload.records == 0 ? conditions.duration_ns : 0);
    if (!failed.problem.empty()) return failed;
    Round round = round_of(crew, workload, workload.on_full == OnFull::kBlock);
    keep_measured(fill, crew.result(0).start_ns, round);
    return round;
}

// There and back, one record at a time; the time of each is measured by who asks.
template <class Link>
void run_pinger(Party& party, Link& there, Link& back, const Workload& workload) {
    const std::uint64_t warm = workload.warm_exchanges;
    typename Link::Sender sender;
    typename Link::Receiver receiver;
    Payload payload(workload, 0);
    Checker checker(workload.record_bytes, workload.verify);
    PartyResult& result = party.result();
    result.receives = true;
    if (!receiver.open(back, party, 0) || !sender.open(there, party, 0)) return;
    if (!party.barrier()) return;
    std::span<const std::byte> record;
    const auto exchange = [&] {
        if (!sender.send(payload, 0) || !sender.flush() || !receiver.receive(record)) return false;
        checker.see(record);
        return true;
    };
    while (payload.sent() < warm) {
        if (!exchange()) return;
    }
    if (!party.barrier()) return;
    const auto blocked_before = sender.blocked_ns();
    std::uint64_t before = now_ns();
    while (!party.stop_asked()) {
        if (workload.records != 0 && payload.sent() - warm >= workload.records) break;
        if (workload.think_ns != 0) {
            wait_until_ns(before + workload.think_ns);
            before = now_ns();
        }
        if (!exchange()) return;
        const std::uint64_t now = now_ns();
        party.note_latency(now, now - before);
        before = now;
    }
    result.end_ns = now_ns();
    party.note_blocked(blocked_before, sender.blocked_ns());
    result.records = checker.records() - warm;
    result.repeated = checker.repeated();
    result.corrupt = checker.corrupt();
    result.digest = checker.digest();
    // The answers are the ponger's own records, so what it sent is what we must have received.
    if (checker.records() != payload.sent()) result.corrupt += 1;
    if (!sender.end()) return;
    party.finish();
}

template <class Link>
void run_ponger(Party& party, Link& there, Link& back, const Workload& workload) {
    typename Link::Receiver receiver;
    typename Link::Sender sender;
    Payload payload(workload.record_bytes, workload.verify, 0);
    Checker checker(workload.record_bytes, workload.verify);
    if (!receiver.open(there, party, 0) || !sender.open(back, party, 0)) return;
    if (!party.barrier()) return;
    std::span<const std::byte> record;
    bool measuring = false;
    while (receiver.receive(record)) {
        checker.see(record);
        if (!sender.send(payload, 0) || !sender.flush()) return;
        if (!measuring && payload.sent() == workload.warm_exchanges) {
            measuring = true;
            if (!party.barrier()) return;
        }
    }
    if (!receiver.ended()) return;
    PartyResult& result = party.result();
    result.end_ns = now_ns();
    result.sent = payload.sent() - workload.warm_exchanges;
    result.corrupt = checker.corrupt() + checker.repeated() + checker.lost();
    result.digest = payload.digest();
    party.finish();
}

template <class Link>
Round run_ping_pong(const Workload& workload, const Conditions& conditions) {
    Link there(workload, conditions.directory);
    Link back(workload, conditions.directory);
    Round failed;
    failed.problem = there.problem.empty() ? back.problem : there.problem;
    if (!failed.problem.empty()) return failed;
    Crew crew(conditions.placement);
    crew.add([&](Party& party) { run_pinger(party, there, back, workload); });
    crew.add([&](Party& party) { run_ponger(party, there, back, workload); });
    failed.problem = crew.run(workload.records == 0 ? conditions.duration_ns : 0);
    if (!failed.problem.empty()) return failed;
    Round round = round_of(crew, workload, true);
    round.errors += crew.result(1).corrupt;
    return round;
}

template <class Link>
System system_of() {
    return System{std::string(Link::kName), std::string(Link::kAbout), Link::refusal,
                  run_stream<Link>, run_ping_pong<Link>};
}

}  // namespace ringpipe::ring_bench
