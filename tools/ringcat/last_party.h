// last_party: the last one to use a ring takes it away (--rm).
#pragma once

#include "ringpipe/ring.h"

namespace ringpipe::ringcat {

// Removes the ring if no process has it attached as a writer or reader, and says so with --verbose.
// One that was made under its name in the meantime is left alone. Call it when detached.
void remove_after_last(const RingName& name, const Ring& ring);

}  // namespace ringpipe::ringcat
