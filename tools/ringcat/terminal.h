// Terminal: a pseudo terminal that changes nothing of what is written to it.
#pragma once

namespace ringpipe::ringcat {

struct Terminal {
    int master = -1;
    int slave = -1;
};

// Both ends close on exec; the master does not block. No echo, no CR before LF; as large as ours,
// if we have one, else 80 by 24. The error number if none can be had.
[[nodiscard]] int open_terminal(Terminal& terminal);

// The size of the terminal that one of our standard streams is on, or that controls us. May be
// called from a signal handler.
void copy_window_size(int to);

}  // namespace ringpipe::ringcat
