// Room: how far a writer may store, and the moving of `oldest` that makes more of it.
//
// Bytes in [oldest, published) are whole. To reuse old ones the writer announces a higher `oldest`
// first, then passes a full fence, then looks at all slots a second time. A joining reader does the
// reverse: it stores its cursor, passes a full fence and then looks at `oldest`. Whoever comes
// second sees the other: the writer finds the new cursor, also below its new `oldest`, and stays
// clear of it, or the joiner finds the new `oldest` and moves up. So a limit computed as
// min(oldest, lowest cursor) + capacity stays valid however many readers join later.
//
// The fence is needed for readers that can be overrun, too: copies of large records may use stores
// that pass an ordinary one, and would be seen before the `oldest` that warns of them.
//
// With no holder at all, what nobody has consumed is kept: the limit is the furthest point that any
// holder, dead ones included, has reached. A slot is read before `consumed`, because who reuses a
// slot folds the old cursor into `consumed` first.
//
//   word               stored by          loaded by          sync point
//   oldest             writers            readers, writers   OLDEST   frames from it on are whole
//   slot.claim         readers            writers            CLAIMED  role and generation
//   slot.cursor.word   the slot's owner   writers            CURSOR   bytes below may be reused
//
// `oldest` is stored only by the exclusive writer, or by the shared one that holds the lock word.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/cursor.h"
#include "core/frame.h"
#include "core/guard.h"
#include "core/milestones.h"
#include "core/view.h"

namespace ringpipe::core {

template <class Memory>
class Room {
public:
    enum class Answer { kRoom, kFull, kDamaged };

    struct Holders {
        std::uint64_t lowest = UINT64_MAX;  // cursor of the slowest live holder
        std::uint64_t furthest = 0;         // that any holder, dead or alive, has consumed
        std::uint32_t slowest_slot = 0;

        [[nodiscard]] bool any() const { return lowest != UINT64_MAX; }
        // What a writer must not pass.
        [[nodiscard]] std::uint64_t bound() const { return any() ? lowest : furthest; }
    };

    explicit Room(const RingView& ring)
        : ring_(ring), milestones_(ring.capacity, ring.step()), dead_claims_(ring.slot_count, 0) {}

    // Whether [end, end + need) may be stored to, making room if it has to. `end` is where the
    // caller itself walked to. With `overrun` nobody holds it back.
    Answer make(std::uint64_t end, std::uint64_t need, bool overrun) {
        if (end + need <= limit_) return Answer::kRoom;
        // relaxed: stored by us, or by a writer whose lock word or seat we took over.
        std::uint64_t oldest = Memory::load(ring_.data->oldest);
        if (oldest % kFrameAlign != 0 || oldest > end || end - oldest > ring_.capacity) {
            return Answer::kDamaged;
        }
        const bool hold = ring_.holds_by_policy() && !overrun;

        const std::uint64_t bound = hold ? bound_for(look(end), end, oldest) : end;
        const std::uint64_t least = end + need > ring_.capacity ? end + need - ring_.capacity : 0;
        // Not a byte further than needed while another writer's `oldest` leaves room enough.
        std::uint64_t goal = least > oldest ? std::max(least, oldest + ring_.step()) : oldest;
        bool moved = false;
        if (const std::uint64_t ours = milestones_.after(goal);
            oldest < goal && ours != 0 && ours <= bound) {
            goal = oldest = ours;
            moved = true;
        }
        while (oldest < goal) {
            // relaxed: frames below `end` were committed before we walked there.
            const std::uint64_t size = checked_size(Memory::load(ring_.header(oldest).word), ring_);
            if (oldest >= bound) break;
            if (size == 0) return Answer::kDamaged;
            if (oldest + stride_of(size) > bound) break;
            oldest += stride_of(size);
            moved = true;
        }
        if constexpr (!Memory::keeps(Guard::kAnnounceFirst)) {
            unannounced_ = oldest;
            limit_ = oldest + ring_.capacity;
            return end + need <= limit_ ? Answer::kRoom : Answer::kFull;
        }
        // release OLDEST: frames from here on are whole; what is below may go at any moment.
        if (moved) Memory::store_release(ring_.data->oldest, oldest);
        // fence JOIN: `oldest` comes before our look at the slots, and before any store below it
        // (fence OVERRUN of the readers).
        if constexpr (Memory::keeps(Guard::kRoomFence)) Memory::fence_full();

        std::uint64_t limit = oldest;
        if constexpr (Memory::keeps(Guard::kSecondLook)) {
            if (hold) {
                const Holders holders = look(end, oldest);
                limit = Memory::keeps(Guard::kLimitByOldest) ? std::min(oldest, holders.lowest)
                        : holders.any()                      ? holders.lowest
                                                             : oldest;
            }
        }
        limit_ = std::max(limit_, limit + ring_.capacity);
        return end + need <= limit_ ? Answer::kRoom : Answer::kFull;
    }

    // Tests without kAnnounceFirst store `oldest` only here, after the frame.
    void announce_late() {
        if constexpr (!Memory::keeps(Guard::kAnnounceFirst)) {
            // release OLDEST: too late.
            if (unannounced_ != 0) Memory::store_release(ring_.data->oldest, unannounced_);
        }
    }

