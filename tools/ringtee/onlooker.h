// Onlooker: whom the writer of somebody else's ring waits for, looked up now and then.
#pragma once

#include <cstdint>

#include "ringpipe/ring.h"
#include "ringtee/tally.h"

namespace ringpipe::ringtee {

// Adds to the tally what happened since the last look. Both must outlive it.
class Onlooker {
public:
    Onlooker(const Ring& ring, Tally& tally);
    void look_again();

private:
    const Ring& ring_;
    Tally& tally_;
    std::uint64_t blocked_ns_ = 0;  // as the ring had it at the last look
    std::uint64_t stuck_ns_ = 0;    // of a wait that still goes on
};

}  // namespace ringpipe::ringtee
