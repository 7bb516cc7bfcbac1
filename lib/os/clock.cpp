#include "os/clock.h"

#include <time.h>

namespace ringpipe::os {

namespace {

constexpr std::uint64_t kNsPerSecond = 1'000'000'000;

std::uint64_t read_clock(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * kNsPerSecond +
           static_cast<std::uint64_t>(now.tv_nsec);
}

}  // namespace

std::uint64_t monotonic_ns() {
    return read_clock(CLOCK_MONOTONIC);
}
std::uint64_t wall_ns() {
    return read_clock(CLOCK_REALTIME);
}

void sleep_ns(std::uint64_t ns) {
    const timespec span{static_cast<time_t>(ns / kNsPerSecond),
                        static_cast<long>(ns % kNsPerSecond)};
    clock_nanosleep(CLOCK_MONOTONIC, 0, &span, nullptr);
}

}  // namespace ringpipe::os