    // A frame that we stored begins there.
    void note_frame(std::uint64_t position) { milestones_.note(position); }

    // Bytes below it may be stored to, without asking again.
    [[nodiscard]] std::uint64_t limit() const { return limit_; }

    // One look at all slots, for a writer that stands at `end`.
    Holders look(std::uint64_t end, std::uint64_t not_below = 0) const {
        Holders holders;
        std::uint64_t consumed_first = 0;
        if constexpr (!Memory::keeps(Guard::kConsumedLast)) {
            consumed_first = position_of(Memory::load(ring_.readers->consumed.word));
        }
        // relaxed: raised before the new slot's cursor is stored, which the joiner's fence orders.
        const std::uint32_t used =
            std::min(Memory::load(ring_.readers->holders_used), ring_.slot_count);
        for (std::uint32_t i = 0; i < used; ++i) {
            const SharedSlot& slot = ring_.slots[i];
            std::uint64_t claim = 0;
            std::uint64_t cursor = 0;
            bool settled = false;
            for (int attempt = 0; attempt < kAttempts && !settled; ++attempt) {
                // acquire CLAIMED: a cursor read now is this generation's, or a later one's.
                claim = Memory::load_acquire(slot.claim);
                // acquire CURSOR: the reader has finished with every byte below it.
                cursor = position_of(Memory::load_acquire(slot.cursor.word));
                // relaxed: after the acquire. Unchanged means that no observer, whose cursor
                // consumes nothing, has taken the slot in between.
                settled = !Memory::keeps(Guard::kClaimAgain) || Memory::load(slot.claim) == claim;
            }
            if ((claim & kSlotHolding) == 0) continue;
            if (cursor > end) continue;  // not one that we can have given room for: a broken peer
            if (settled) {
                holders.furthest = std::max(holders.furthest, cursor);
                if (claim == dead_claims_[i]) continue;
            }
            if (cursor + ring_.capacity < end + sizeof(FrameHeader)) continue;  // overrun already
            if constexpr (!Memory::keeps(Guard::kCountBelowOldest)) {
                if (cursor < not_below) continue;
            }
            if (cursor < holders.lowest) {
                holders.lowest = cursor;
                holders.slowest_slot = i;
            }
        }
        static_cast<void>(not_below);
        // acquire CURSOR: what was folded in from slots that we have just found reused.
        std::uint64_t consumed = position_of(Memory::load_acquire(ring_.readers->consumed.word));
        if constexpr (!Memory::keeps(Guard::kConsumedLast)) consumed = consumed_first;
        if (consumed <= end) holders.furthest = std::max(holders.furthest, consumed);
        if constexpr (!Memory::keeps(Guard::kKeepUnread)) holders.furthest = end;
        return holders;
    }

    // Asks the kernel about the holders that keep a writer at `end` from `need` bytes more. True
    // if one turned out to be dead. System calls: never while the lock word is held.
    bool find_dead(std::uint64_t end, std::uint64_t need, const typename Memory::Locks& locks) {
        bool found = false;
        const std::uint32_t used =
            std::min(Memory::load(ring_.readers->holders_used), ring_.slot_count);
        for (std::uint32_t i = 0; i < used; ++i) {
            const SharedSlot& slot = ring_.slots[i];
            bool held_early = true;
            if constexpr (!Memory::keeps(Guard::kGenerationFirst)) {
                held_early = locks.is_held(kSlotBytes + i);
            }
            // acquire CLAIMED: the generation that the probe below is about, or an earlier one.
            const std::uint64_t claim = Memory::load_acquire(slot.claim);
            if ((claim & kSlotHolding) == 0 || (claim & kSlotKept) != 0) continue;
            if (claim == dead_claims_[i]) continue;
            // relaxed: only to leave alone whoever is not in the way.
            const std::uint64_t cursor = position_of(Memory::load(slot.cursor.word));
            if (cursor > end || cursor + ring_.capacity >= end + need) continue;
            const bool held =
                Memory::keeps(Guard::kGenerationFirst) ? locks.is_held(kSlotBytes + i) : held_early;
            if (held) continue;
            dead_claims_[i] = claim;
            found = true;
        }
        return found;
    }

private:
    // Once block:DUR has overrun what nobody consumed, there is nothing left to keep.
    std::uint64_t bound_for(const Holders& holders, std::uint64_t end, std::uint64_t oldest) const {
        const bool nothing_kept =
            ring_.block_ns != 0 && !holders.any() && holders.furthest < oldest;
        return nothing_kept ? end : std::min(holders.bound(), end);
    }

    static constexpr int kAttempts = 100;  // to find a slot whose claim does not change

    const RingView& ring_;
    Milestones milestones_;
    std::uint64_t limit_ = 0;                 // bytes below it may be stored to
    std::uint64_t unannounced_ = 0;           // see announce_late()
    std::vector<std::uint64_t> dead_claims_;  // the claim under which a slot's owner was found dead
};

}  // namespace ringpipe::core
