// open_ring: the ring that was named, made or waited for where that was asked.
#include "ringcat/open_ring.h"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/known_rings.h"
#include "common/policy.h"
#include "common/quantity.h"
#include "common/yes_no.h"
#include "ringcat/readiness.h"

namespace ringpipe::ringcat {
namespace {

using tools::fail;
using tools::format_policy;
using tools::format_size;

int contradiction(const Options& options, std::string_view option, std::string_view there,
                  std::string_view asked) {
    return fail(tools::kUsage, options.ring.given,
                fmt::format("the ring is there already, with {0} {1}, and {0} {2} was asked for",
                            option, there, asked));
}

tools::Status compare(const Options& options, const Ring& ring) {
    const PublishOptions& asked = options.publish;
    const RingIdentity& there = ring.identity();
    if (asked.capacity && *asked.capacity != there.capacity) {
        return contradiction(options, "--size", format_size(there.capacity),
                             format_size(*asked.capacity));
    }
    if (asked.policy && *asked.policy != tools::Policy{there.on_full, there.block_ns}) {
        return contradiction(options, "--on-full", format_policy(there.on_full, there.block_ns),
                             format_policy(asked.policy->on_full, asked.policy->block_ns));
    }
    if (const auto differs = tools::difference(asked.access, ring.access())) {
        return contradiction(options, differs->option, differs->there, differs->asked);
    }
    const bool checked = there.checksums != Checksums::kNone;
    if (asked.checksums && *asked.checksums != checked) {
        return contradiction(options, "--checksum", tools::yes_no(checked),
                             tools::yes_no(*asked.checksums));
    }
    return std::nullopt;
}

void say_created(const RingName& name, const RingIdentity& made) {
    tools::inform(name.given, fmt::format("created in {} ({}, {}{})", name.directory,
                                          format_size(made.capacity),
                                          format_policy(made.on_full, made.block_ns),
                                          made.checksums == Checksums::kNone ? "" : ", checksums"));
}

// What somebody who meets a missing ring probably wanted.
std::string hint_for_missing(const RingName& name, const Error& error) {
    struct stat input {};
    const bool fed = fstat(STDIN_FILENO, &input) == 0 &&
                     (S_ISFIFO(input.st_mode) || (S_ISREG(input.st_mode) && input.st_size != 0));
    if (fed) return fmt::format("'ringcat -w {}' publishes standard input there", name.given);
    if (!error.hint.empty()) return error.hint;
    return "--wait waits for it";
}

// Sleeps until something is at that path, the deadline or a stop signal: looks often at first,
// then more and more cheaply. Sleeps at least once.
void await_path(const RingName& name, std::uint64_t start_ns, Deadline deadline) {
    constexpr std::uint64_t kMs = 1'000'000;
    std::uint64_t now_ns = monotonic_ns();
    do {
        const std::uint64_t waited_ns = now_ns - start_ns;
        const std::uint64_t pause_ns = waited_ns < 50 * kMs     ? 1 * kMs
                                       : waited_ns < 1000 * kMs ? 25 * kMs
                                                                : 200 * kMs;
        const timespec pause{
            0, static_cast<long>(std::min(pause_ns, std::max(deadline.at_ns(), now_ns) - now_ns))};
        nanosleep(&pause, nullptr);
        now_ns = monotonic_ns();
    } while (!stopped() && now_ns < deadline.at_ns() && access(name.path.c_str(), F_OK) != 0);
}

}  // namespace

tools::Status open_for_publishing(const Options& options, std::optional<Ring>& ring) {
    const PublishOptions& asked = options.publish;
    RingOptions wanted;
    if (asked.capacity) wanted.capacity = *asked.capacity;
    wanted.checksums = asked.checksums;
    if (asked.policy) {
        wanted.on_full = asked.policy->on_full;
        wanted.block_ns = asked.policy->block_ns;
    }
    tools::apply(asked.access, wanted);
    // Of two that make it at once the loser opens the winner's; and it may be removed in between.
    constexpr int kTries = 10;
    for (int tries = 1;; ++tries) {
        auto opened = Ring::open(options.ring);
        if (opened) {
            ring = *std::move(opened);
            return compare(options, *ring);
        }
        if (opened.error().kind != ErrorKind::kMissing) return fail(opened.error());
        auto made = Ring::create(options.ring, wanted);
        if (made) {
            ring = *std::move(made);
            say_created(options.ring, ring->identity());
            return std::nullopt;
        }
        if (made.error().kind != ErrorKind::kBusy || tries == kTries) return fail(made.error());
    }
}

tools::Status open_for_delivery(const Options& options, Deadline deadline,
                                std::optional<Ring>& ring, bool& appeared) {
    const std::uint64_t start_ns = monotonic_ns();
    appeared = false;
    for (;;) {
        auto opened = Ring::open(options.ring);
        if (opened) {
            ring = *std::move(opened);
            return std::nullopt;
        }
        Error error = tools::with_suggestion(opened.error(), options.ring);
        if (error.kind != ErrorKind::kMissing) return fail(error);
        if (!options.deliver.wait_ns) {
            error.hint = hint_for_missing(options.ring, error);
            return fail(error);
        }
        if (stopped()) return stop_status();
        if (monotonic_ns() >= deadline.at_ns()) {
            return fail(tools::kTimeout, options.ring.given, "timeout: " + error.doing);
        }
        if (!std::exchange(appeared, true)) {
            tools::inform(options.ring.given,
                          "waits for the ring to appear in " + options.ring.directory);
        }
        await_path(options.ring, start_ns, deadline);
    }
}

}  // namespace ringpipe::ringcat
