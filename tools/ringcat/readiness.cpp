// Readiness: waiting for a descriptor that can be read or written, or for a moment to come.
#include "ringcat/readiness.h"

#include <poll.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>

#include "common/exit_code.h"
#include "common/std_streams.h"

namespace ringpipe::ringcat {

constexpr std::uint64_t kSecondNs = 1'000'000'000;

std::uint64_t monotonic_ns() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * kSecondNs +
           static_cast<std::uint64_t>(now.tv_nsec);
}

void sleep_until(std::uint64_t due_ns, const std::function<bool()>& over) {
    // In slices: a signal that comes just before the sleep does not cut it short.
    constexpr std::uint64_t kSliceNs = 200'000'000;
    while (!over()) {
        const std::uint64_t now_ns = monotonic_ns();
        if (now_ns >= due_ns) return;
        const timespec nap{0, static_cast<long>(std::min(due_ns - now_ns, kSliceNs))};
        nanosleep(&nap, nullptr);
    }
}

bool stopped() {
    return tools::stop_signal().load(std::memory_order_relaxed) != 0;
}

int stop_status() {
    return tools::kSignal + tools::stop_signal().load(std::memory_order_relaxed);
}

Ready wait_ready(int fd, short events, Deadline deadline, const Gone& gone) {
    pollfd waiting{fd, events, 0};
    return wait_any({&waiting, 1}, deadline, gone);
}

Ready wait_any(std::span<pollfd> waiting, Deadline deadline, const Gone& gone) {
    for (;;) {
        if (stopped()) return Ready::kStopped;
        std::uint64_t left_ns = 0;
        if (!deadline.is_never()) {
            const std::uint64_t now_ns = monotonic_ns();
            left_ns = deadline.at_ns() - std::min(deadline.at_ns(), now_ns);
        }
        const bool looks = gone && (deadline.is_never() || left_ns > kSecondNs);
        if (looks) left_ns = kSecondNs;
        const timespec left{static_cast<time_t>(left_ns / kSecondNs),
                            static_cast<long>(left_ns % kSecondNs)};
        const bool waits_for_ever = deadline.is_never() && !looks;
        const int count =
            ppoll(waiting.data(), waiting.size(), waits_for_ever ? nullptr : &left, nullptr);
        if (count == 0 && !looks) return Ready::kTimeout;
        if (count == 0 && gone()) return Ready::kGone;
        if (count > 0 || (count < 0 && errno != EINTR)) return Ready::kYes;
    }
}

}  // namespace ringpipe::ringcat
