// deliver: a ring to standard output (ringcat without -w).
#pragma once

#include "ringcat/options.h"

namespace ringpipe::ringcat {

// Opens the ring, or waits for it, and delivers as far as was asked for; returns the exit code.
int deliver(const Options& options);

}  // namespace ringpipe::ringcat
