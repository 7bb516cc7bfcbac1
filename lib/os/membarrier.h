// Barriers that one process raises in the threads of others, so that these need none themselves.
#pragma once

namespace ringpipe::os {

// Lets other processes raise barriers in the threads of this one. False where the kernel cannot,
// or is not allowed to. Any number of times; a forked child inherits it.
bool accept_barriers();

// A full barrier in this thread and in every running thread that accepts them; those that do not
// run pass one when they are switched to. Microseconds. False if there was none.
bool barrier_everywhere();

}  // namespace ringpipe::os
