// Readiness: waiting until a descriptor can be read or written, no longer than allowed.
#include "ringcat/readiness.h"

#include <poll.h>
#include <time.h>

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

bool stopped() {
    return tools::stop_signal().load(std::memory_order_relaxed) != 0;
}

int stop_status() {
    return tools::kSignal + tools::stop_signal().load(std::memory_order_relaxed);
}

Ready wait_ready(int fd, short events, Deadline deadline) {
    pollfd waiting{fd, events, 0};
    return wait_any({&waiting, 1}, deadline);
}

Ready wait_any(std::span<pollfd> waiting, Deadline deadline) {
    for (;;) {
        if (stopped()) return Ready::kStopped;
        timespec left{};
        if (!deadline.is_never()) {
            const std::uint64_t now_ns = monotonic_ns();
            const std::uint64_t left_ns = deadline.at_ns() > now_ns ? deadline.at_ns() - now_ns : 0;
            left.tv_sec = static_cast<time_t>(left_ns / kSecondNs);
            left.tv_nsec = static_cast<long>(left_ns % kSecondNs);
        }
        const int count =
            ppoll(waiting.data(), waiting.size(), deadline.is_never() ? nullptr : &left, nullptr);
        if (count == 0) return Ready::kTimeout;
        if (count > 0 || errno != EINTR) return Ready::kYes;
    }
}

}  // namespace ringpipe::ringcat
