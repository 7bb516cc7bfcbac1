// The workload of bcast's fan-out benchmark: records for five consumers, each of which wants every
// fifth one; in one ring, where it passes over the others by their tags, or in a ring of its own.
//
// As published: threads, rings that hold all of it, so that nobody is ever waited for, and times
// from when a record was sent. Honestly: processes, every byte checked.
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "ring_bench/clock.h"
#include "ring_bench/payload.h"
#include "ring_bench/preset.h"
#include "ringpipe/reader.h"
#include "ringpipe/ring.h"
#include "ringpipe/snapshot.h"
#include "ringpipe/writer.h"

namespace ringpipe::ring_bench {
namespace {

constexpr std::uint32_t kConsumers = 5;
constexpr std::uint64_t kRecordBytes = 73;
constexpr std::uint64_t kEach = 200'000;
constexpr std::uint64_t kWarmEach = 10'000;
constexpr std::uint64_t kFrameBytes = 128;  // header, record, up to the next boundary

struct FanOut {
    Workload workload;
    std::uint64_t each = kEach;
    bool shared = true;
    std::vector<Ring> rings{};

    [[nodiscard]] std::uint64_t warm_each() const { return std::min(each, kWarmEach); }
};

void publish(Party& party, const FanOut& fan_out) {
    std::vector<Writer> writers;
    for (const Ring& ring : fan_out.rings) {
        auto writer = Writer::attach(ring, {.exclusive = true, .interrupt = party.interrupt()});
        if (!writer) {
            party.fail(writer.error().problem());
            return;
        }
        writers.push_back(std::move(*writer));
    }
    std::vector<Payload> payloads;  // each consumer's records have numbers of their own
    for (std::uint32_t i = 0; i < kConsumers; ++i) payloads.emplace_back(fan_out.workload, i);
    const auto send = [&](std::uint64_t records) {
        for (std::uint64_t n = 0; n < records * kConsumers; ++n) {
            const auto which = static_cast<std::uint32_t>(n % kConsumers);
            const auto record = payloads[which].next(now_ns());
            if (writers[fan_out.shared ? 0 : which].push(record, {.tag = which + 1}) !=
                Push::kPublished) {
                return party.fail("a record was not published");
            }
        }
        return true;
    };
    if (!party.barrier() || !send(fan_out.warm_each()) || !party.barrier()) return;
    if (!send(fan_out.each)) return;
    PartyResult& result = party.result();
    result.sent = fan_out.each * kConsumers;
    std::uint64_t blocked_ns = 0;  // none, if all of it fits
    for (const Ring& ring : fan_out.rings) {
        const auto snapshot = look(ring);
        if (snapshot) blocked_ns += snapshot->blocked_ns;
    }
    party.note_blocked(0, blocked_ns);
    party.finish();
}

// Records for one consumer; others are not even copied.
class Sieve {
public:
    Sieve(Party& party, Reader& reader, Take take, std::uint32_t index)
        : party_(party), reader_(reader), take_(take), tag_(index + 1) {}

    bool next(std::vector<std::byte>& record) {
        for (;;) {
            if (at_ == got_ && !refill()) return false;
            const Batch& batch = batches_[at_++];
            if (batch.tag != tag_) continue;
            record.assign(batch.bytes.begin(), batch.bytes.end());
            return true;
        }
    }

private:
    bool refill() {
        if (got_ != 0) reader_.release(got_);  // each holds one record
        at_ = 0;
        got_ = 0;
        Next next = Next::kEmpty;
        if (take_ == Take::kSingle) {
            next = reader_.next_record(batches_[0]);
            if (next == Next::kBatch) got_ = 1;
        } else {
            next = reader_.next_batches(batches_, got_);
        }
        if (next == Next::kBatch) return true;
        return next == Next::kInterrupted ? false
                                          : party_.fail("a consumer's ring ended too early");
    }

