// each: a ring to a command, batch by batch; the cursor moves when the command has done its work
// (ringcat --each).
#pragma once

#include "ringcat/options.h"

namespace ringpipe::ringcat {

// Opens the ring, or waits for it, and goes on as far as was asked for; returns the exit code.
int each(const Options& options);

}  // namespace ringpipe::ringcat
