// LockWord: one shared writer at a time stores into the ring; a dead one is succeeded, not waited
// for, and one that is alone keeps the word.
//
// The word holds the owner's id, and the owner holds the kernel lock on the byte of that number.
// Ids come from a counter that is only added to, so that a waiter which saw a dead owner's id can
// never take the word from a living one that looks the same. Nothing is repaired here: the new
// owner walks from `published` to the sealed header, as it does each time (WriterCore).
//
// To take and give the word by read-modify-writes costs as much as a small publication: each waits
// until the last one has left the store buffer. So a writer that finds, time after time, that
// nobody has stored since it last did gives the word as kept by itself. Then it is the keeper. It
// stores its id in `storing` of its writer entry, looks whether the word is still as it gave it,
// publishes, and stores 0 there: no fence, and no walk, since nobody can have stored in between.
// Whoever wants the word takes it from the keeper by compare-and-swap, raises a barrier (see
// core/bell.h), and looks at the keeper's `storing`. The barrier comes before the keeper's look,
// which then finds the word taken, or after it, and so after its id was stored where the new owner
// now looks. The new owner waits until the keeper has finished or is dead; for who comes instead of
// it, should it be killed or give up before, the word names the keeper's entry, too. A keeper that
// has lost the word is a waiter like any other. For some milliseconds it is left alone while it
// seems to store: if it has lost the processor meanwhile, the word would only lie idle when it goes
// on.
//
//   kept by X   -> owned by Y after X       Y takes it, and waits until X does not store
//   owned (after X) -> free, or kept by Y   Y gives it, and X is forgotten
//   owned after X   -> free after X         Y waited in vain for as long as it was to
//   owned (after X) -> owned (after X)      Y is dead, its successor begins where Y did
//   free (after X)  -> owned (after X)
//
//   word            stored by        loaded by        sync point
//   lock            shared writers   shared writers   WRITER_DONE  the frames and words of the last
//   entry.storing   the keeper       who takes the    KEEPER_DONE  those of the keeper
//                                    word from it
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/bell.h"
#include "core/guard.h"
#include "core/view.h"
#include "ringpipe/writer.h"

namespace ringpipe::core {

template <class Memory>
class LockWord {
public:
    LockWord(const RingView& ring, typename Memory::Locks& locks) : ring_(ring), locks_(locks) {}

    // Gets an id and locks its byte, before the id is shown to anybody. `entry` is our writer
    // entry; without `barriers`, which others raise in us, we cannot be a keeper.
    bool attach(std::uint32_t entry, bool barriers) {
        for (int attempt = 0; attempt < 16; ++attempt) {
            if constexpr (Memory::keeps(Guard::kUniqueOwner)) {
                // count: ids are never given out twice.
                id_ = Memory::add(ring_.data->next_owner, std::uint64_t{1}) + 1;
            } else {
                id_ = static_cast<std::uint64_t>(attempt) + 1;
            }
            if (id_ > kLockOwner || !locks_.try_exclusive(kOwnerBytes + id_)) continue;
            entry_ = entry;
            kept_word_ = kLockKept | (entry + 1) * kLockKeeperUnit | id_;
            may_keep_ = barriers && ring_.may_keep_lock;
            return true;
        }
        return false;
    }
    void detach() {
        // release WRITER_DONE: who finds it free, and not kept, need not ask about us.
        if (keeping_) Memory::compare_swap(ring_.data->lock, kept_word_, std::uint64_t{0});
        keeping_ = false;
        locks_.release(kOwnerBytes + id_);
    }