    Party& party_;
    Reader& reader_;
    const Take take_;
    const std::uint32_t tag_;
    std::array<Batch, 64> batches_{};
    std::size_t at_ = 0;
    std::size_t got_ = 0;
};

void consume(Party& party, const FanOut& fan_out, std::uint32_t index) {
    ReaderOptions options;
    options.wait_for_writer = true;
    options.spin = true;
    options.interrupt = party.interrupt();
    auto reader = Reader::attach(fan_out.rings[fan_out.shared ? 0 : index], options);
    if (!reader) {
        party.fail(reader.error().problem());
        return;
    }
    Checker checker(kRecordBytes, fan_out.workload.verify);
    PartyResult& result = party.result();
    result.receives = true;
    Sieve sieve(party, *reader, fan_out.workload.take, index);
    std::vector<std::byte> record;
    if (!party.barrier()) return;
    while (checker.next_sequence(index) < fan_out.warm_each()) {
        if (!sieve.next(record)) return;
        checker.see(record);
    }
    if (!party.barrier()) return;
    const std::uint64_t before = checker.records();
    const std::uint64_t all = fan_out.warm_each() + fan_out.each;
    while (checker.next_sequence(index) < all) {
        if (!sieve.next(record)) return;
        const std::uint64_t now = now_ns();
        party.note_latency(now, now - std::min(now, due_ns(record)));
        checker.see(record);
    }
    result.end_ns = now_ns();
    result.records = checker.records() - before;
    result.lost = checker.lost();
    result.corrupt = checker.corrupt();
    result.repeated = checker.repeated();
    party.finish();
}

bool make_rings(FanOut& fan_out, std::string& problem) {
    RingOptions options;
    options.capacity = fan_out.workload.capacity;
    for (std::uint32_t i = 0; i < (fan_out.shared ? 1 : kConsumers); ++i) {
        auto ring = Ring::in_memory(options);
        if (!ring) {
            problem = ring.error().problem();
            return false;
        }
        fan_out.rings.push_back(std::move(*ring));
    }
    return true;
}

Round run_fan_out(const Workload& workload, std::uint64_t each, bool shared,
                  const Conditions& conditions) {
    FanOut fan_out{workload, each, shared};
    Round round;
    if (!make_rings(fan_out, round.problem)) return round;
    Crew crew(conditions.placement);
    crew.add([&](Party& party) { publish(party, fan_out); });
    for (std::uint32_t i = 0; i < kConsumers; ++i) {
        crew.add([&, i](Party& party) { consume(party, fan_out, i); });
    }
    round.problem = crew.run(0);
    if (!round.problem.empty()) return round;
    round = round_of(crew, workload, false);
    // Each consumer has a fifth of what was sent.
    round.records = round.delivered;
    round.bytes = round.records * kRecordBytes;
    round.errors = 0;
    round.lost = each * kConsumers - std::min(each * kConsumers, round.delivered);
    for (std::size_t i = 0; i < crew.size(); ++i) {
        const PartyResult& party = crew.result(i);
        round.errors += party.corrupt + party.repeated + party.lost;
    }
    return round;
}

Case fan_out_case(const Plan& plan, bool shared, Take take, bool published) {
    Workload workload = basic_workload(plan);
    const std::uint64_t each = plan.records == 0 ? kEach : plan.records;
    workload.records = each * kConsumers;
    workload.record_bytes = kRecordBytes;
    workload.readers = kConsumers;
    workload.wait = Wait::kSpin;
    workload.take = take;
    const std::uint64_t all = (each + std::min(each, kWarmEach)) * (shared ? kConsumers : 1);
    workload.capacity = 64 * 1024;
    while (workload.capacity < (all + 1) * kFrameBytes) workload.capacity *= 2;
    if (published) workload.content = Content::kFill;
    if (published) workload.verify = Verify::kSequence;
    auto name = fmt::format("{} of 5, {}{}", shared ? "tags" : "rings",
                            take == Take::kSingle ? "single, " : "batch, ",
                            published ? "published" : "honest");
    Case made{"bcast", std::move(name), Figure::kRate, workload, {}};
    made.variants.push_back({"ring", [workload, each, shared](const Conditions& how) {
                                 return run_fan_out(workload, each, shared, how);
                             }});
    return published ? in_threads(std::move(made)) : made;
}

}  // namespace

std::vector<Case> bcast_fan_out_cases(const Plan& plan) {
    std::vector<Case> cases;
    for (const bool shared : {true, false}) {
        cases.push_back(fan_out_case(plan, shared, Take::kBatches, false));
        for (const Take take : {Take::kBatches, Take::kSingle}) {
            cases.push_back(fan_out_case(plan, shared, take, true));
        }
    }
    return cases;
}

}  // namespace ringpipe::ring_bench
