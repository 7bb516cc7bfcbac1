// Party: one of the processes (or threads) of a round, and what it hands back.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "ring_bench/histogram.h"
#include "ring_bench/usage.h"

namespace ringpipe::ring_bench {

// Written by one party, read by its parent when it is gone. Memory that both have mapped, all zero
// at first.
struct PartyResult {
    std::uint64_t start_ns;  // when it passed the last barrier
    std::uint64_t end_ns;    // when its last record was through
    std::uint64_t sent;
    std::uint64_t records;  // received whole, new and in order
    std::uint64_t lost;
    std::uint64_t told_lost;  // what the system itself says that was lost
    std::uint64_t repeated;
    std::uint64_t corrupt;
    std::uint64_t digest;
    std::uint64_t blocked_ns;
    double processor_seconds;
    std::uint64_t switches;
    std::uint64_t system_calls;
    std::uint64_t peak_bytes;     // beyond what the process had when it started
    std::uint64_t private_bytes;  // likewise, of nobody else, at the end
    bool counts_calls;
    bool tells_blocked;
    bool receives;
    bool ended;  // it came to its end
    char problem[256];
    std::uint32_t strips;  // of kStripNs each, in `worst_ns`
    std::array<std::uint64_t, 600> worst_ns;
    Histogram latency;
};

inline constexpr std::uint64_t kStripNs = 100'000'000;

// What all parties of a round share.
struct Meeting {
    std::atomic<std::uint32_t> arrived;
    std::atomic<std::uint32_t> stop;  // the time is over
    std::atomic<int> abandoned;       // somebody failed: interrupts whoever waits
    std::uint32_t parties;
};

class Party {
public:
    Party(Meeting& meeting, PartyResult& result, bool whole_process);

    // Waits for all others, then the clock starts (again). False: the round is off.
    bool barrier();
    // To be called when the last record is through.
    void finish();

    [[nodiscard]] bool stop_asked() const {
        return meeting_.stop.load(std::memory_order_relaxed) != 0;
    }
    // A time at which a record was received or answered, and how long it took.
    void note_latency(std::uint64_t at_ns, std::uint64_t took_ns);

    // What the system says that its writers waited for room, before and now; empty: it does not
    // tell.
    void note_blocked(std::optional<std::uint64_t> before_ns, std::optional<std::uint64_t> now_ns);

    // Always false, for `return party.fail(...)`.
    bool fail(std::string_view problem);

    PartyResult& result() { return result_; }
    // Becomes non-zero when the round is off; for waits of the library.
    [[nodiscard]] const std::atomic<int>* interrupt() const { return &meeting_.abandoned; }
    [[nodiscard]] bool abandoned() const {
        return meeting_.abandoned.load(std::memory_order_relaxed) != 0;
    }

private:
    Meeting& meeting_;
    PartyResult& result_;
    CallCounter calls_;
    Usage before_;
    const Memory memory_before_;  // of a process that has done nothing yet
    std::uint32_t barriers_ = 0;
    const bool whole_process_;
};

}  // namespace ringpipe::ring_bench
