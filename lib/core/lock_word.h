// LockWord: one shared writer at a time stores into the ring; a dead one is succeeded, not waited
// for.
//
// The word holds the owner's id, and the owner holds the kernel lock on the byte of that number.
// Ids come from a counter that is only added to, so that a waiter which saw a dead owner's id can
// never take the word from a living one that looks the same. Nothing is repaired here: the new
// owner walks from `published` to the sealed header, as it does each time (WriterCore).
//
//   word     stored by        loaded by        sync point
//   lock     shared writers   shared writers   WRITER_DONE  the frames and words of the last owner
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/bell.h"
#include "core/guard.h"
#include "core/view.h"

namespace ringpipe::core {

template <class Memory>
class LockWord {
public:
    enum class Answer { kTaken, kTimeout, kInterrupted };

    LockWord(const RingView& ring, typename Memory::Locks& locks) : ring_(ring), locks_(locks) {}

    // Gets an id and locks its byte, before the id is shown to anybody.
    bool attach() {
        for (int attempt = 0; attempt < 16; ++attempt) {
            if constexpr (Memory::keeps(Guard::kUniqueOwner)) {
                // count: ids are never given out twice.
                id_ = Memory::add(ring_.data->next_owner, std::uint64_t{1}) + 1;
            } else {
                id_ = static_cast<std::uint64_t>(attempt) + 1;
            }
            if (id_ < kIds && locks_.try_exclusive(kOwnerBytes + id_)) return true;
        }
        return false;
    }
    void detach() { locks_.release(kOwnerBytes + id_); }

    Answer take(const Patience& patience) {
        for (std::uint32_t spins = 0; spins < kSpins; ++spins) {
            if (try_take()) return Answer::kTaken;
            Memory::pause();
        }
        const std::uint64_t start_ns = Memory::monotonic_ns();
        for (;;) {
            if (try_take() || succeed_dead()) return Answer::kTaken;
            if (patience.interrupted()) return Answer::kInterrupted;
            const std::uint64_t now_ns = Memory::monotonic_ns();
            if (!patience.deadline.is_never() && now_ns >= patience.deadline.at_ns()) {
                return Answer::kTimeout;
            }
            // A share of what was waited so far: short behind a busy owner, idle behind a
            // stopped one.
            const std::uint64_t nap_ns = std::max(kFirstNapNs, (now_ns - start_ns) / 4);
            Memory::nap(std::min(nap_ns, slice_ns(start_ns, now_ns, patience.deadline)));
        }
    }

    void give() {
        // release WRITER_DONE: our frames, `published`, `oldest` and the counters.
        Memory::store_release(ring_.data->lock, std::uint64_t{0});
    }

private:
    static constexpr std::uint64_t kIds = 1ull << 61;  // bytes of a file end at 2^63
    static constexpr std::uint32_t kSpins = 100;
    static constexpr std::uint64_t kFirstNapNs = 20'000;

    bool try_take() {
        // relaxed: a hint; the swap decides.
        if (Memory::load(ring_.data->lock) != 0) return false;
        // acquire WRITER_DONE: all that the last owner stored.
        return Memory::compare_swap(ring_.data->lock, std::uint64_t{0}, id_);
    }

    bool succeed_dead() {
        const std::uint64_t owner = Memory::load(ring_.data->lock);
        if (owner == 0 || (owner < kIds && locks_.is_held(kOwnerBytes + owner))) return false;
        // acquire WRITER_DONE: the dead owner's stores; the kernel freed its lock after them.
        return Memory::compare_swap(ring_.data->lock, owner, id_);
    }

    const RingView& ring_;
    typename Memory::Locks& locks_;
    std::uint64_t id_ = 0;
};

}  // namespace ringpipe::core
