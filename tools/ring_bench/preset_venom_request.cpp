// The requests of venom_memory: four bytes to a server, and its answer.
//
// As published: threads, one place for all answers, and whoever asks takes what stands there, which
// may be the answer to an earlier request. Honestly: processes, each request has a number, each
// client a ring for its answers, and only the answer with that number counts.
#include <array>
#include <cstring>
#include <optional>
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

constexpr std::uint64_t kRequestBytes = 4;
constexpr std::uint64_t kWarm = 200;

// Of a request and of its answer.
struct Message {
    std::uint32_t client = 0;
    std::uint32_t number = 0;
    std::array<char, kRequestBytes> word{};
};

struct Service {
    Workload workload;
    bool published = false;
    std::vector<Ring> requests{};  // one
    std::vector<Ring> answers{};   // one for each client, or, as published, one for all
};

std::span<const std::byte> bytes_of(const Message& message, bool published) {
    const auto all = std::as_bytes(std::span(&message, 1));
    return published ? all.last(kRequestBytes) : all;
}

bool take_message(std::span<const std::byte> bytes, bool published, Message& message) {
    const auto wanted = bytes_of(message, published).size();
    if (bytes.size() != wanted) return false;
    auto* end = reinterpret_cast<std::byte*>(&message) + sizeof message;
    std::memcpy(end - wanted, bytes.data(), wanted);
    return true;
}

// Answers until the last client has left.
void serve(Party& party, const Service& service) {
    auto reader = Reader::attach(service.requests[0], {.wait_for_writer = true,
                                                       .spin = service.workload.wait == Wait::kSpin,
                                                       .interrupt = party.interrupt()});
    std::vector<Writer> writers;
    for (const Ring& ring : service.answers) {
        auto writer = Writer::attach(ring, {.exclusive = true, .interrupt = party.interrupt()});
        if (!writer) {
            party.fail(writer.error().problem());
            return;
        }
        writers.push_back(std::move(*writer));
    }
    if (!reader) {
        party.fail(reader.error().problem());
        return;
    }
    if (!party.barrier()) return;
    bool measuring = false;
    Batch batch;
    Next next = Next::kEmpty;
    const std::uint64_t warm = kWarm * service.workload.writers;
    for (std::uint64_t n = 0; (next = reader->next_record(batch)) == Next::kBatch; ++n) {
        Message message;
        const bool good = take_message(batch.bytes, service.published, message);
        reader->release(1);
        if (!good || std::string_view(message.word.data(), kRequestBytes) != "ping" ||
            message.client >= writers.size()) {
            ++party.result().corrupt;
            continue;
        }
        message.word = {'p', 'o', 'n', 'g'};
        if (writers[message.client].push(bytes_of(message, service.published)) !=
            Push::kPublished) {
            party.fail("an answer was not published");
            return;
        }
        if (!measuring && n + 1 == warm) {
            measuring = true;
            if (!party.barrier()) return;
        }
    }
    if (next == Next::kInterrupted) return;
    if (next != Next::kEnded) {
        party.fail("a client died");
        return;
    }
    party.finish();
}

// The answer to `wanted`, or, as published, whatever stands there.
bool take_answer(Party& party, const Service& service, Reader& reader, const Message& wanted) {
    for (Batch batch;;) {
        const Next next = service.published ? reader.latest(batch) : reader.next_record(batch);
        if (service.published && next == Next::kEmpty && !party.abandoned()) continue;
        if (next == Next::kInterrupted || party.abandoned()) return false;
        if (next != Next::kBatch) return party.fail("no answer came");
        Message answer;
        const bool good = take_message(batch.bytes, service.published, answer) &&
                          std::string_view(answer.word.data(), kRequestBytes) == "pong";
        if (!service.published) reader.release(1);
        const bool ours =
            service.published || (answer.client == wanted.client && answer.number == wanted.number);
        if (!good || !ours) ++party.result().corrupt;
        return true;
    }
}

