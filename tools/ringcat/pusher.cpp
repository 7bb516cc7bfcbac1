// Pusher: one publication after another into the ring; waits, says why, and counts.
#include "ringcat/pusher.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/quantity.h"
#include "ringcat/progress.h"
#include "ringcat/readiness.h"
#include "ringcat/successor.h"

namespace ringpipe::ringcat {
namespace {

using tools::fail;

// After so long somebody wants to know what it waits for.
constexpr std::uint64_t kPuzzlingNs = 1'000'000'000;

struct Explained {
    std::string what;
    std::string help;
};

Explained explain(const Blocker& blocker, const std::string& ring) {
    if (blocker.who == Blocker::Who::kWriter) {
        return {"waits for another writer, which is in the midst of storing",
                "it goes on when that one does, or ends; a stopped one does neither"};
    }
    if (blocker.who != Blocker::Who::kReader) {
        return {"the ring is full and has no reader",
                fmt::format("'ringcat {}' reads it; a ring made with --on-full drop-old never "
                            "waits",
                            ring)};
    }
    const std::string cursor = ring + "/" + blocker.name;
    if (!blocker.alive) {
        return {
            fmt::format("the ring is full and nobody reads at the kept cursor '{}'", blocker.name),
            fmt::format("'ringcat {0}' reads there, 'ringctl rm {0}' forgets it", cursor)};
    }
    if (!blocker.name.empty()) {
        return {fmt::format("the ring is full and waits for the reader at cursor '{}' (pid {})",
                            blocker.name, blocker.pid),
                "it goes on when that one does, or ends"};
    }
    return {fmt::format("the ring is full and waits for a reader (pid {})", blocker.pid),
            "it goes on when that one does, or ends"};
}

}  // namespace

Pusher::Pusher(const Options& options, Writer& writer, const RingIdentity& ring,
               Companion* companion)
    : options_(options),
      writer_(writer),
      ring_(ring),
      companion_(companion),
      start_ns_(monotonic_ns()) {}

Mark Pusher::mark(bool continued) const {
    return Mark{options_.publish.tag, wall_clock_ns(), continued};
}

Status Pusher::await_readers() {
    const std::uint32_t wanted = options_.publish.readers;
    if (wanted == 0) return std::nullopt;
    if (ring_.on_full == OnFull::kDropOld) {
        return fail(tools::kUsage, options_.ring.given,
                    "--readers: nobody holds a ring that drops old records");
    }
    const Deadline deadline = Deadline::after_ns(options_.timeout_ns);
    Push push = writer_.wait_holders(
        wanted, Deadline::after_ns(std::min(options_.timeout_ns, kPuzzlingNs)));
    if (push == Push::kTimeout && options_.timeout_ns > kPuzzlingNs) {
        tools::notice(options_.ring.given, "waits for " + tools::counted(wanted, "reader"));
        push = writer_.wait_holders(wanted, deadline);
    }
    if (push == Push::kTimeout) {
        return fail(tools::kTimeout, options_.ring.given,
                    fmt::format("timeout: not {} after {}", tools::counted(wanted, "reader"),
                                tools::format_duration_ns(options_.timeout_ns)));
    }
    return outcome(push);
}

// With the patience that was asked for; but after a second it says what it waits for, once.
template <class Attempt>
Push Pusher::push(Attempt attempt) {
    if (companion_ != nullptr && ring_.on_full == OnFull::kBlock) return push_in_company(attempt);
    const std::uint64_t timeout_ns = options_.timeout_ns;
    if (said_blocked_ || timeout_ns <= kPuzzlingNs) return attempt(Deadline::after_ns(timeout_ns));
    const std::uint64_t start_ns = timeout_ns == kForever ? 0 : monotonic_ns();
    const Push first = attempt(Deadline::after_ns(kPuzzlingNs));
    if (first != Push::kTimeout) return first;
    say_blocked();
    return attempt(timeout_ns == kForever ? Deadline::never()
                                          : Deadline::at_ns(start_ns + timeout_ns));
}

// Waits in slices, each of them the fault of one reader; short ones as long as it may be over soon.
template <class Attempt>
Push Pusher::push_in_company(Attempt attempt) {
    constexpr std::uint64_t kSliceNs = 50'000'000;
    constexpr std::uint64_t kLongSliceNs = 200'000'000;
    Push answer = attempt(Deadline::passed());
    if (answer != Push::kFull) return answer;
    const std::uint64_t start_ns = monotonic_ns();
    const std::uint64_t timeout_ns = options_.timeout_ns;
    const std::uint64_t end_ns =
        timeout_ns < kForever - start_ns ? start_ns + timeout_ns : kForever;
    std::uint64_t now_ns = start_ns;
    while (answer == Push::kFull || (answer == Push::kTimeout && now_ns < end_ns)) {
        const Blocker blocker = writer_.blocked_by();
        if (companion_->made_room(blocker)) {
            answer = attempt(Deadline::passed());
            continue;
        }
        const std::uint64_t slice_ns = now_ns - start_ns < kPuzzlingNs ? kSliceNs : kLongSliceNs;
        answer = attempt(Deadline::at_ns(std::min(now_ns + slice_ns, end_ns)));
        const std::uint64_t before_ns = now_ns;
        now_ns = monotonic_ns();
        const bool known = companion_->waited(blocker, now_ns - before_ns, now_ns - start_ns);
        const bool puzzling = answer == Push::kTimeout && now_ns - start_ns >= kPuzzlingNs;
        if (puzzling && !known && !said_blocked_) say_blocked();
    }
    return answer;
}

void Pusher::say_blocked() {
    said_blocked_ = true;
    const Explained why = explain(writer_.blocked_by(), options_.ring.given);
    tools::notice(options_.ring.given, why.what + "; " + why.help);
}

Status Pusher::outcome(Push push) {
    const std::string& ring = options_.ring.given;
    switch (push) {
        case Push::kPublished:
        case Push::kRefused:
            return std::nullopt;
        case Push::kFull:
            return fail(tools::kLost, ring, "the ring is full, and its policy is to fail");
        case Push::kTimeout: {
            const Explained why = explain(writer_.blocked_by(), ring);
            return fail(tools::kTimeout, ring,
                        fmt::format("timeout: no room for {}: {}",
                                    tools::format_duration_ns(options_.timeout_ns), why.what),
                        why.help);
        }
        case Push::kInterrupted:
            return stop_status();
        case Push::kGone:
            return fail_gone();
        case Push::kTooLarge:
        case Push::kDamaged:
            break;
    }
    return fail(tools::kBadRing, ring, "the ring is damaged");
}

template <class Attempt>
Status Pusher::publish(std::size_t bytes, std::uint32_t count, Attempt attempt) {
    const Push answer = push(attempt);
    if (answer == Push::kPublished) {
        count_published(count, bytes);
    } else if (answer == Push::kRefused) {
        refused_ += count;
    }
    return outcome(answer);
}

void Pusher::count_published(std::uint32_t count, std::size_t bytes) {
    published_ += count;
    published_bytes_ += bytes;
    progress::add(count, bytes);
}

bool Pusher::draw(const Draw& draw, Drawn& drawn) {
    if (writer_.draw_lines(draw, drawn, mark(false)) != Push::kPublished) return false;
    if (drawn.lines != 0) {
        count_published(drawn.lines, draw.before.size() + drawn.read - drawn.rest);
    }
    return drawn.read != 0;
}

Status Pusher::lines(Text text, std::uint32_t count, bool continued) {
    const Mark words = mark(continued);
    return publish(text.size(), count, [&](Deadline deadline) {
        return writer_.push_lines(text, count, options_.delimiter, words, deadline);
    });
}

Status Pusher::record(Text bytes) {
    const Mark words = mark(false);
    return publish(bytes.size(), 1,
                   [&](Deadline deadline) { return writer_.push(bytes, words, deadline); });
}

bool Pusher::add(Text record) {
    if (writer_.add(record) != Push::kPublished) return false;
    ++added_;
    added_bytes_ += record.size();
    return true;
}

Status Pusher::flush() {
    if (added_ == 0) return std::nullopt;
    const Mark words = mark(false);
    return publish(std::exchange(added_bytes_, 0), std::exchange(added_, 0),
                   [&](Deadline deadline) { return writer_.flush(words, deadline); });
}

Status Pusher::check_gone() {
    return writer_.gone() ? outcome(Push::kGone) : std::nullopt;
}

int Pusher::fail_gone() const {
    return ringcat::fail_gone(options_.ring, ring_);
}

void Pusher::report() const {
    if (refused_ != 0) {
        tools::notice(options_.ring.given,
                      tools::counted(refused_, "record") + " refused: the ring was full");
    }
    if (!options_.verbose) return;
    tools::inform(options_.ring.given,
                  fmt::format("published {}, {} in {}", tools::counted(published_, "record"),
                              tools::format_size(published_bytes_),
                              tools::format_duration_ns(monotonic_ns() - start_ns_)));
}

}  // namespace ringpipe::ringcat
