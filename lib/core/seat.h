// Seat: how writers come and go so that readers can tell ended from died, exactly.
//
// Writers hold the kernel lock on the seat's byte, and each a writer entry with a word of its own:
// a counter, odd while the writer is open. In this order: seat, odd, publish, even, seat given up,
// wake. So once nobody is on the seat, an odd word is a death. An entry is reused whatever its
// word says; who finds it odd first adds to `deaths`, so that the death is not forgotten.
//
// A writer that finds the seat empty takes it exclusively for a moment: nobody else is open then,
// and it starts a new session by making all words even and `deaths` 0, its own word first odd.
//
// A reader copies the words and `deaths`, asks the kernel about the seat, looks at the data, and
// compares the words with its copy. If anything changed or there was data it starts over: a writer
// came or went in between.
//
//   word          stored by            loaded by         sync point
//   entry.word    the entry's writer   readers           OPENED  closed words follow the last frame
//   deaths        who claims an entry  readers           DEATHS
//   entries_used  writers              readers, writers  ENTRIES
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/guard.h"
#include "core/view.h"

namespace ringpipe::core {

template <class Memory>
class Seat {
public:
    Seat(const RingView& ring, typename Memory::Locks& locks) : ring_(ring), locks_(locks) {}

    enum class Answer { kTaken, kBusy };

    // Does not wait; kBusy may be over in a moment, while another writer opens a session.
    Answer take(bool exclusive) {
        const bool first = locks_.try_exclusive(kSeatByte);
        if (!first && (exclusive || !locks_.try_shared(kSeatByte))) return Answer::kBusy;
        if (!claim_entry(first)) {
            locks_.release(kSeatByte);
            return Answer::kBusy;
        }
        if (first) {
            begin_session();
            if (!exclusive) locks_.try_shared(kSeatByte);
        }
        return Answer::kTaken;
    }

    // The caller wakes readers afterwards: they must find the seat empty.
    void give() {
        if constexpr (!Memory::keeps(Guard::kEvenBeforeSeat)) locks_.release(kSeatByte);
        // release OPENED: every frame that we published.
        Memory::store_release(ring_.entries[entry_].word, word_ + 1);
        locks_.release(kEntryBytes + entry_);
        if constexpr (Memory::keeps(Guard::kEvenBeforeSeat)) locks_.release(kSeatByte);
        mark_clean();
    }

    [[nodiscard]] std::uint32_t entry() const { return entry_; }
    [[nodiscard]] bool began_session() const { return began_session_; }

private:
    bool claim_entry(bool first) {
        for (std::uint32_t i = 0; i < ring_.entry_count; ++i) {
            if (!locks_.try_exclusive(kEntryBytes + i)) continue;
            entry_ = i;
            // relaxed: only its owner stores it, and that is now us.
            word_ = Memory::load(ring_.entries[i].word);
            if (i >= Memory::load(ring_.data->entries_used)) raise_used(i + 1);
            if ((word_ & 1) != 0 && !first && Memory::keeps(Guard::kCountDeaths)) {
                // release DEATHS: before the odd word that proves this death is changed.
                Memory::add(ring_.data->deaths, std::uint64_t{1});
            }
            word_ += (word_ & 1) != 0 ? 2 : 1;
            // release OPENED: `deaths` and `entries_used` are up to date.
            Memory::store_release(ring_.entries[i].word, word_);
            return true;
        }
        return false;
    }

    void raise_used(std::uint32_t wanted) {
        std::uint32_t used = Memory::load(ring_.data->entries_used);
        // release ENTRIES: a reader that misses the higher count compares again after its probe.
        while (used < wanted && !Memory::compare_swap(ring_.data->entries_used, used, wanted)) {
            used = Memory::load(ring_.data->entries_used);
        }
    }

