// publish: standard input, or what a command says, into a ring (ringcat -w).
#pragma once

#include "ringcat/options.h"
#include "ringcat/pusher.h"
#include "ringpipe/ring.h"
#include "ringpipe/writer.h"

namespace ringpipe::ringcat {

// Opens or makes the ring and publishes until the end of the input; returns the exit code: the
// command's, if one ran and all went well.
int publish(const Options& options);

// Standard input, into a ring that is open, as a writer that is attached.
int publish(const Options& options, const Ring& ring, Writer& writer, Companion& companion);

}  // namespace ringpipe::ringcat
