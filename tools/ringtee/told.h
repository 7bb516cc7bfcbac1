// Told: what a feeder is told by signals, from main or the kernel.
#pragma once

#include <signal.h>

#include <atomic>

namespace ringpipe::ringtee {

inline constexpr int kFinishSignal = SIGUSR1;  // deliver what is published now, then end
inline constexpr int kStopSignal = SIGUSR2;    // end now

// From now on signals set these, each to stay. What is sent to all processes of a terminal is left
// to main.
struct Told {
    std::atomic<int> look{0};  // any of these, or a child has ended: for who waits
    std::atomic<int> finish{0};
    std::atomic<int> stop{0};

    // relaxed: stored by handlers of this thread.
    [[nodiscard]] bool to_finish() const { return finish.load(std::memory_order_relaxed) != 0; }
    [[nodiscard]] bool to_stop() const { return stop.load(std::memory_order_relaxed) != 0; }
    [[nodiscard]] bool to_end() const { return to_finish() || to_stop(); }
};

Told& listen();

}  // namespace ringpipe::ringtee
