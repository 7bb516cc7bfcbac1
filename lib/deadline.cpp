#include "ringpipe/deadline.h"

#include "os/clock.h"

namespace ringpipe::inline v0 {

Deadline Deadline::after_ns(std::uint64_t ns) {
    const std::uint64_t now_ns = os::monotonic_ns();
    return ns >= UINT64_MAX - now_ns ? never() : at_ns(now_ns + ns);
}

}  // namespace ringpipe::inline v0