    // With the seat exclusively ours, every other odd word is of a dead writer.
    void begin_session() {
        began_session_ = true;
        const std::uint32_t used =
            std::min(Memory::load(ring_.data->entries_used), ring_.entry_count);
        for (std::uint32_t i = 0; i < used; ++i) {
            const std::uint64_t word = Memory::load(ring_.entries[i].word);
            if (i == entry_ || (word & 1) == 0) continue;
            // release OPENED: it published nothing more.
            Memory::store_release(ring_.entries[i].word, word + 1);
        }
        // relaxed: read by people and by the next boot, never for an ordering.
        Memory::store(ring_.data->clean, std::uint64_t{0});
        Memory::store(ring_.data->blocked_since_ns, std::uint64_t{0});
        // release DEATHS: the words above.
        Memory::store_release(ring_.data->deaths, std::uint64_t{0});
    }

    // The last to leave says so, if nobody died. The seat is taken for a moment so that no new
    // session begins meanwhile; readers are woken after it.
    void mark_clean() {
        if (!locks_.try_exclusive(kSeatByte)) return;
        bool in_order = Memory::load(ring_.data->deaths) == 0;
        const std::uint32_t used =
            std::min(Memory::load(ring_.data->entries_used), ring_.entry_count);
        for (std::uint32_t i = 0; i < used; ++i) {
            if ((Memory::load(ring_.entries[i].word) & 1) != 0) in_order = false;
        }
        if (in_order) Memory::store(ring_.data->clean, std::uint64_t{1});
        locks_.release(kSeatByte);
    }

    const RingView& ring_;
    typename Memory::Locks& locks_;
    std::uint32_t entry_ = 0;
    std::uint64_t word_ = 0;
    bool began_session_ = false;
};

enum class Verdict {
    kOpen,   // a writer is on the seat
    kAgain,  // something moved while we looked
    kNever,  // no writer was ever here
    kEnded,
    kDied,
};

// What a reader may conclude when it finds nothing. `has_data` looks once more at its cursor. Who
// may not ask the kernel about the seat takes an odd word for a writer that is open: it is told of
// ends, and never of a death.
template <class Memory, class HasData>
Verdict judge_end(const RingView& ring, const typename Memory::Locks& locks,
                  std::vector<std::uint64_t>& words, HasData has_data) {
    // acquire DEATHS: the session that they belong to.
    const std::uint64_t deaths = Memory::load_acquire(ring.data->deaths);
    // acquire ENTRIES: entries below it.
    const std::uint32_t used =
        std::min(Memory::load_acquire(ring.data->entries_used), ring.entry_count);
    words.resize(used);
    // acquire OPENED: an even word here means that its writer's last frame can be seen.
    for (std::uint32_t i = 0; i < used; ++i) words[i] = Memory::load_acquire(ring.entries[i].word);

    if constexpr (!Memory::keeps(Guard::kLookAfterProbe)) {
        if (has_data()) return Verdict::kAgain;
    }
    bool odd = false;
    bool any = false;
    for (const std::uint64_t word : words) {
        odd = odd || (word & 1) != 0;
        any = any || word != 0;
    }
    if (ring.sees_readers() ? locks.is_held(kSeatByte) : odd) return Verdict::kOpen;
    // fence COPIED: the words were copied before the probe, and what follows is loaded after it.
    Memory::fence_full();
    if constexpr (Memory::keeps(Guard::kLookAfterProbe)) {
        if (has_data()) return Verdict::kAgain;
    }

    if constexpr (Memory::keeps(Guard::kCompareWords)) {
        for (std::uint32_t i = 0; i < used; ++i) {
            // relaxed: after the fence; equal words mean that nobody came or went.
            if (Memory::load(ring.entries[i].word) != words[i]) return Verdict::kAgain;
        }
        if (Memory::load(ring.data->deaths) != deaths) return Verdict::kAgain;
        if (std::min(Memory::load(ring.data->entries_used), ring.entry_count) != used) {
            return Verdict::kAgain;
        }
    }
    if (!any) return Verdict::kNever;
    const bool died = odd || (deaths != 0 && ring.sees_readers());
    return died ? Verdict::kDied : Verdict::kEnded;
}

}  // namespace ringpipe::core