    // As the keeper. True if nobody else has stored since we last had it.
    [[gnu::always_inline]] bool retake() {
        if (!keeping_) return false;
        if constexpr (!Memory::keeps(Guard::kStoringFirst)) {
            if (Memory::load(ring_.data->lock) != kept_word_) return lose();
        }
        std::uint64_t& storing = ring_.entries[entry_].storing;
        // relaxed: seen by who raises a barrier in us from here on.
        Memory::store(storing, id_);
        // fence KEEP: that we store comes before our look at the word.
        Memory::fence_light();
        // acquire WRITER_DONE: our own stores; and nothing of what follows is done before.
        if (Memory::keeps(Guard::kStoringFirst) &&
            Memory::load_acquire(ring_.data->lock) != kept_word_) {
            return lose();
        }
        ++alone_;
        return true;
    }

    // After retake() was of no avail. kPublished: it is ours; kTimeout, kInterrupted: it is not.
    Push take(const Patience& patience) {
        const auto take_late = [this](std::uint64_t waited_ns) {
            return succeed_dead() || (waited_ns >= Memory::kLeaveKeeperNs && take_kept());
        };
        const Push answer = wait_until([this] { return try_take(); }, take_late, patience);
        if (answer != Push::kPublished || keeper_ == 0) return answer;
        const Push finished = await_keeper(patience);
        if (finished != Push::kPublished) {
            const std::uint64_t keeper =
                Memory::keeps(Guard::kRememberKeeper) ? keeper_ * kLockKeeperUnit : 0;
            // release WRITER_DONE: what a dead owner before us stored.
            Memory::store_release(ring_.data->lock, keeper);
        }
        return finished;
    }

    // `alone`: when we took it, all was as we had left it.
    void give(bool alone) {
        if (keeping_) return stop_storing();
        alone_ = alone ? alone_ + 1 : 0;
        keeping_ = may_keep_ && alone_ >= patience_;
        // release WRITER_DONE: our frames, `published`, `oldest` and the counters.
        Memory::store_release(ring_.data->lock, keeping_ ? kept_word_ : std::uint64_t{0});
    }

private:
    static constexpr std::uint32_t kSpins = 100;
    static constexpr std::uint64_t kFirstNapNs = 20'000;
    // No store stays in a store buffer for a thousandth of that.
    static constexpr std::uint64_t kDrainNs = 10'000'000;
    static constexpr std::uint64_t kMostAloneToKeep = 1 << 16;
    // Publications as the keeper that are worth what it costs another writer to end them.
    static constexpr std::uint64_t kWorthwhile = 4096;

    // Until `now`, or one day `unless`, which may ask the kernel, is true.
    template <class Now, class Unless>
    static Push wait_until(Now now, Unless unless, const Patience& patience) {
        for (std::uint32_t spins = 0; spins < kSpins; ++spins) {
            if (now()) return Push::kPublished;
            Memory::pause();
        }
        const std::uint64_t start_ns = Memory::monotonic_ns();
        for (;;) {
            const std::uint64_t now_ns = Memory::monotonic_ns();
            if (now() || unless(now_ns - start_ns)) return Push::kPublished;
            if (patience.interrupted()) return Push::kInterrupted;
            if (!patience.deadline.is_never() && now_ns >= patience.deadline.at_ns()) {
                return Push::kTimeout;
            }
            // A share of what was waited so far: short behind a busy owner, idle behind a
            // stopped one.
            const std::uint64_t nap_ns = std::max(kFirstNapNs, (now_ns - start_ns) / 4);
            Memory::nap(std::min(nap_ns, slice_ns(start_ns, now_ns, patience.deadline)));
        }
    }

    bool try_take() {
        // relaxed: a hint; the swap decides.
        const std::uint64_t word = Memory::load(ring_.data->lock);
        if ((word & kLockOwner) != 0 && ((word & kLockKept) == 0 || is_busy(word))) return false;
        return swap_in(word, keeper_in(word));
    }

    // From a keeper that seems to store whenever we look.
    bool take_kept() {
        const std::uint64_t word = Memory::load(ring_.data->lock);
        return (word & kLockKept) != 0 && swap_in(word, keeper_in(word));
    }

