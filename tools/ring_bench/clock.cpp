// Clock: waiting for a moment, and wasting time.
#include "ring_bench/clock.h"

namespace ringpipe::ring_bench {

void wait_until_ns(std::uint64_t monotonic_ns) {
    constexpr std::uint64_t kSpinNs = 150'000;  // a timer comes late by up to about so much
    std::uint64_t now = now_ns();
    if (monotonic_ns > now + kSpinNs) {
        const std::uint64_t wake_ns = monotonic_ns - kSpinNs;
        const timespec until{static_cast<time_t>(wake_ns / 1'000'000'000),
                             static_cast<long>(wake_ns % 1'000'000'000)};
        ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
        now = now_ns();
    }
    while (now < monotonic_ns) {
        pause_processor();
        now = now_ns();
    }
}

void delay_ns(std::uint64_t ns) {
    const std::uint64_t until = now_ns() + ns;
    while (now_ns() < until) pause_processor();
}

}  // namespace ringpipe::ring_bench
