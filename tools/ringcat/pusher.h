// Pusher: one publication after another into the ring; waits, says why, and counts.
#pragma once

#include <cstdint>
#include <optional>

#include "common/exit_code.h"
#include "ringcat/delimiter.h"
#include "ringcat/options.h"
#include "ringpipe/ring.h"
#include "ringpipe/writer.h"

namespace ringpipe::ringcat {

using tools::Status;

// Who takes part in a publication beside the publisher (ringtee's branches).
class Companion {
public:
    virtual ~Companion() = default;

    // What one read(2) brought, before any of it is published, and after what is whole of it was.
    virtual void arrived(Text fresh) = 0;
    virtual Status settled() = 0;

    // The ring is full. True if that one was made to give way, and it is worth another try.
    virtual bool made_room(const Blocker& blocker) = 0;

    // So long that one kept us waiting since the last call, so long we have waited in all. False
    // if it is nobody's that the companion can tell of.
    virtual bool waited(const Blocker& blocker, std::uint64_t ns, std::uint64_t in_all_ns) = 0;
};

class Pusher {
public:
    // All must outlive it.
    Pusher(const Options& options, Writer& writer, const RingIdentity& ring,
           Companion* companion = nullptr);

    // Waits until enough readers hold (--readers).
    Status await_readers();

    // `count` lines as one publication, or a part of one line that goes on in the next.
    Status lines(Text text, std::uint32_t count, bool continued);
    Status record(Text bytes);

    // Lines straight from a descriptor, if that does not wait; false: nothing was read.
    bool draw(const Draw& draw, Drawn& drawn);

    // Many records as one publication: add(), and flush(). False: flush() first.
    bool add(Text record);
    Status flush();

    // Whether what is published can be found under the ring's name. While there is room a removed
    // ring takes records as before, and nobody would notice.
    Status check_gone();
    int fail_gone() const;
    [[nodiscard]] bool has_published() const { return published_ != 0; }

    // At the end: what somebody ought to know, and on request how much it was.
    void report() const;

private:
    template <class Attempt>
    Push push(Attempt attempt);
    template <class Attempt>
    Push push_in_company(Attempt attempt);
    template <class Attempt>
    Status publish(std::size_t bytes, std::uint32_t count, Attempt attempt);
    void count_published(std::uint32_t count, std::size_t bytes);
    Status outcome(Push push);
    void say_blocked();
    [[nodiscard]] Mark mark(bool continued) const;

    const Options& options_;
    Writer& writer_;
    const RingIdentity& ring_;
    Companion* const companion_;
    bool said_blocked_ = false;
    std::uint64_t published_ = 0;
    std::uint64_t published_bytes_ = 0;
    std::uint64_t refused_ = 0;
    std::uint32_t added_ = 0;  // records that wait for flush()
    std::size_t added_bytes_ = 0;
    std::uint64_t start_ns_;
};

}  // namespace ringpipe::ringcat
