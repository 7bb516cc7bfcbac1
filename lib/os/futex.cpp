#include "os/futex.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <climits>

namespace ringpipe::os {

void futex_wait(const std::uint32_t* word, std::uint32_t expected, std::uint64_t ns) {
    const timespec span{static_cast<time_t>(ns / 1'000'000'000),
                        static_cast<long>(ns % 1'000'000'000)};
    // Without FUTEX_PRIVATE_FLAG: the waker is another process.
    syscall(SYS_futex, word, FUTEX_WAIT, expected, &span, nullptr, 0);
}

void futex_wake_all(const std::uint32_t* word) {
    syscall(SYS_futex, word, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

}  // namespace ringpipe::os
