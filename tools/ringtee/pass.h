// pass: without branches, what tee(1) does: standard input to the ring, and to standard output.
#pragma once

#include "ringpipe/ring.h"
#include "ringtee/options.h"

namespace ringpipe::ringtee {

// Until the end of the input; returns the exit code.
//
// What nobody reads stays in the ring, for whoever comes; but where a full ring would wait for a
// first reader, the oldest of it gives way, since standard output has had it.
int pass(const Options& options, const Ring& ring);

// Whether another process reads that ring, or has a place kept there.
[[nodiscard]] bool others_read(const Ring& ring);

}  // namespace ringpipe::ringtee