    // Whether its keeper seems to be storing: it may have lost the processor, and to take the word
    // from it now would only keep it from going on.
    [[nodiscard]] bool is_busy(std::uint64_t word) const {
        const std::uint64_t keeper = keeper_in(word);
        // relaxed: a hint, too. An id other than the keeper's is of who had its entry before.
        return keeper != 0 &&
               Memory::load(ring_.entries[keeper - 1].storing) == (word & kLockOwner);
    }

    bool succeed_dead() {
        const std::uint64_t word = Memory::load(ring_.data->lock);
        const std::uint64_t owner = word & kLockOwner;
        if (owner == 0 || locks_.is_held(kOwnerBytes + owner)) return false;
        return swap_in(word, Memory::keeps(Guard::kRememberKeeper) ? keeper_in(word) : 0);
    }

    bool swap_in(std::uint64_t word, std::uint64_t keeper) {
        keeper_ = keeper;
        // acquire WRITER_DONE: all that the last owner stored; if it is dead, the kernel freed its
        // lock after that.
        return Memory::compare_swap(ring_.data->lock, word, keeper * kLockKeeperUnit | id_);
    }

    // 1 + its entry; 0 if there is none, or none that can be.
    [[nodiscard]] std::uint64_t keeper_in(std::uint64_t word) const {
        const std::uint64_t keeper = keeper_in_lock(word);
        return keeper <= ring_.entry_count ? keeper : 0;
    }

    // The word is ours, but its keeper may just be storing.
    Push await_keeper(const Patience& patience) {
        if constexpr (Memory::keeps(Guard::kKeeperBarrier)) {
            // fence KEEP: that the word is ours comes before our look at the keeper.
            const bool raised = Memory::barrier_everywhere();
            if (!raised && Memory::keeps(Guard::kDrain)) drain();
        }
        if constexpr (!Memory::keeps(Guard::kAwaitKeeper)) return Push::kPublished;
        const std::uint64_t& storing = ring_.entries[keeper_ - 1].storing;
        const auto is_idle = [&] {
            // acquire KEEPER_DONE: all that the keeper stored.
            return Memory::load_acquire(storing) == 0;
        };
        // If the entry is a new writer's by now, `storing` still tells who it was that died.
        const auto is_dead = [&](std::uint64_t) {
            const std::uint64_t owner = Memory::load(storing);
            return owner != 0 && Memory::keeps(Guard::kKeeperMayDie) &&
                   (owner > kLockOwner || !locks_.is_held(kOwnerBytes + owner));
        };
        return wait_until(is_idle, is_dead, patience);
    }

    // Signals may end a nap.
    static void drain() {
        const std::uint64_t start_ns = Memory::monotonic_ns();
        while (Memory::monotonic_ns() - start_ns < kDrainNs) Memory::nap(kDrainNs);
    }

    void stop_storing() {
        // release KEEPER_DONE: the same as if we gave the word.
        Memory::store_release(ring_.entries[entry_].storing, std::uint64_t{0});
    }

    // Somebody else wanted the word. To be the keeper for a moment again and again would cost them
    // more than it saves us.
    bool lose() {
        stop_storing();
        keeping_ = false;
        patience_ = alone_ - patience_ < kWorthwhile ? std::min(patience_ * 2, kMostAloneToKeep)
                                                     : Memory::kAloneToKeep;
        alone_ = 0;
        return false;
    }

    const RingView& ring_;
    typename Memory::Locks& locks_;
    std::uint64_t id_ = 0;
    std::uint64_t kept_word_ = 0;
    std::uint32_t entry_ = 0;
    bool may_keep_ = false;
    bool keeping_ = false;      // unless the word was taken from us meanwhile
    std::uint64_t keeper_ = 0;  // 1 + the entry of who kept the word when we took it
    std::uint64_t alone_ = 0;   // times that we had it, one after the other, and nobody else
    std::uint64_t patience_ = Memory::kAloneToKeep;  // before we keep it
};

}  // namespace ringpipe::core