void ask(Party& party, const Service& service, std::uint32_t index) {
    auto writer = Writer::attach(service.requests[0], {.interrupt = party.interrupt()});
    ReaderOptions options;
    options.wait_for_writer = true;
    options.spin = service.workload.wait == Wait::kSpin;
    options.interrupt = party.interrupt();
    auto reader = Reader::attach(service.answers[service.published ? 0 : index], options);
    if (!writer || !reader) {
        party.fail((writer ? reader.error() : writer.error()).problem());
        return;
    }
    std::optional<Writer> asker = std::move(*writer);
    PartyResult& result = party.result();
    result.receives = true;
    Message message{service.published ? 0 : index, 0, {'p', 'i', 'n', 'g'}};
    const auto exchange = [&] {
        ++message.number;
        if (asker->push(bytes_of(message, service.published)) != Push::kPublished) {
            return party.fail("a request was not published");
        }
        return take_answer(party, service, *reader, message);
    };
    if (!party.barrier()) return;
    while (message.number < kWarm) {
        if (!exchange()) return;
    }
    if (!party.barrier()) return;
    const std::uint64_t most = service.workload.records;
    while (!party.stop_asked() && (most == 0 || result.records < most)) {
        const std::uint64_t before = now_ns();
        if (!exchange()) return;
        const std::uint64_t now = now_ns();
        party.note_latency(now, now - before);
        ++result.records;
    }
    result.end_ns = now_ns();
    const auto snapshot = look(service.requests[0]);
    if (snapshot) party.note_blocked(0, snapshot->blocked_ns);
    asker.reset();
    party.finish();
}

bool make_rings(Service& service, std::string& problem) {
    RingOptions options;
    options.capacity = service.workload.capacity;
    const auto make = [&](std::vector<Ring>& rings) {
        auto ring = Ring::in_memory(options);
        if (ring) {
            rings.push_back(std::move(*ring));
        } else {
            problem = ring.error().problem();
        }
        return problem.empty();
    };
    if (!make(service.requests)) return false;
    if (service.published) options.on_full = OnFull::kDropOld;
    const std::uint32_t all = service.published ? 1 : service.workload.writers;
    while (service.answers.size() < all) {
        if (!make(service.answers)) return false;
    }
    return true;
}

Round run_service(const Workload& workload, bool published, const Conditions& conditions) {
    Service service{workload, published};
    Round round;
    if (!make_rings(service, round.problem)) return round;
    Crew crew(conditions.placement);
    crew.add([&](Party& party) { serve(party, service); });
    for (std::uint32_t i = 0; i < workload.writers; ++i) {
        crew.add([&, i](Party& party) { ask(party, service, i); });
    }
    round.problem = crew.run(workload.records == 0 ? conditions.duration_ns : 0);
    if (!round.problem.empty()) return round;
    round = round_of(crew, workload, false);
    round.records = round.delivered;
    round.bytes = round.records * kRequestBytes;
    round.lost = 0;  // who asks waits for the answer
    round.errors = 0;
    for (std::size_t i = 0; i < crew.size(); ++i) round.errors += crew.result(i).corrupt;
    return round;
}

Case service_case(const Plan& plan, std::uint32_t clients, Wait wait, bool published) {
    Workload workload = basic_workload(plan);
    workload.record_bytes = kRequestBytes;
    workload.capacity = 64 * 1024;
    workload.writers = clients;
    workload.shared_writers = true;
    workload.wait = wait;
    if (published) workload.verify = Verify::kSequence;
    auto name = fmt::format("ping x{} {}, {}", clients, wait_name(wait),
                            published ? "published" : "honest");
    Case made{"venom", std::move(name), Figure::kLatency, workload, {}};
    made.variants.push_back({"ring", [workload, published](const Conditions& how) {
                                 return run_service(workload, published, how);
                             }});
    return published ? in_threads(std::move(made)) : made;
}

}  // namespace

std::vector<Case> venom_request_cases(const Plan& plan) {
    std::vector<Case> cases;
    cases.push_back(service_case(plan, 1, Wait::kSpin, true));
    cases.push_back(service_case(plan, 1, Wait::kSpin, false));
    for (const std::uint32_t clients : {1u, 2u, 4u}) {
        cases.push_back(service_case(plan, clients, Wait::kAdaptive, false));
    }
    return cases;
}

}  // namespace ringpipe::ring_bench
