// Snapshot: what a ring's words say at one moment, for tools that look and change nothing.
//
// Looking reads the files; it maps, locks and faults in nothing, and works when no process is
// alive. Words are read one by one while others store them: each is whole, together they may be
// some microseconds apart.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ringpipe/error.h"
#include "ringpipe/export.h"
#include "ringpipe/ring.h"

namespace ringpipe::inline v0 {

enum class RingState { kNew, kLive, kEnded, kDied };  // kNew: never had a writer

struct WriterView {
    std::uint32_t pid = 0;  // a hint
    std::string command;    // a hint
    bool shared = false;
};

struct ReaderView {
    std::uint32_t slot = 0;
    std::string name;            // empty: anonymous
    std::uint32_t pid = 0;       // a hint
    std::string command;         // a hint
    bool alive = false;          // its kernel lock is held
    bool holding = false;        // a `block` writer waits for it (now)
    bool kept = false;           // made with --hold
    std::uint64_t sequence = 0;  // next record
    std::uint64_t lag_records = 0;
    std::uint64_t lag_bytes = 0;
    double lag_seconds = 0;
    std::uint64_t overrun = 0;
    std::uint64_t refused = 0;
};

struct Snapshot {
    RingIdentity identity{};
    RingState state = RingState::kNew;
    // Only `data` may be read by this process: no reader is shown, a writer that died counts as
    // alive, and what is unread is not known (unread_bytes: all that is in the ring).
    bool observed_only = false;
    bool clean = false;
    std::uint64_t taken_ns = 0;   // wall clock
    std::uint64_t published = 0;  // bytes since creation
    std::uint64_t oldest = 0;
    std::uint64_t end_sequence = 0;  // records since creation, refused ones included
    std::uint64_t unread_bytes = 0;  // from the slowest holder (or what nobody consumed) to the end
    double fill_ratio = 0;           // unread_bytes / capacity; of a ring that overwrites: used
    std::uint64_t blocked_ns = 0;
    std::uint64_t blocks = 0;
    bool blocked_now = false;
    std::uint64_t blocked_by = 0;  // slot + 1, 0 nobody
    std::uint64_t refused = 0;
    std::uint64_t last_publication_ns = 0;
    std::vector<WriterView> writers;  // alive
    std::vector<ReaderView> readers;  // alive or named
};

RINGPIPE_API Result<Snapshot> look(const Ring& ring);

}  // namespace ringpipe::inline v0
