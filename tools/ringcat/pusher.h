// Pusher: one publication after another into the ring; waits, says why, and counts.
#pragma once

#include <cstdint>
#include <optional>

#include "ringcat/delimiter.h"
#include "ringcat/options.h"
#include "ringpipe/ring.h"
#include "ringpipe/writer.h"

namespace ringpipe::ringcat {

// The exit code if this is the end of it.
using Status = std::optional<int>;

class Pusher {
public:
    // Both must outlive it.
    Pusher(const Options& options, Writer& writer, const RingIdentity& ring);

    // Waits until enough readers hold (--readers).
    Status await_readers();

    // `count` lines as one publication, or a part of one line that goes on in the next.
    Status lines(Text text, std::uint32_t count, bool continued);
    Status record(Text bytes);

    // Whether what was published can still be found under the ring's name. While there is room a
    // removed ring takes records as before, and nobody would notice.
    Status check_gone();

    // At the end: what somebody ought to know, and on request how much it was.
    void report() const;

private:
    template <class Attempt>
    Push push(Attempt attempt);
    template <class Attempt>
    Status publish(Text bytes, std::uint32_t count, Attempt attempt);
    Status outcome(Push push);
    void say_blocked();
    [[nodiscard]] Mark mark(bool continued) const;

    const Options& options_;
    Writer& writer_;
    const RingIdentity& ring_;
    bool said_blocked_ = false;
    std::uint64_t published_ = 0;
    std::uint64_t published_bytes_ = 0;
    std::uint64_t refused_ = 0;
    std::uint64_t start_ns_;
};

}  // namespace ringpipe::ringcat
