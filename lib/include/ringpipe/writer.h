// Writer: publishes records into a ring, alone (exclusive) or beside others (shared).
//
// Threads   one at a time. A forked child must not use its parent's Writer; destroying it there
//           does nothing.
// Blocking  only where a Deadline is taken, and never beyond it. On a `block` ring a publication
//           waits for the slowest holding reader; with no holder at all, for a first one, once the
//           ring is full of what nobody has consumed yet.
// Crash     killed at any instruction, it leaves whole publications or nothing; the next writer
//           goes on with the next sequence number. Readers are told within 250 ms that it died.
// Trust     never writes outside the ring, whatever its other parties store in it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "ringpipe/deadline.h"
#include "ringpipe/error.h"
#include "ringpipe/export.h"
#include "ringpipe/ring.h"

namespace ringpipe::inline v0 {

enum class Push {
    kPublished,    // readers can see it
    kFull,         // no room: tried with Deadline::passed(), or the policy is `fail`
    kRefused,      // no room on a `drop-new` ring: counted, and its sequence numbers are taken
    kTimeout,      // no room until the deadline
    kTooLarge,     // longer than largest_record(), or a count that the text cannot hold; nothing
                   // was published
    kInterrupted,  // *WriterOptions::interrupt became non-zero while it waited
    kGone,         // the ring was removed, replaced or wiped under us
    kDamaged,      // the ring's words contradict each other
};

struct WriterOptions {
    bool exclusive = false;
    // Looked at whenever a wait is cut short by a signal and at least every 200 ms.
    const std::atomic<int>* interrupt = nullptr;
    bool trust_owner = false;  // write also to another user's ring, who can cut it short under us
};

// What goes with a record besides its bytes.
struct Mark {
    std::uint32_t tag = 0;
    std::uint64_t time_ns = 0;  // wall clock, 0: none
    bool continued = false;     // the record goes on in the next one
};

// Wall clock in nanoseconds since 1970, for Mark::time_ns.
[[nodiscard]] RINGPIPE_API std::uint64_t wall_clock_ns();

// What draw_lines() is to bring.
struct Draw {
    int fd = -1;
    std::uint64_t most = 0;  // bytes to read
    std::uint8_t delimiter = '\n';
    std::span<const std::byte> before{};  // the start of a line, which came earlier
    std::span<std::byte> rest{};          // for the start of the next one, `most` bytes or more
};

// What it brought.
struct Drawn {
    std::uint64_t read = 0;   // bytes; 0 at the end, too
    std::uint64_t rest = 0;   // of them, copied to Draw::rest and not published
    std::uint32_t lines = 0;  // published. 0: none ended, `before` is yours as it was
    int error = 0;            // of preadv2(2) where nothing was read: EAGAIN, EOPNOTSUPP, ...
};

// Who keeps a writer waiting.
struct Blocker {
    // kWriter: there is room, but another writer is in the midst of storing: stopped, most likely.
    enum class Who { kNobody, kNoReader, kReader, kWriter } who = Who::kNobody;
    std::uint32_t slot = 0;
    std::uint32_t pid = 0;  // as that reader sees itself: another pid namespace may differ
    std::string name;       // its cursor's name, or empty
    bool alive = false;     // false: a kept cursor that no process reads
};

class RINGPIPE_API Writer {
public:
    struct Impl;

    // kBusy when an exclusive writer is there, or any writer and `exclusive` was asked for, or
    // all writer entries are taken; kBad when the ring is damaged.
    static Result<Writer> attach(const Ring& ring, const WriterOptions& options);

    Writer(Writer&&) noexcept;
    Writer& operator=(Writer&&) noexcept;
    ~Writer();  // closes: what was claimed and not committed is dropped; readers see the end

    [[nodiscard]] std::uint64_t largest_record() const;  // bytes

    // One record, one publication.
    Push push(std::span<const std::byte> record, const Mark& mark = {},
              Deadline deadline = Deadline::never());

    // `count` text records, each ending in `delimiter` but perhaps the last, as one publication;
    // at most largest_lines() bytes (a single record: largest_record()).
    Push push_lines(std::span<const std::byte> text, std::uint32_t count, std::uint8_t delimiter,
                    const Mark& mark = {}, Deadline deadline = Deadline::never());
    [[nodiscard]] std::uint64_t largest_lines() const;

    // Text lines from a descriptor straight into the ring, copied once: `before`, and what one read
    // brings that does not wait, up to the last delimiter in it, as one publication. At most
    // largest_lines() bytes, or kTooLarge. kFull when there is no room at once or another writer is
    // storing: nothing was read then. kPublished otherwise; read() where nothing came. Streams of
    // bytes only: of a datagram, or a packet in a pipe (its writer set O_DIRECT), what does not fit
    // into `most` would be lost. Files on some file systems, terminals, and pipes before Linux 6.4
    // cannot be read so (EOPNOTSUPP).
    Push draw_lines(const Draw& draw, Drawn& drawn, const Mark& mark = {});

    // `count` records of the same size, back to back, as one publication, copied once; at most
    // largest_record() bytes together, or kTooLarge. None of them may be empty.
    Push push_array(std::span<const std::byte> records, std::uint32_t count, const Mark& mark = {},
                    Deadline deadline = Deadline::never());

    // Room for one record of up to `bytes`, contiguous, to be filled in place. An exclusive
    // writer gets bytes of the ring itself; a shared one private memory that commit() copies,
    // because no foreign code may run while other writers wait. One claim at a time; pushes in
    // between are not allowed. commit() publishes the first `bytes` of it and may need room only
    // when shared, and may then be tried again; abort() gives it back unseen.
    Push claim(std::uint64_t bytes, std::span<std::byte>& room,
               Deadline deadline = Deadline::never());
    Push commit(std::uint64_t bytes, const Mark& mark = {}, Deadline deadline = Deadline::never());
    void abort();

    // Many records, one publication: readers see all of a flushed batch at once. Small records
    // are packed into shared frames. add() answers kFull when the batch would outgrow
    // largest_batch() bytes: flush() first. An empty flush() does nothing.
    Push add(std::span<const std::byte> record);
    Push flush(const Mark& mark = {}, Deadline deadline = Deadline::never());
    [[nodiscard]] std::uint64_t largest_batch() const;

    // Waits until so many readers hold (attached, alive, holding).
    Push wait_holders(std::uint32_t count, Deadline deadline);

    // Whom a push that answered kFull or kTimeout waited for.
    [[nodiscard]] Blocker blocked_by() const;

    // How full the ring is for its slowest holder (or of what nobody has consumed): 0..1.
    [[nodiscard]] double pressure() const;

    [[nodiscard]] std::uint64_t next_sequence() const;  // of the next record, if nobody else writes

    // Whether the ring was removed or replaced (one fstat).
    [[nodiscard]] bool gone() const;

private:
    explicit Writer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace ringpipe::inline v0
