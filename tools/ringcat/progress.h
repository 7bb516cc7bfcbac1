// Progress: a line on standard error that tells how far we are: all the time (-p), at SIGUSR1.
//
// Whatever waits in a call goes on waiting: a thread of its own does the telling. On a terminal -p
// redraws one line each second, elsewhere it writes one every ten; and one at the end.
#pragma once

#include <cstdint>

#include "ringcat/options.h"
#include "ringpipe/ring.h"

namespace ringpipe::ringcat::progress {

// From here on SIGUSR1 is answered, unless it was ignored when we started.
class Teller {
public:
    explicit Teller(const Options& options);
    ~Teller();  // with -p says how it ended
    Teller(const Teller&) = delete;
    Teller& operator=(const Teller&) = delete;
};

// As long as it lives, the fill of this ring is told, too.
class Gauge {
public:
    explicit Gauge(const Ring& ring);
    ~Gauge();
    Gauge(const Gauge&) = delete;
    Gauge& operator=(const Gauge&) = delete;
};

// What is done: published, written out, or taken by a command.
void add(std::uint64_t records, std::uint64_t bytes);

// How many records it will be in all, once that is known.
void expect(std::uint64_t records);

// Asks for a line, as SIGUSR1 does. May be called from a signal handler.
void request();

}  // namespace ringpipe::ringcat::progress
