// Onlooker: whom the writer of somebody else's ring waits for, looked up now and then.
#include "ringtee/onlooker.h"

#include <utility>

#include "ringpipe/snapshot.h"

namespace ringpipe::ringtee {

Onlooker::Onlooker(const Ring& ring, Tally& tally) : ring_(ring), tally_(tally) {
    if (const auto seen = look(ring_)) blocked_ns_ = seen->blocked_ns;
}

void Onlooker::look_again() {
    const auto seen = look(ring_);
    if (!seen) return;
    const std::uint64_t before_ns = std::exchange(blocked_ns_, seen->blocked_ns);
    if (seen->blocked_ns <= before_ns) {
        stuck_ns_ = 0;
        return;
    }
    const std::uint64_t ns = seen->blocked_ns - before_ns;
    stuck_ns_ = seen->blocked_now ? stuck_ns_ + ns : 0;
    for (const ReaderView& reader : seen->readers) {
        const auto branch = tally_.find(reader.pid);
        if (!branch || reader.slot + std::uint64_t{1} != seen->blocked_by) continue;
        tally_.add(*branch, ns);
        tally_.say_stuck(*branch, stuck_ns_);
    }
}

}  // namespace ringpipe::ringtee
