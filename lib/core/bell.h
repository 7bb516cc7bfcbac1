// Sleeping and waking between writers and readers, without a system call while both are busy.
//
// Each file has a `bell` and an `answer`. Who is about to sleep reads the other side's `answer`,
// rings the bell in its own file, and looks once more; then it sleeps while `answer` is unchanged.
// Who has something to tell stores it, and looks whether the bell was rung since it last woke
// anybody: if so it changes `answer` and wakes all. With a full fence on each side, either the
// sleeper sees the news in its last look or the waker sees the bell.
//
// Writers have something to tell with every publication, and a fence there waits until the whole
// record has left the processor's store buffer. So where the kernel can (membarrier), a writer
// accepts barriers and passes no fence, and the reader, which is about to sleep anyway, raises one
// in all writers that run: whatever these stored before it is seen in the last look, and whoever
// publishes after it sees the bell. A reader that cannot raise one (a seccomp filter of its own)
// is told so and sleeps in short slices. Writers that cannot accept them pass the fence.
//
//   word             stored by   loaded by   sync point
//   data.bell        writers     readers     ROOM_WANTED  `needed` says from which cursor on
//   readers.bell     readers     writers     (a count; ordered by the fences)
//   data.answer      writers     readers     (a count; ordered by the fences and the futex)
//   readers.answer   readers     writers     likewise
//
// An observer that may not store to `readers` rings no bell. It sleeps on `answer`, too, so that it
// wakes when somebody else is woken, but in slices of 1 to 100 ms.
//
// A waker that is killed before it wakes is made good by the next attach, leave or close (each
// wakes once) and by the slices in which everybody sleeps: 25 ms in the first second of a wait,
// then 200 ms. After each slice the sleeper looks at everything again.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>

#include "core/guard.h"
#include "ringpipe/deadline.h"
#include "ringpipe/format.h"

namespace ringpipe::core {

// What ends a wait besides what it waits for.
struct Patience {
    Deadline deadline = Deadline::never();
    const std::atomic<int>* interrupt = nullptr;

    [[nodiscard]] bool interrupted() const {
        // relaxed: a flag; whoever set it sent the signal that woke us.
        return interrupt != nullptr && interrupt->load(std::memory_order_relaxed) != 0;
    }
};

// What a reader makes of silence; see ReaderOptions.
struct Waiting {
    bool follow = false;
    bool wait_for_writer = false;
    bool spin = false;  // never sleeps
    bool nap = false;   // see core/doze.h
};

// Whether a sleeper is woken by what it waits for.
enum class Woken {
    kSurely,
    kPerhaps,  // a writer may be publishing just now without having seen the bell
    kHardly,   // who may ring no bell: only if others are woken
};

// How long the next sleep of a wait that began at `since_ns` may be. Whom nobody wakes looks more
// and more seldom.
inline std::uint64_t slice_ns(std::uint64_t since_ns, std::uint64_t now_ns, Deadline deadline,
                              Woken woken = Woken::kSurely) {
    constexpr std::uint64_t kYoungNs = 1'000'000'000;
    constexpr std::uint64_t kShortestNs = 1'000'000;
    constexpr std::uint64_t kLongestNs = 100'000'000;
    const std::uint64_t whole = now_ns - since_ns < kYoungNs ? 25'000'000 : 200'000'000;
    const std::uint64_t slice = woken == Woken::kSurely ? whole
                                : woken == Woken::kPerhaps
                                    ? whole / 10
                                    : std::clamp((now_ns - since_ns) / 4, kShortestNs, kLongestNs);
    if (deadline.is_never()) return slice;
    return deadline.at_ns() <= now_ns ? 0 : std::min(slice, deadline.at_ns() - now_ns);
}

// A reader's ring, and the barrier before its last look. Perhaps if there may be writers that it
// reached none in, so that it may sleep through what one of them is just publishing.
template <class Memory>
Woken ring_before_look(ReadersHeader* readers) {
    if (readers == nullptr) return Woken::kHardly;
    // count: who compares it has passed its own fence, or the one below.
    Memory::add(readers->bell, 1u);
    if constexpr (!Memory::keeps(Guard::kSleeperFence)) return Woken::kSurely;
    if constexpr (Memory::keeps(Guard::kBarrier)) {
        // fence SLEEP: the bell comes before our last look, also for writers without a fence.
        return Memory::barrier_everywhere() ? Woken::kSurely : Woken::kPerhaps;
    }
    // fence SLEEP: the same for writers with one.
    Memory::fence_full();
    return Woken::kSurely;
}

// One side's memory of the other's bell.
template <class Memory>
class Waker {
public:
    // Whether somebody has rung since we last woke anybody. `bell` is the other side's.
    [[nodiscard]] bool rung(const std::uint32_t& bell) const {
        // relaxed: the caller's full fence orders it after what it has just stored.
        return static_cast<std::int64_t>(Memory::load(bell)) != seen_;
    }

    // From now on sleepers raise a barrier in us, if they can. False if nobody can.
    bool accept_barriers() { return barriers_ = Memory::accept_barriers(); }

    // After what there is to tell was stored. `answer` is our side's.
    void tell(const std::uint32_t& bell, std::uint32_t& answer) {
        if (barriers_) {
            // fence SLEEP: what we stored comes before our look at the bell, for who raises a
            // barrier in us.
            Memory::fence_light();
        } else if constexpr (Memory::keeps(Guard::kWakerFence)) {
            // fence SLEEP: the same for everybody.
            Memory::fence_full();
        }
        if constexpr (!Memory::keeps(Guard::kSeenUnknown)) {
            if (seen_ == kUnknown) seen_ = Memory::load(bell);
        }
        const std::uint32_t rings = Memory::load(bell);
        if (static_cast<std::int64_t>(rings) == seen_) return;
        seen_ = rings;
        wake(answer);
    }

    // The same for whom a sleeper told what it needs: not woken while `cursor` has not reached it.
    void tell_from(std::uint64_t cursor, const std::uint32_t& bell, const std::uint64_t& needed,
                   std::uint32_t& answer) {
        // fence SLEEP: our cursor comes before our look at the bell.
        if constexpr (Memory::keeps(Guard::kWakerFence)) Memory::fence_full();
        // acquire ROOM_WANTED: `needed` is the one that belongs to this ring or a later one.
        const std::uint32_t rings = Memory::load_acquire(bell);
        if (static_cast<std::int64_t>(rings) == seen_) return;
        if constexpr (!Memory::keeps(Guard::kSeenOnWake)) seen_ = rings;
        if (cursor < Memory::load(needed)) return;
        seen_ = rings;
        wake(answer);
    }

    static void wake(std::uint32_t& answer) {
        // count: a sleeper compares it; the futex orders the rest.
        Memory::add(answer, 1u);
        Memory::wake(answer);
    }

private:
    static constexpr std::int64_t kUnknown = -1;
    std::int64_t seen_ = kUnknown;  // no 32-bit count equals it
    bool barriers_ = false;
};

}  // namespace ringpipe::core
