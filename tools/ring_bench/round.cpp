// Round: what one run of one workload over one system gave.
#include "ring_bench/round.h"

#include <algorithm>

namespace ringpipe::ring_bench {
namespace {

struct Sent {
    std::uint64_t records = 0;
    std::uint64_t digest = 0;
};

Sent all_sent(const Crew& crew) {
    Sent sent;
    for (std::size_t i = 0; i < crew.size(); ++i) {
        if (crew.result(i).receives) continue;
        sent.records += crew.result(i).sent;
        sent.digest += crew.result(i).digest;
    }
    return sent;
}

// How many records the receiver and the sender disagree about.
std::uint64_t errors_of(const PartyResult& receiver, const Sent& sent, bool lossless) {
    std::uint64_t errors = receiver.corrupt + receiver.repeated;
    const std::uint64_t missing = sent.records - std::min(sent.records, receiver.records);
    if (lossless) {
        errors += missing;
        if (errors == 0 && receiver.digest != sent.digest) ++errors;
    } else if (errors == 0 && missing != receiver.told_lost) {
        ++errors;  // a loss that was not counted, or counted wrongly
    }
    return errors;
}

void add_latency(Round& round, const PartyResult& party) {
    if (party.latency.count() == 0) return;
    if (!round.latency) round.latency = std::make_shared<Histogram>();
    round.latency->add(party.latency);
    if (round.worst_ns.size() < party.strips) round.worst_ns.resize(party.strips);
    for (std::size_t i = 0; i < party.strips; ++i) {
        round.worst_ns[i] = std::max(round.worst_ns[i], party.worst_ns[i]);
    }
}

void add_usage(Round& round, const PartyResult& party) {
    round.processor_seconds += party.processor_seconds;
    round.switches += party.switches;
    if (party.counts_calls) {
        round.system_calls = round.system_calls.value_or(0) + party.system_calls;
    }
    round.peak_bytes = std::max(round.peak_bytes, party.peak_bytes);
    round.private_bytes = std::max(round.private_bytes, party.private_bytes);
}

}  // namespace

Round round_of(const Crew& crew, const Workload& workload, bool lossless) {
    Round round;
    const Sent sent = all_sent(crew);
    std::uint64_t start_ns = UINT64_MAX;
    std::uint64_t end_ns = 0;
    std::uint64_t blocked_ns = 0;
    bool tells_blocked = false;
    for (std::size_t i = 0; i < crew.size(); ++i) {
        const PartyResult& party = crew.result(i);
        if (!party.ended) {
            round.problem = "a party did not come to its end";
            return round;
        }
        start_ns = std::min(start_ns, party.start_ns);
        blocked_ns = std::max(blocked_ns, party.blocked_ns);
        tells_blocked = tells_blocked || party.tells_blocked;
        add_usage(round, party);
        add_latency(round, party);
        if (!party.receives) continue;
        end_ns = std::max(end_ns, party.end_ns);
        round.records = std::max(round.records, party.records);
        round.delivered += party.records;
        round.lost += sent.records - std::min(sent.records, party.records);
        round.errors += errors_of(party, sent, lossless);
    }
    if (workload.count_sent) {
        round.records = sent.records;
        start_ns = crew.result(0).start_ns;
        end_ns = crew.result(0).end_ns;
    }
    round.bytes = round.records * workload.record_bytes;
    if (end_ns > start_ns) round.seconds = static_cast<double>(end_ns - start_ns) / 1e9;
    if (tells_blocked && round.seconds > 0) {
        // The ring adds up what all its writers waited.
        const double each = static_cast<double>(blocked_ns) / 1e9 / std::max(workload.writers, 1u);
        round.blocked_ratio = std::min(1.0, each / round.seconds);
    }
    return round;
}

}  // namespace ringpipe::ring_bench
