// Readiness: waiting for a descriptor that can be read or written, or for a moment to come.
#pragma once

#include <poll.h>

#include <cstdint>
#include <functional>
#include <span>

#include "ringpipe/deadline.h"

namespace ringpipe::ringcat {

enum class Ready { kYes, kTimeout, kStopped, kGone };

// Whether what is waited for would come to nothing; asked once a second.
using Gone = std::function<bool()>;

// `events` as for poll(2). kStopped when stop_signal() is set, kGone when `gone` says so. A
// descriptor in error is ready: the call that follows will tell what is wrong with it.
Ready wait_ready(int fd, short events, Deadline deadline, const Gone& gone = {});

// Until one of them is ready.
Ready wait_any(std::span<pollfd> waiting, Deadline deadline, const Gone& gone = {});

// Sleeps until then, on the clock below, or until `over` says that there is no point in it.
void sleep_until(std::uint64_t due_ns, const std::function<bool()>& over);

// Whether a signal asked us to end.
[[nodiscard]] bool stopped();

// The exit code that stands for that signal.
[[nodiscard]] int stop_status();

// Now, on the clock that deadlines are kept by.
[[nodiscard]] std::uint64_t monotonic_ns();

}  // namespace ringpipe::ringcat
