// Reader: takes records out of a ring, in order, at its own cursor.
//
// Threads   one at a time. A forked child must not use its parent's Reader; destroying it there
//           does nothing.
// Blocking  only where a Deadline is taken, and never beyond it.
// Crash     a batch that next() returned and release() did not give back is delivered again to the
//           next process of that cursor's name (or, on a `block` ring, to the next `unread`
//           reader). A killed reader holds a writer back for at most 250 ms.
// Trust     every length is checked before use. On a `block` ring a holder's batch is a view into
//           the ring, as trustworthy as its writers; elsewhere it is a private, checked copy.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "ringpipe/batch.h"
#include "ringpipe/deadline.h"
#include "ringpipe/error.h"
#include "ringpipe/export.h"
#include "ringpipe/ring.h"

namespace ringpipe::inline v0 {

// Where a reader starts.
struct From {
    enum class Point {
        kUnread,    // what no holder has consumed yet; an existing named cursor: where it stands
        kOldest,    // the oldest record still in the ring
        kNewest,    // the most recent record
        kNext,      // only what is published from now on
        kSequence,  // the record with this sequence number, or the first after it
        kBack,      // so many records before the end
        kTime,      // the first publication stamped at or after this wall clock time in ns
    } point = Point::kUnread;
    std::uint64_t value = 0;
};

struct ReaderOptions {
    // Consume nothing, hold nobody back (-P); implied on drop-old rings. Who may read nothing but
    // `data` observes without a slot: it polls, starts at the oldest record instead of `unread`,
    // is told of ends but not of deaths, and counts its losses for itself.
    bool observe = false;
    std::string cursor{};     // named, or empty: anonymous
    bool keep = false;        // a new named cursor also holds while no process reads under its name
    bool from_given = false;  // reposition an existing named cursor to `from`
    From from{};
    bool follow = false;           // ends and deaths of writers are no outcomes: wait for the next
    bool wait_for_writer = false;  // an end counts only after a live writer or new data was seen
    bool spin = false;  // waits without ever sleeping: takes a processor, saves being woken
    // For streams, not for answers: who has just been given 64 KiB or more, by a ring of 4 MiB or
    // more, and finds nothing there, sleeps up to twice for some 75 us, and nobody has to wake it.
    bool nap = false;
    const std::atomic<int>* interrupt = nullptr;  // as in WriterOptions
    // release() only goes on; where writers and the next process of the name see the cursor, it
    // moves by commit(). Until then a holder's views stay valid. Not for use with seek(), skip().
    bool deferred = false;
};

enum class Next {
    kBatch,        // there is something
    kLost,         // records before what comes next are gone: see gap()
    kEmpty,        // nothing now (Deadline::passed())
    kTimeout,      // nothing until the deadline
    kEnded,        // all was delivered and every writer closed
    kDied,         // all was delivered and a writer died
    kInterrupted,  // *ReaderOptions::interrupt became non-zero
    kGone,         // all was delivered and the ring was removed, replaced or wiped
    kDamaged,      // the bytes at the cursor are no frame, or not the one stored: see damage()
};

enum class Cause { kOverrun, kRefused };

struct Gap {
    std::uint64_t first = 0;  // sequence of the first record lost
    std::uint64_t last = 0;   // and of the last
    Cause cause = Cause::kOverrun;
};

struct Damage {
    std::uint64_t position = 0;  // of the frame
    std::uint64_t sequence = 0;  // of its first record, or the one that should be there
    std::uint32_t records = 0;   // in it, 0 if unknown
    bool checksum = false;       // it does not match its checksum; else it cannot be a frame
};

struct Lag {
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;  // of the frame area, headers included
    double seconds = 0;       // age of the next record, 0 when caught up or not stamped
};

class RINGPIPE_API Reader {
public:
    struct Impl;

    // kBusy: the cursor is in use, or no slot is free; kUsage: bad cursor name; kBad: damaged.
    static Result<Reader> attach(const Ring& ring, const ReaderOptions& options);

    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;
    ~Reader();  // leaves: an anonymous cursor is gone, a named one stays where it is

    // The next batch. It stays valid until the next call but is not given back by it: release()
    // it first, or it is returned again.
    Next next(Batch& batch, Deadline deadline = Deadline::never());

    // The same, one record at a time: a batch of count 1, whatever the frames hold.
    Next next_record(Batch& record, Deadline deadline = Deadline::never());

    // Up to batches.size() consecutive frames at once, without waiting for a second. `got` of
    // them were filled. All are given back by one release(records in them).
    Next next_batches(std::span<Batch> batches, std::size_t& got,
                      Deadline deadline = Deadline::never());

    // Moves the cursor over the first `records` records of what next*() returned last.
    void release(std::uint64_t records);

    // Of a `deferred` reader: all that was released is consumed. Who is overrun has no choice:
    // its cursor moves to where it goes on. The bytes are of the frame area, headers included.
    void commit();
    // The same for what was released until place() said so, while reading went on from there.
    struct Place {
        std::uint64_t position = 0;
        std::uint64_t sequence = 0;
        std::uint64_t overrun = 0;
        std::uint64_t refused = 0;
    };
    [[nodiscard]] Place place() const;
    void commit(const Place& place);
    [[nodiscard]] std::uint64_t uncommitted_bytes() const;

    // The most recent record, copied; the cursor stays. kEmpty if there is none. For rings that
    // overwrite and hold a state: any number of readers, never torn, never waits.
    Next latest(Batch& record);

    // Moves the cursor. What is passed over on purpose is consumed, not lost.
    Next seek(const From& from);
    void skip(std::uint64_t records);  // ahead; at most to the end

    [[nodiscard]] const Gap& gap() const;  // of the last kLost
    [[nodiscard]] Damage damage() const;   // of the last kDamaged
    [[nodiscard]] std::uint64_t lost_overrun() const;
    [[nodiscard]] std::uint64_t lost_refused() const;
    [[nodiscard]] std::uint64_t next_sequence() const;  // of the next record to deliver
    [[nodiscard]] std::uint64_t end_sequence() const;   // one past the last published record
    [[nodiscard]] Lag lag() const;
    [[nodiscard]] double pressure() const;  // how much of the ring lies unread: 0..1
    [[nodiscard]] bool holding() const;     // false: it can be overrun
    [[nodiscard]] bool has_slot() const;    // false: nobody can see it, it counts for itself
    [[nodiscard]] bool resumed() const;     // an existing named cursor was continued
    [[nodiscard]] std::uint64_t consumed_before() const;  // records that others had consumed

private:
    explicit Reader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace ringpipe::inline v0
