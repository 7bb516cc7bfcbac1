// successor: what became of a ring that is gone, and the next one of its name.
#include "ringcat/successor.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "common/diagnostics.h"
#include "common/exit_code.h"

namespace ringpipe::ringcat {
namespace {

struct Fate {
    std::string told;
    bool has_left_its_name = true;  // to another ring, or to none
};

Fate fate_of(const RingName& name, const RingIdentity& ring) {
    const auto there = Ring::open(name);
    if (there) {
        const bool same =
            std::equal(std::begin(ring.ring_id), std::end(ring.ring_id), there->identity().ring_id);
        if (same) return {"the ring's files were wiped", false};
        return {"the ring was replaced by another of its name"};
    }
    const Error& error = there.error();
    if (error.kind == ErrorKind::kMissing) return {"the ring was removed"};
    return {"the ring was wiped or replaced: " + error.problem(), false};
}

}  // namespace

int fail_gone(const RingName& name, const RingIdentity& ring) {
    return tools::fail(tools::kBadRing, name.given, fate_of(name, ring).told);
}

tools::Status after_gone(const Options& options, const RingIdentity& ring) {
    const bool goes_on = options.deliver.follow && options.deliver.wait_ns.has_value();
    const Fate fate = fate_of(options.ring, ring);
    if (!goes_on || !fate.has_left_its_name) {
        return tools::fail(tools::kBadRing, options.ring.given, fate.told);
    }
    tools::notice(options.ring.given, fate.told + "; goes on with the next of its name");
    return std::nullopt;
}

Options for_successor(const Options& options, std::uint64_t left) {
    Options next = options;
    next.count = left;
    // Where in the first ring. All that is in the next one is new.
    next.deliver.from.reset();
    return next;
}

}  // namespace ringpipe::ringcat
