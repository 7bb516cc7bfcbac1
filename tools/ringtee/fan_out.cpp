// fan_out: the input to all branches, and how each of them did.
#include "ringtee/fan_out.h"

#include <poll.h>
#include <signal.h>

#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/quantity.h"
#include "common/std_streams.h"
#include "ringcat/publish.h"
#include "ringcat/readiness.h"
#include "ringpipe/writer.h"
#include "ringtee/crew.h"
#include "ringtee/lookout.h"
#include "ringtee/onlooker.h"
#include "ringtee/report.h"
#include "ringtee/tally.h"
#include "ringtee/told.h"

namespace ringpipe::ringtee {
namespace {

using ringcat::monotonic_ns;
using tools::fail;

constexpr std::uint64_t kSecondNs = 1'000'000'000;

// Keeps account of whom the publisher waits for.
class Account : public ringcat::Companion {
public:
    explicit Account(Tally& tally) : tally_(tally) {}

    void arrived(ringcat::Text) override {}
    ringcat::Status settled() override { return std::nullopt; }
    bool made_room(const Blocker&) override { return false; }
    bool waited(const Blocker& blocker, std::uint64_t ns, std::uint64_t in_all_ns) override {
        const auto branch =
            blocker.who == Blocker::Who::kReader ? tally_.find(blocker.pid) : std::nullopt;
        if (!branch) return false;
        tally_.add(*branch, ns);
        tally_.say_stuck(*branch, in_all_ns);
        return true;
    }

private:
    Tally& tally_;
};

// Until all feeders have ended, or a signal asks us to.
void await(const Crew& crew, Onlooker* onlooker) {
    for (;;) {
        const Deadline deadline =
            onlooker != nullptr ? Deadline::after_ns(kSecondNs) : Deadline::never();
        const auto ready = ringcat::wait_ready(crew.alive_fd(), POLLIN, deadline);
        if (onlooker != nullptr) onlooker->look_again();
        if (ready != ringcat::Ready::kTimeout) return;
    }
}

// A signal asked us to end: what was published is still delivered, and commands see the end of
// their input, as long as that gets on. Who does not is passed the signal; who does not heed it
// either is left behind.
void wind_up(Crew& crew, int signal) {
    constexpr std::uint64_t kPatienceNs = 2 * kSecondNs;
    constexpr int kOftenMs = 20;
    crew.tell(kFinishSignal);
    bool passed_on = false;
    std::uint64_t bytes = crew.delivered_bytes();
    std::size_t running = crew.running();
    std::uint64_t since_ns = monotonic_ns();
    for (;;) {
        pollfd ended{crew.alive_fd(), POLLIN, 0};
        if (::poll(&ended, 1, kOftenMs) > 0) return;
        crew.reap(false);
        const std::uint64_t now_ns = monotonic_ns();
        const std::uint64_t bytes_now = crew.delivered_bytes();
        const std::size_t running_now = crew.running();
        if (bytes_now != bytes || running_now != running) since_ns = now_ns;
        bytes = bytes_now;
        running = running_now;
        // Again and again: one that comes just before a call that blocks would be lost.
        if (passed_on) crew.tell(kStopSignal);
        if (now_ns - since_ns < kPatienceNs) continue;
        if (passed_on) break;
        passed_on = true;
        since_ns = now_ns;
        crew.tell_commands(signal);
    }
    crew.tell(SIGKILL);
    crew.reap(false);
}

std::vector<ReaderOptions> reading(const Options& options, const RingIdentity& ring,
                                   bool appeared) {
    std::vector<ReaderOptions> all;
    for (const Branch& branch : options.branches) {
        ReaderOptions wanted;
        wanted.nap = true;
        wanted.observe = branch.lossy;
        wanted.cursor = branch.cursor;
        wanted.from_given = branch.from.has_value();
        auto point = From::Point::kUnread;
        if (options.from_ring) {
            if (ring.on_full != OnFull::kBlock) point = From::Point::kOldest;
        } else if (branch.lossy || branch.to_stdout()) {
            point = From::Point::kNext;
        }
        wanted.from = branch.from.value_or(From{point, 0});
        wanted.follow = options.ringcat.deliver.follow;
        wanted.wait_for_writer = options.ringcat.deliver.wait_ns.has_value() && !appeared;
        all.push_back(std::move(wanted));
    }
    return all;
}

// Whoever only meant to pipe something in may be surprised by what an earlier run left.
void tell_waiting(const Options& options, const Crew& crew) {
    for (std::size_t i = 0; i < options.branches.size(); ++i) {
        const Branch& branch = options.branches[i];
        const std::uint64_t waiting = crew.progress(i).waiting;
        if (waiting == 0 || branch.from || !branch.cursor.empty()) continue;
        tools::notice(label(branch), fmt::format("begins with {} that nobody has read yet; --from "
                                                 "next would skip them",
                                                 tools::counted(waiting, "record")));
    }
}

// The exit code of publishing; kDone where the branches had enough.
int publish(const Options& options, const Ring& ring, Crew& crew, Tally& tally) {
    auto writer =
        Writer::attach(ring, {false, &tools::stop_signal(), options.ringcat.publish.trust_owner});
    if (!writer) {
        crew.tell(SIGKILL);
        return fail(writer.error());
    }
    const Lookout lookout(crew, ring);
    if (lookout.error() != 0) {
        crew.tell(SIGKILL);
        return fail(tools::kFailed, "branches",
                    fmt::format("cannot be watched: {}", std::strerror(lookout.error())));
    }
    tell_waiting(options, crew);
    crew.start();
    Account account(tally);
    const int status = ringcat::publish(options.ringcat, ring, *writer, account);
    return status == tools::kSignal + kAllLeft ? tools::kDone : status;
}

}  // namespace

int fan_out(const Options& options, const Ring& ring, bool appeared) {
    Tally tally(options.branches);
    Crew crew(options.branches, ring, options.ringcat);
    if (const auto status = crew.muster(reading(options, ring.identity(), appeared), tally)) {
        return *status;
    }
    int status = tools::kDone;
    if (options.from_ring) {
        crew.start();
        Onlooker onlooker(ring, tally);
        await(crew, &onlooker);
    } else {
        status = publish(options, ring, crew, tally);
        tools::withdraw_stop(kAllLeft);
        // What there was no room for any longer will not move by waiting for it again.
        if (status == tools::kTimeout) {
            wind_up(crew, SIGTERM);
        } else {
            await(crew, nullptr);
        }
    }
    if (ringcat::stopped()) {
        status = ringcat::stop_status();
        wind_up(crew, status - tools::kSignal);
    }
    crew.reap(false);
    return report(options, crew, tally, status);
}

}  // namespace ringpipe::ringtee
