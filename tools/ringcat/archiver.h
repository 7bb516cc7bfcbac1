// archiver: a ring into a compressed file that holds every record once (ringcat --zstd -o FILE).
#pragma once

#include "ringcat/options.h"

namespace ringpipe::ringcat {

// Opens the ring, or waits for it, and goes on as far as was asked for; returns the exit code.
int archive(const Options& options);

}  // namespace ringpipe::ringcat
