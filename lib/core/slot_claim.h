// SlotClaim: how a reader gets a slot, what it inherits there, and how it joins.
//
// Order: the claim lock (so that no name gets two slots and `consumed` has one author at a time);
// the slot's own byte; if the dead owner was holding, its cursor is folded into `consumed`; the
// new generation; then the cursor, a full fence, and a look at `oldest`, again until it is not past
// the cursor (see Room for the other half). The claim lock is given back last.
//
//   word                stored by      loaded by          sync point
//   slot.claim          its claimer    writers, looks     CLAIMED
//   consumed.word       who claims     writers, readers   CURSOR
//   slots_used          who claims     readers            (under the claim lock)
//   holders_used        who claims     writers            (before the cursor and the fence)
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/cursor.h"
#include "core/frame.h"
#include "core/guard.h"
#include "core/view.h"
#include "core/walk.h"

namespace ringpipe::core {

template <class Memory>
class SlotClaim {
public:
    SlotClaim(const RingView& ring, typename Memory::Locks& locks) : ring_(ring), locks_(locks) {}

    enum class Answer { kClaimed, kNoSlot, kInUse };

    // Everything below is called with the claim lock held: locks.try_exclusive(kClaimByte).

    // The slot with that name, claimed or not.
    std::optional<std::uint32_t> find(std::string_view name) const {
        for (std::uint32_t i = 0; i < used(); ++i) {
            const SharedSlot& slot = ring_.slots[i];
            const std::uint64_t claim =
                Memory::load_acquire(slot.claim);  // acquire CLAIMED: its name
            if ((claim & kSlotNamed) != 0 && has_name(slot, name)) return i;
        }
        return std::nullopt;
    }

    // Takes that slot's byte, or any free or deserted one's. Who only observes begins in the
    // middle: writers look at the slots below `holders_used`, and are not to see how many observe.
    Answer take(std::optional<std::uint32_t> wanted, bool holds) {
        if (!ring_.sees_readers()) return Answer::kNoSlot;
        if (wanted) {
            index_ = *wanted;
            return locks_.try_exclusive(kSlotBytes + index_) ? Answer::kClaimed : Answer::kInUse;
        }
        const std::uint32_t first = holds ? 0 : ring_.slot_count / 2;
        for (std::uint32_t i = 0; i < ring_.slot_count; ++i) {
            index_ = (first + i) % ring_.slot_count;
            // relaxed: the claim lock is ours.
            if ((Memory::load(slot().claim) & kSlotNamed) != 0) continue;
            if (locks_.try_exclusive(kSlotBytes + index_)) return Answer::kClaimed;
        }
        return Answer::kNoSlot;
    }

    // Where nobody has consumed yet. Slots may move on meanwhile: the handshake copes with that.
    CursorValue unread() const {
        CursorValue furthest;
        if (const auto consumed = load_cursor<Memory>(ring_.readers->consumed))
            furthest = *consumed;
        for (std::uint32_t i = 0; i < used(); ++i) {
            if ((Memory::load(ring_.slots[i].claim) & kSlotHolding) == 0) continue;
            const auto cursor = load_cursor<Memory>(ring_.slots[i].cursor);
            if (cursor && cursor->is_past(furthest) && is_possible(*cursor)) furthest = *cursor;
        }
        return furthest;
    }

    // What the slot's last owner left, if it is a cursor of that name.
    CursorValue inherited() const {
        return load_cursor<Memory>(ring_.slots[index_].cursor).value_or(CursorValue{});
    }

    // Saves what the last holder of this slot consumed before the slot is given another cursor.
    void fold() {
        if constexpr (!Memory::keeps(Guard::kFold)) return;
        if ((Memory::load(slot().claim) & kSlotHolding) == 0) return;
        const auto cursor = load_cursor<Memory>(slot().cursor);
        const auto consumed = load_cursor<Memory>(ring_.readers->consumed);
        if (!cursor || !consumed || !cursor->is_past(*consumed)) return;
        if (!is_possible(*cursor)) return;
        store_cursor<Memory>(ring_.readers->consumed, *cursor);
    }

