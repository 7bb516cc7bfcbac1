// successor: what became of a ring that is gone, and the next one of its name.
#pragma once

#include <cstdint>

#include "common/exit_code.h"
#include "ringcat/options.h"
#include "ringpipe/ring.h"

namespace ringpipe::ringcat {

// Of a ring that was found gone: says what became of it, and returns the exit code.
int fail_gone(const RingName& name, const RingIdentity& ring);

// The same; nothing if it is to go on with the next ring of that name, as a reader does with -f and
// --wait.
tools::Status after_gone(const Options& options, const RingIdentity& ring);

// What a reader asks of the next ring, of which it has seen nothing yet; `left` records of -n.
Options for_successor(const Options& options, std::uint64_t left);

}  // namespace ringpipe::ringcat
