// Looking at a ring: plain reads of its files, nothing mapped, locked or changed.
#include "ringpipe/snapshot.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <optional>

#include "core/cursor.h"
#include "core/frame.h"
#include "os/byte_locks.h"
#include "os/clock.h"
#include "os/read_at.h"
#include "ring_files.h"

namespace ringpipe::inline v0 {

namespace {

// A cursor whose word did not move while its details were read.
std::optional<core::CursorValue> read_cursor(int fd, std::uint64_t offset) {
    for (int attempt = 0; attempt < 100; ++attempt) {
        SharedCursor cursor{};
        std::uint64_t after = 0;
        if (!os::read_at(fd, offset, cursor) || !os::read_at(fd, offset, after))
            return std::nullopt;
        if (after == cursor.word)
            return core::CursorValue{core::position_of(cursor.word),
                                     cursor.copies[cursor.word & 1]};
    }
    return std::nullopt;
}

FrameHeader header_at(const Ring::Impl& ring, std::uint64_t position) {
    FrameHeader header{};
    os::read_at(ring.data.get(), kFramesOffset + (position & (ring.identity.capacity - 1)), header);
    return header;
}

std::string text_of(const char* bytes, std::size_t size) {
    return std::string(bytes, strnlen(bytes, size));
}

// Over what a killed writer committed after it last stored `published`.
std::uint64_t walk_to_end(const Ring::Impl& ring, std::uint64_t published, std::uint64_t oldest) {
    core::RingView limits;
    limits.take_numbers(ring.identity);
    std::uint64_t end = published;
    for (;;) {
        const std::uint64_t size = core::checked_size(header_at(ring, end).word, limits);
        if (size == 0 || end + core::stride_of(size) > oldest + ring.identity.capacity) return end;
        end += core::stride_of(size);
    }
}

struct WriterWords {
    bool any = false;
    bool odd = false;
};

WriterWords look_at_writers(const Ring::Impl& ring, const os::ByteLocks& locks, std::uint32_t used,
                            Snapshot& shot) {
    WriterWords words;
    for (std::uint32_t i = 0; i < std::min(used, ring.identity.writer_entries); ++i) {
        WriterEntry entry{};
        if (!os::read_at(ring.data.get(), kEntriesOffset + i * sizeof entry, entry)) break;
        words.any = words.any || entry.word != 0;
        words.odd = words.odd || (entry.word & 1) != 0;
        if (shot.observed_only ? (entry.word & 1) == 0 : !locks.is_held(kEntryBytes + i)) continue;
        shot.writers.push_back(
            {entry.pid, text_of(entry.comm, sizeof entry.comm), entry.shared != 0});
    }
    return words;
}

void look_at_reader(const Ring::Impl& ring, const os::ByteLocks& locks, std::uint32_t index,
                    std::uint64_t end, Snapshot& shot, std::uint64_t& lowest,
                    std::uint64_t& furthest) {
    SharedSlot slot{};
    const std::uint64_t offset = kSlotsOffset + index * sizeof slot;
    if (!os::read_at(ring.readers.get(), offset, slot) || (slot.claim & kSlotTaken) == 0) return;
    const auto cursor = read_cursor(ring.readers.get(), offset + offsetof(SharedSlot, cursor));
    if (!cursor) return;
    ReaderView reader;
    reader.alive = locks.is_held(kSlotBytes + index);
    reader.kept = (slot.claim & kSlotKept) != 0;
    const bool role_holds = (slot.claim & kSlotHolding) != 0;
    const bool in_window = cursor->position <= end &&
                           cursor->position + ring.identity.capacity >= end + sizeof(FrameHeader);
    reader.holding = role_holds && in_window && (reader.alive || reader.kept);
    if (role_holds) furthest = std::max(furthest, std::min(cursor->position, end));
    if (reader.holding) lowest = std::min(lowest, cursor->position);
    const bool named = (slot.claim & kSlotNamed) != 0;
    if (!reader.alive && !named) return;
    reader.slot = index;
    if (named) reader.name = text_of(slot.name, sizeof slot.name);
    reader.pid = slot.pid;
    reader.command = text_of(slot.comm, sizeof slot.comm);
    reader.sequence = cursor->details.sequence;
    reader.overrun = cursor->details.overrun;
    reader.refused = cursor->details.refused;
    if (end > cursor->position) reader.lag_bytes = end - cursor->position;
    if (shot.end_sequence > reader.sequence)
        reader.lag_records = shot.end_sequence - reader.sequence;
    if (reader.lag_records != 0 && in_window) {
        const FrameHeader next = header_at(ring, cursor->position);
        if (next.word != 0 && next.time_ns != 0 && next.time_ns < shot.taken_ns) {
            reader.lag_seconds = static_cast<double>(shot.taken_ns - next.time_ns) / 1e9;
        }
    }
    shot.readers.push_back(std::move(reader));
}

}  // namespace

Result<Snapshot> look(const Ring& ring) {
    const Ring::Impl& files = ring.impl();
    const std::string& object = files.name.given;
    Snapshot shot;
    shot.identity = files.identity;
    shot.taken_ns = os::wall_ns();

    // For asking only: a descriptor that is read-only cannot take what it must not.
    os::ByteLocks locks;
    shot.observed_only = files.access.observe_only;
    if (!shot.observed_only) {
        locks = os::ByteLocks(files.reopen(kLocksFile, O_RDONLY));
        if (!locks.is_open()) return system_error("cannot open its locks", object, errno);
    }
    DataHeader words{};
    ReadersHeader readers{};
    if (!os::read_at(files.data.get(), 0, words) ||
        (!shot.observed_only && !os::read_at(files.readers.get(), 0, readers))) {
        return system_error("cannot read its header", object, errno);
    }
    if (words.oldest > words.published ||
        words.published - words.oldest > files.identity.capacity) {
        return Error{
            ErrorKind::kBad, "damaged: its positions contradict each other", object, 0, {}};
    }
    bool seat_is_held = !shot.observed_only && locks.is_held(kSeatByte);
    shot.published = walk_to_end(files, words.published, words.oldest);
    shot.oldest = words.oldest;
    shot.end_sequence = header_at(files, shot.published).sequence;
    shot.clean = words.clean != 0;
    shot.blocked_ns = words.blocked_ns;
    shot.blocks = words.blocks;
    shot.blocked_by = words.blocked_by;
    shot.refused = words.refused;
    shot.last_publication_ns = words.last_publication_ns;

    const WriterWords entries = look_at_writers(files, locks, words.entries_used, shot);
    if (shot.observed_only) seat_is_held = entries.odd;
    if (seat_is_held) {
        shot.state = RingState::kLive;
    } else if (!entries.any) {
        shot.state = RingState::kNew;
    } else {
        const bool died = entries.odd || (words.deaths != 0 && !shot.observed_only);
        shot.state = died ? RingState::kDied : RingState::kEnded;
    }
    shot.blocked_now = seat_is_held && words.blocked_since_ns != 0;
    if (shot.blocked_now && shot.taken_ns > words.blocked_since_ns) {
        shot.blocked_ns += shot.taken_ns - words.blocked_since_ns;
    }

    std::uint64_t lowest = UINT64_MAX;
    std::uint64_t furthest = std::min(core::position_of(readers.consumed.word), shot.published);
    for (std::uint32_t i = 0; i < std::min(readers.slots_used, files.identity.slots); ++i) {
        look_at_reader(files, locks, i, shot.published, shot, lowest, furthest);
    }
    const bool overwrites = files.identity.on_full == OnFull::kDropOld || shot.observed_only;
    const std::uint64_t from = overwrites             ? shot.oldest
                               : lowest != UINT64_MAX ? lowest
                                                      : std::max(furthest, shot.oldest);
    shot.unread_bytes = shot.published - std::min(from, shot.published);
    shot.fill_ratio = std::min(
        1.0, static_cast<double>(shot.unread_bytes) / static_cast<double>(files.identity.capacity));
    return shot;
}

}  // namespace ringpipe::inline v0
