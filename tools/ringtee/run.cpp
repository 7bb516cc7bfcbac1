// run: opens or makes the ring that was asked for, and does what was asked with it.
#include "ringtee/run.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/std_streams.h"
#include "ringcat/input.h"
#include "ringcat/open_ring.h"
#include "ringtee/fan_out.h"
#include "ringtee/pass.h"

namespace ringpipe::ringtee {
namespace {

using tools::fail;
using tools::Status;

// Where the oldest records are overwritten nobody is waited for, and a branch that must not lose
// any cannot be had.
Status check_policy(const Options& options, OnFull on_full) {
    if (on_full != OnFull::kDropOld) return std::nullopt;
    const auto branch = std::find_if(options.branches.begin(), options.branches.end(),
                                     [](const Branch& b) { return !b.lossy; });
    if (branch == options.branches.end()) return std::nullopt;
    return fail(tools::kUsage, options.ringcat.ring.given,
                fmt::format("the ring drops old records, and {} is to lose none", label(*branch)),
                branch->to_stdout() ? "after RING, '--lossy --stdout' may lose some"
                                    : "--lossy before it allows it to lose some");
}

Status open_in_memory(const Options& options, std::optional<Ring>& ring) {
    const ringcat::PublishOptions& asked = options.ringcat.publish;
    RingOptions wanted;
    if (asked.capacity) wanted.capacity = *asked.capacity;
    if (asked.policy) {
        wanted.on_full = asked.policy->on_full;
        wanted.block_ns = asked.policy->block_ns;
    }
    auto made = Ring::in_memory(wanted);
    if (!made) return fail(made.error());
    ring = *std::move(made);
    return std::nullopt;
}

Status open(const Options& options, std::optional<Ring>& ring, bool& appeared) {
    if (options.from_ring) {
        const Deadline wait =
            Deadline::after_ns(options.ringcat.deliver.wait_ns.value_or(ringcat::kForever));
        return ringcat::open_for_delivery(options.ringcat, wait, ring, appeared);
    }
    if (const int error = ringcat::Input::check(); error != 0) {
        return fail(tools::kFailed, "stdin", std::strerror(error));
    }
    // Before a ring is made that would be of no use.
    if (options.ringcat.publish.policy) {
        const Status status = check_policy(options, options.ringcat.publish.policy->on_full);
        if (status) return status;
    }
    return options.in_memory ? open_in_memory(options, ring)
                             : ringcat::open_for_publishing(options.ringcat, ring);
}

}  // namespace

int run(Options& options) {
    const bool only_stdout = options.branches.empty() && (options.from_ring || options.in_memory);
    if (only_stdout) options.branches.emplace_back().number = 1;
    std::optional<Ring> ring;
    bool appeared = false;
    if (const Status status = open(options, ring, appeared)) return *status;
    if (const Status status = check_policy(options, ring->identity().on_full)) return *status;
    tools::guard_against_bus_errors(options.ringcat.ring.given.c_str());
    return options.branches.empty() ? pass(options, *ring) : fan_out(options, *ring, appeared);
}

}  // namespace ringpipe::ringtee
