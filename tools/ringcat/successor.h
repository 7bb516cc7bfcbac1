// successor: what became of a ring that is gone, and the next one of its name.
#pragma once

#include "ringcat/options.h"
#include "ringpipe/ring.h"

namespace ringpipe::ringcat {

// Whether a reader goes on with the next ring of that name: with -f and --wait.
bool awaits_successor(const Options& options);

// Of a ring that its reader or writer found gone: says what became of it, and returns the exit
// code.
int fail_gone(const RingName& name, const RingIdentity& ring);
// The same for who goes on.
void tell_gone(const RingName& name, const RingIdentity& ring);

// What a reader asks of the next ring, of which it has seen nothing yet; `left` records of -n.
Options for_successor(const Options& options, std::uint64_t left);

}  // namespace ringpipe::ringcat
