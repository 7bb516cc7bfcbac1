// Clock: the monotonic clock in nanoseconds, the same in every process of the machine.
#pragma once

#include <ctime>

#include <cstdint>

namespace ringpipe::ring_bench {

inline std::uint64_t now_ns() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(now.tv_nsec);
}

// Sleeps for most of the time and spins for the rest, so that the moment is met.
void wait_until_ns(std::uint64_t monotonic_ns);
// Spins.
void delay_ns(std::uint64_t ns);

inline void pause_processor() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("isb" ::: "memory");
#endif
}

}  // namespace ringpipe::ring_bench
