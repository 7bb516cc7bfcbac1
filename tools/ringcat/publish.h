// publish: standard input into a ring (ringcat -w).
#pragma once

#include "ringcat/options.h"

namespace ringpipe::ringcat {

// Opens or makes the ring and publishes until the end of the input; returns the exit code.
int publish(const Options& options);

}  // namespace ringpipe::ringcat
