// replay: what ringcat -J wrote is published again, at the pace at which it was recorded
// (ringcat -w --replay).
#pragma once

#include "ringcat/options.h"
#include "ringpipe/ring.h"
#include "ringpipe/writer.h"

namespace ringpipe::ringcat {

// Standard input into the ring; returns the exit code.
int replay(const Options& options, const Ring& ring, Writer& writer);

}  // namespace ringpipe::ringcat
