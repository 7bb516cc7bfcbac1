// RingView: where a ring's parts are mapped in this process, and its fixed numbers, already
// checked.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "ringpipe/format.h"

namespace ringpipe::core {

// A reader maps `data` read-only and a writer `readers`: whoever stores to the wrong one is a bug
// that ends at once. Threads of one process may share a view. Aligned: how many cache lines it
// takes is seen in each publication, and otherwise depends on what else is in memory.
struct alignas(64) RingView {
    DataHeader* data = nullptr;
    WriterEntry* entries = nullptr;
    std::byte* frames = nullptr;       // mapped twice, back to back
    ReadersHeader* readers = nullptr;  // null for an observer that may read `data` only
    SharedSlot* slots = nullptr;

    std::uint64_t capacity = 0;
    std::uint64_t largest_record = 0;
    std::uint64_t block_ns = 0;
    std::uint32_t slot_count = 0;
    std::uint32_t entry_count = 0;
    OnFull on_full = OnFull::kBlock;
    std::uint64_t overhead = sizeof(FrameHeader);  // of a frame: what of its size is not payload
    std::uint32_t checksum_seed = 0;
    bool checksums = false;      // of each frame, see core/checksum.h
    bool may_keep_lock = false;  // see core/lock_word.h

    void take_numbers(const RingIdentity& identity) {
        capacity = identity.capacity;
        largest_record = identity.largest_record;
        block_ns = identity.block_ns;
        slot_count = identity.slots;
        entry_count = identity.writer_entries;
        on_full = identity.on_full;
        may_keep_lock = (identity.incompatible & kMayKeepLock) != 0;
        checksums = identity.checksums != Checksums::kNone;
        checksum_seed = identity.identity_crc;
        overhead = sizeof(FrameHeader) + (checksums ? kChecksumBytes : 0);
    }

    // Always through the first mapping, so that one word has one address.
    [[nodiscard]] FrameHeader& header(std::uint64_t position) const {
        return *reinterpret_cast<FrameHeader*>(frames + (position & (capacity - 1)));
    }
    [[nodiscard]] std::byte* payload(std::uint64_t position) const {
        return frames + (position & (capacity - 1)) + sizeof(FrameHeader);
    }

    // Who does not observes without a slot, rings no bell and cannot ask whether a writer lives.
    [[nodiscard]] bool sees_readers() const { return readers != nullptr; }

    // How far `oldest` moves ahead in one go: a fence and a look at the slots are paid per step.
    [[nodiscard]] std::uint64_t step() const {
        return std::min<std::uint64_t>(64 * 1024, capacity / 16);
    }

    // Whether holders hold writers back. In a `block` ring with a limit they do until it has
    // passed, so its readers check what they copy like those of a drop-old ring.
    [[nodiscard]] bool holds_by_policy() const { return on_full != OnFull::kDropOld; }
    [[nodiscard]] bool holders_can_be_overrun() const {
        return on_full == OnFull::kDropOld || (on_full == OnFull::kBlock && block_ns != 0);
    }
};

}  // namespace ringpipe::core
