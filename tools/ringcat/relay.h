// Relay: signals that come to us are for the command, as long as it runs.
//
// INT, TERM, HUP, QUIT, USR1 and USR2 are passed on, and end us only once the command has ended.
// One that was ignored when we started stays ignored, by both. What the kernel sends from a
// terminal goes to the whole process group: a command in ours has it already, one on a terminal of
// its own has not.
#pragma once

#include <signal.h>
#include <sys/types.h>

namespace ringpipe::ringcat::relay {

// Holds signals back from the moment before the command is forked until begin(). The child gets
// them back with restore().
void hold(sigset_t& before);
void restore(const sigset_t& before);

// `terminal`: the master side of the command's own, or -1. Its window follows ours.
void begin(pid_t command, int terminal);
// Before that is closed.
void forget_terminal();

// From here on signals are ours again; to be called before the command is reaped.
void end();

// INT, TERM or HUP, if one came for the command; else 0.
[[nodiscard]] int passed_stop();

}  // namespace ringpipe::ringcat::relay
