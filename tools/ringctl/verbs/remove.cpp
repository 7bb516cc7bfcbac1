// ringctl rm: removes rings, and forgets named cursors.
#include "ringctl/verbs/remove.h"

#include <algorithm>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/known_rings.h"
#include "common/std_streams.h"
#include "ringpipe/ring.h"

namespace ringpipe::ringctl {
namespace {

using tools::fail;

int remove_ring(const RingName& name, bool force, bool verbose) {
    const auto removed = Ring::remove(name, force);
    if (removed) {
        if (verbose) tools::notice(name.given, "removed " + name.path);
        return tools::kDone;
    }
    Error error = tools::with_suggestion(removed.error(), name);
    if (error.kind == ErrorKind::kBusy && !force && error.hint.empty()) {
        error.hint = "ringstat shows who uses it; --force removes it all the same";
    }
    return fail(error);
}

int forget_cursor(const RingName& name, bool verbose) {
    const auto ring = Ring::open(name);
    if (!ring) return fail(tools::with_suggestion(ring.error(), name));
    tools::guard_against_bus_errors(name.given.c_str());
    const auto dropped = ring->drop_cursor(name.cursor);
    if (!dropped) return fail(dropped.error());
    if (verbose) tools::notice(name.given + "/" + name.cursor, "cursor forgotten");
    return tools::kDone;
}

}  // namespace

int Remove::run() const {
    int worst = tools::kDone;
    for (const RingName& name : names) {
        worst = std::max(worst, name.cursor.empty() ? remove_ring(name, force, verbose)
                                                    : forget_cursor(name, verbose));
    }
    return worst;
}

}  // namespace ringpipe::ringctl
