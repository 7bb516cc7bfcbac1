// ringctl create: makes a ring, or a named cursor in one.
#include "ringctl/verbs/create.h"

#include <string>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/known_rings.h"
#include "common/quantity.h"
#include "common/std_streams.h"
#include "common/yes_no.h"
#include "ringpipe/snapshot.h"

namespace ringpipe::ringctl {
namespace {

using tools::fail;
using tools::format_policy;
using tools::format_size;

bool has_checksums(const RingIdentity& ring) {
    return ring.checksums != Checksums::kNone;
}

void say_created(const RingName& name, const RingIdentity& made) {
    tools::notice(name.given, fmt::format("created as {} ({}, {}, {} reader slots{})", name.path,
                                          format_size(made.capacity),
                                          format_policy(made.on_full, made.block_ns), made.slots,
                                          has_checksums(made) ? ", checksums" : ""));
}

int contradiction(const RingName& name, std::string_view has, std::string_view asked) {
    return fail(tools::kUsage, name.given,
                fmt::format("the ring exists with {}, but {} was asked for", has, asked));
}

// What was said on the command line must be true of the ring that is there.
int compare(const Create& asked, const Ring& ring) {
    const RingIdentity& there = ring.identity();
    if (asked.capacity && *asked.capacity != there.capacity) {
        return contradiction(asked.name, "--size " + format_size(there.capacity),
                             format_size(*asked.capacity));
    }
    if (asked.policy && *asked.policy != tools::Policy{there.on_full, there.block_ns}) {
        return contradiction(asked.name,
                             "--on-full " + format_policy(there.on_full, there.block_ns),
                             format_policy(asked.policy->on_full, asked.policy->block_ns));
    }
    if (asked.slots && *asked.slots != there.slots) {
        return contradiction(asked.name, fmt::format("--slots {}", there.slots),
                             fmt::format("{}", *asked.slots));
    }
    if (const auto differs = tools::difference(asked.access, ring.access())) {
        return contradiction(asked.name, differs->option + " " + differs->there, differs->asked);
    }
    if (asked.checksums && *asked.checksums != has_checksums(there)) {
        return contradiction(asked.name,
                             fmt::format("--checksum={}", tools::yes_no(has_checksums(there))),
                             tools::yes_no(*asked.checksums));
    }
    return tools::kDone;
}

int create_ring(const Create& asked) {
    RingOptions options;
    if (asked.capacity) options.capacity = *asked.capacity;
    if (asked.slots) options.slots = *asked.slots;
    options.checksums = asked.checksums;
    if (asked.policy) {
        options.on_full = asked.policy->on_full;
        options.block_ns = asked.policy->block_ns;
    }
    tools::apply(asked.access, options);
    const auto made = Ring::create(asked.name, options);
    if (made) {
        if (asked.verbose) say_created(asked.name, made->identity());
        return tools::kDone;
    }
    Error error = made.error();
    if (error.kind != ErrorKind::kBusy) return fail(error);
    if (!asked.if_missing) {
        if (error.hint.empty()) error.hint = "--if-missing accepts the ring that is there";
        return fail(error);
    }
    const auto there = Ring::open(asked.name);
    return there ? compare(asked, *there) : fail(there.error());
}

// The cursor is there, says `busy`. With --if-missing that is right if it holds as asked for.
int accept_cursor(const Create& asked, const Ring& ring, const Error& busy) {
    const auto seen = look(ring);
    if (!seen) return fail(seen.error());
    for (const ReaderView& reader : seen->readers) {
        if (reader.name != asked.name.cursor) continue;
        if (reader.kept || !asked.hold) return tools::kDone;
        return fail(tools::kUsage, busy.path,
                    "the cursor exists without --hold, but --hold was asked for");
    }
    return fail(busy);  // there was no slot for it
}

int create_cursor(const Create& asked) {
    const auto ring = Ring::open(asked.name);
    if (!ring) return fail(tools::with_suggestion(ring.error(), asked.name));
    tools::guard_against_bus_errors(asked.name.given.c_str());
    const auto made = ring->make_cursor(asked.name.cursor, asked.hold);
    if (made) {
        if (asked.verbose) {
            tools::notice(asked.name.given + "/" + asked.name.cursor,
                          asked.hold ? "cursor made; writers wait for it" : "cursor made");
        }
        return tools::kDone;
    }
    if (asked.if_missing && made.error().kind == ErrorKind::kBusy) {
        return accept_cursor(asked, *ring, made.error());
    }
    return fail(made.error());
}

}  // namespace

int Create::run() const {
    return name.cursor.empty() ? create_ring(*this) : create_cursor(*this);
}

}  // namespace ringpipe::ringctl
