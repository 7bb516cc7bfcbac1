// Feeder: the process of one branch. It reads the ring at the branch's cursor and feeds the
// branch's command, or standard output.
//
// A process and not a thread, so that nobody's death cuts off more than its own branch: when a
// feeder is killed its command sees the end of its input and all others go on; when ringtee itself
// is killed the feeders deliver what was published, and end.
#pragma once

#include "ringcat/options.h"
#include "ringpipe/ring.h"
#include "ringtee/branch.h"

namespace ringpipe::ringtee {

// Descriptors between main and a feeder.
struct Lines {
    int ready = -1;    // the feeder writes a byte to it once its cursor stands
    int start = -1;    // the feeder reads its end before it starts its command
    int feeding = -1;  // the feeder keeps it open as long as it feeds
};

// Runs in the forked child; returns its exit code: 0, or what went wrong besides the command.
int feed(const Branch& branch, const Ring& ring, const ReaderOptions& reading,
         const ringcat::Options& framing, Lines lines, Progress& progress);

}  // namespace ringpipe::ringtee
