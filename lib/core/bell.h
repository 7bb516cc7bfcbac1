// Sleeping and waking between writers and readers, without a system call while both are busy.
//
// Each file has a `bell` and an `answer`. Who is about to sleep reads the other side's `answer`,
// rings the bell in its own file, and looks once more; then it sleeps while `answer` is unchanged.
// Who has something to tell stores it, and looks whether the bell was rung since it last woke
// anybody: if so it changes `answer` and wakes all. With a full fence on each side, either the
// sleeper sees the news in its last look or the waker sees the bell.
//
//   word             stored by   loaded by   sync point
//   data.bell        writers     readers     ROOM_WANTED  `needed` says from which cursor on
//   readers.bell     readers     writers     (a count; ordered by the fences)
//   data.answer      writers     readers     (a count; ordered by the fences and the futex)
//   readers.answer   readers     writers     likewise
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

// How long the next sleep of a wait that began at `since_ns` may be.
inline std::uint64_t slice_ns(std::uint64_t since_ns, std::uint64_t now_ns, Deadline deadline) {
    constexpr std::uint64_t kYoungNs = 1'000'000'000;
    const std::uint64_t slice = now_ns - since_ns < kYoungNs ? 25'000'000 : 200'000'000;
    if (deadline.is_never()) return slice;
    return deadline.at_ns() <= now_ns ? 0 : std::min(slice, deadline.at_ns() - now_ns);
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

    // After what there is to tell was stored. `answer` is our side's.
    void tell(const std::uint32_t& bell, std::uint32_t& answer) {
        // fence SLEEP: what we stored comes before our look at the bell.
        if constexpr (Memory::keeps(Guard::kWakerFence)) Memory::fence_full();
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
};

// Short busy waits before a sleep. Long ones where they pay off, or would have: where what was
// waited for came so soon that spinning is cheaper than being woken (13 to 45 us between
// processors). Hardly any elsewhere: somebody else may need the processor to bring it.
class Spin {
public:
    [[nodiscard]] std::uint32_t budget() const { return budget_; }
    void paid_off() { budget_ = std::min(budget_ * 2, kMost); }
    void did_not() { budget_ = std::max(budget_ / 2, kLeast); }
    void would_have(std::uint64_t waited_ns) {
        if (waited_ns < kShortNs) budget_ = kMost;
    }

private:
    static constexpr std::uint64_t kShortNs = 50'000;
    static constexpr std::uint32_t kLeast = 16;
    static constexpr std::uint32_t kMost = 2048;  // pauses: some 30 us
    std::uint32_t budget_ = 256;
};

}  // namespace ringpipe::core
