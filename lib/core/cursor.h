// A cursor in shared memory that one store moves as a whole, details and all.
//
// Two copies of the details take turns; the low bit of the word says which belongs to it. The
// owner fills the other copy and then stores the word: killed in between, it leaves the old cursor.
//
//   word               stored by        loaded by              sync point
//   cursor.word        the slot's owner writers, successors    CURSOR  the details beside it
#pragma once

#include <cstdint>
#include <optional>

#include "ringpipe/format.h"

namespace ringpipe::core {

struct CursorValue {
    std::uint64_t position = 0;
    CursorDetails details{};

    friend bool operator==(const CursorValue& a, const CursorValue& b) {
        return a.position == b.position && a.details.sequence == b.details.sequence &&
               a.details.overrun == b.details.overrun && a.details.refused == b.details.refused;
    }
    [[nodiscard]] bool is_past(const CursorValue& other) const {
        return position != other.position ? position > other.position
                                          : details.sequence > other.details.sequence;
    }
};

constexpr std::uint64_t position_of(std::uint64_t cursor_word) {
    return cursor_word & ~(kFrameAlign - 1);
}

// Only the cursor's owner may call this: it reads back what only it stores.
template <class Memory>
void store_cursor(SharedCursor& cursor, const CursorValue& value) {
    const std::uint64_t updates = (Memory::load(cursor.word) + 1) & (kFrameAlign - 1);
    CursorDetails& copy = cursor.copies[updates & 1];
    // relaxed: committed by the word below; nobody looks at this copy before.
    Memory::store(copy.sequence, value.details.sequence);
    Memory::store(copy.overrun, value.details.overrun);
    Memory::store(copy.refused, value.details.refused);
    // release CURSOR: the details, and all reading of the frames below the position.
    Memory::store_release(cursor.word, value.position | updates);
}

// Anybody may. Gives up on a cursor that moves faster than it can be copied.
template <class Memory>
std::optional<CursorValue> load_cursor(const SharedCursor& cursor) {
    for (int attempt = 0; attempt < 1000; ++attempt) {
        // acquire CURSOR: the copy that the word selects is whole.
        const std::uint64_t word = Memory::load_acquire(cursor.word);
        const CursorDetails& copy = cursor.copies[word & 1];
        CursorValue value;
        value.position = position_of(word);
        value.details.sequence = Memory::load(copy.sequence);
        value.details.overrun = Memory::load(copy.overrun);
        value.details.refused = Memory::load(copy.refused);
        // fence COPIED: the copy was loaded before the word is looked at again.
        Memory::fence_acquire();
        // relaxed: after the fence; the same word means that the copy was not refilled meanwhile.
        if (Memory::load(cursor.word) == word) return value;
    }
    return std::nullopt;
}

}  // namespace ringpipe::core
