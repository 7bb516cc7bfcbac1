// attach: the reader that was asked for, at the ring that was named; waited for where asked.
#include "ringcat/attach.h"

#include <time.h>

#include <utility>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/quantity.h"
#include "common/std_streams.h"
#include "ringcat/open_ring.h"
#include "ringcat/readiness.h"

namespace ringpipe::ringcat {
namespace {

using tools::fail;

ReaderOptions reader_options(const Options& options, const RingIdentity& ring, bool appeared) {
    const DeliverOptions& asked = options.deliver;
    ReaderOptions wanted;
    wanted.nap = true;
    wanted.observe = asked.peek;
    wanted.cursor = options.ring.cursor;
    wanted.keep = asked.hold;
    wanted.from_given = asked.from.has_value();
    const auto point = ring.on_full == OnFull::kBlock ? From::Point::kUnread : From::Point::kOldest;
    wanted.from = asked.from.value_or(From{point, 0});
    wanted.follow = asked.follow;
    // In a ring that appeared while we waited any end is that of a writer we waited for.
    wanted.wait_for_writer = asked.wait_ns.has_value() && !appeared;
    wanted.interrupt = &tools::stop_signal();
    wanted.deferred = asked.each || asked.archive;
    return wanted;
}

// As Reader::attach(), again and again while it is busy.
tools::Status attach_when_free(const Options& options, const Ring& ring,
                               const ReaderOptions& wanted, Deadline deadline,
                               std::optional<Reader>& reader) {
    bool told = false;
    for (;;) {
        auto attached = Reader::attach(ring, wanted);
        if (attached) {
            reader = *std::move(attached);
            return std::nullopt;
        }
        const Error& error = attached.error();
        if (error.kind != ErrorKind::kBusy || !options.deliver.wait_ns) return fail(error);
        if (stopped()) return stop_status();
        if (monotonic_ns() >= deadline.at_ns()) {
            return fail(tools::kTimeout, error.path, "timeout: " + error.doing);
        }
        if (!std::exchange(told, true)) tools::inform(error.path, "waits: " + error.doing);
        // Who leaves wakes nobody who is not attached.
        constexpr timespec kPause{0, 50'000'000};
        nanosleep(&kPause, nullptr);
    }
}

}  // namespace

tools::Status attach(const Options& options, Deadline wait, std::optional<Ring>& ring,
                     std::optional<Reader>& reader) {
    const Deadline timeout = Deadline::after_ns(options.timeout_ns);
    const Deadline sooner = wait.at_ns() < timeout.at_ns() ? wait : timeout;
    bool appeared = false;
    if (const auto status = open_for_delivery(options, sooner, ring, appeared)) return status;
    tools::guard_against_bus_errors(options.ring.given.c_str());
    const ReaderOptions wanted = reader_options(options, ring->identity(), appeared);
    if (const auto status = attach_when_free(options, *ring, wanted, sooner, reader)) return status;
    if (!options.deliver.from && !reader->resumed() && reader->consumed_before() != 0) {
        tools::inform(options.ring.given,
                      fmt::format("joined after others consumed {}; --from oldest shows what is "
                                  "still there",
                                  tools::counted(reader->consumed_before(), "record")));
    }
    return std::nullopt;
}

}  // namespace ringpipe::ringcat
