// fan_out: the input to all branches, and how each of them did.
#pragma once

#include "ringpipe/ring.h"
#include "ringtee/options.h"

namespace ringpipe::ringtee {

// Until all branches have ended; returns the exit code. `appeared`: --wait waited for the ring, so
// whatever it holds came after that.
int fan_out(const Options& options, const Ring& ring, bool appeared);

}  // namespace ringpipe::ringtee