    // The new generation, under which the cursor that stands there now is believed.
    void name_generation(std::string_view name, std::uint64_t roles) {
        char text[sizeof SharedSlot::name] = {};
        name.copy(text, sizeof text - 1);
        Memory::copy_in(reinterpret_cast<std::byte*>(slot().name),
                        reinterpret_cast<const std::byte*>(text), sizeof text);
        if (index_ >= Memory::load(ring_.readers->slots_used)) {
            // relaxed: the claim lock is ours.
            Memory::store(ring_.readers->slots_used, index_ + 1);
        }
        const bool holds = (roles & kSlotHolding) != 0;
        if (holds && index_ >= Memory::load(ring_.readers->holders_used)) {
            // relaxed: before the cursor and the fence that a joiner's handshake passes.
            Memory::store(ring_.readers->holders_used, index_ + 1);
        }
        const std::uint64_t generation = (Memory::load(slot().claim) >> 8) + 1;
        // release CLAIMED: the name, the cursor, and a fold.
        Memory::store_release(slot().claim, generation << 8 | kSlotTaken | roles);
    }

    void joined() {
        // release CLAIMED: the cursor has passed the handshake; who comes next may resume it.
        Memory::store_release(slot().claim, Memory::load(slot().claim) & ~kSlotJoining);
    }

    void drop() {
        const std::uint64_t generation = (Memory::load(slot().claim) >> 8) + 1;
        // release CLAIMED: free from here on; a fold came first.
        Memory::store_release(slot().claim, generation << 8);
    }

    [[nodiscard]] std::uint32_t index() const { return index_; }
    [[nodiscard]] SharedSlot& slot() const { return ring_.slots[index_]; }

private:
    [[nodiscard]] std::uint32_t used() const {
        return std::min(Memory::load(ring_.readers->slots_used), ring_.slot_count);
    }

    // A broken peer's cursor must not make us skip what it never saw. Not `published`: a writer
    // killed after a commit leaves it behind what readers have consumed.
    [[nodiscard]] bool is_possible(const CursorValue& cursor) const {
        return cursor.position <= committed_end<Memory>(ring_);
    }

    static bool has_name(const SharedSlot& slot, std::string_view name) {
        char copy[sizeof slot.name];
        Memory::copy_out(reinterpret_cast<std::byte*>(copy),
                         reinterpret_cast<const std::byte*>(slot.name), sizeof copy);
        const auto* end = std::find(copy, copy + sizeof copy, '\0');
        return std::string_view(copy, static_cast<std::size_t>(end - copy)) == name;
    }

    const RingView& ring_;
    typename Memory::Locks& locks_;
    std::uint32_t index_ = 0;
};

// The joiner's half of the handshake with Room: stores `cursor`, and moves it up until the writer
// must have seen it. A resumed cursor counts what it loses by that, in the same store, so that a
// kill in between neither forgets the loss nor counts it twice; a fresh one has lost nothing yet.
// False if the ring is damaged.
template <class Memory>
bool join(const RingView& ring, SharedCursor& shared, CursorValue& cursor, bool resumed) {
    const CursorDetails before = cursor.details;
    for (;;) {
        store_cursor<Memory>(shared, cursor);
        // fence JOIN: our cursor comes before our look at `oldest`.
        if constexpr (Memory::keeps(Guard::kJoinFence)) Memory::fence_full();
        // acquire OLDEST: frames from it on are whole.
        const std::uint64_t oldest = Memory::load_acquire(ring.data->oldest);
        if (oldest <= cursor.position || !Memory::keeps(Guard::kJoinMoveUp)) return true;
        const auto start = oldest_start<Memory>(ring);
        if (!start || start->position <= cursor.position) return false;
        cursor.position = start->position;
        if (!resumed) {
            cursor.details.sequence = start->sequence;
        } else if (start->sequence > before.sequence) {
            cursor.details.sequence = start->sequence;
            cursor.details.overrun = before.overrun + (start->sequence - before.sequence);
        }
    }
}

}  // namespace ringpipe::core
