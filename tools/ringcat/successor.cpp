// successor: what became of a ring that is gone, and the next one of its name.
#include "ringcat/successor.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "common/diagnostics.h"
#include "common/exit_code.h"

namespace ringpipe::ringcat {
namespace {

std::string what_became(const RingName& name, const RingIdentity& ring) {
    const auto there = Ring::open(name);
    if (there) {
        const bool same =
            std::equal(std::begin(ring.ring_id), std::end(ring.ring_id), there->identity().ring_id);
        return same ? "the ring's files were wiped"
                    : "the ring was replaced by another of its name";
    }
    if (there.error().kind == ErrorKind::kMissing) return "the ring was removed";
    return there.error().kind == ErrorKind::kBad ? there.error().doing : there.error().problem();
}

}  // namespace

bool awaits_successor(const Options& options) {
    return options.deliver.follow && options.deliver.wait_ns.has_value();
}

int fail_gone(const RingName& name, const RingIdentity& ring) {
    return tools::fail(tools::kBadRing, name.given, what_became(name, ring));
}

void tell_gone(const RingName& name, const RingIdentity& ring) {
    tools::notice(name.given, what_became(name, ring) + "; goes on with the next of its name");
}

Options for_successor(const Options& options, std::uint64_t left) {
    Options next = options;
    next.count = left;
    // Where in the first ring. All that is in the next one is new.
    next.deliver.from.reset();
    return next;
}

}  // namespace ringpipe::ringcat
