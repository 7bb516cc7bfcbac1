// Outlet: pieces of memory onto a descriptor, all of them, whatever interrupts.
#include "ringtee/outlet.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#include "common/pieces.h"

namespace ringpipe::ringtee {

Outlet::Wrote Outlet::write(std::span<iovec> pieces, std::size_t& written) {
    constexpr std::size_t kMostPieces = IOV_MAX;
    written = 0;
    while (!pieces.empty()) {
        // relaxed: stored by a signal handler of this thread.
        if (stop_.load(std::memory_order_relaxed) != 0) return Wrote::kStopped;
        const auto count = static_cast<int>(std::min(pieces.size(), kMostPieces));
        const ssize_t got = ::writev(fd_, pieces.data(), count);
        if (got >= 0) {
            written += static_cast<std::size_t>(got);
            tools::drop_front(pieces, static_cast<std::size_t>(got));
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            pollfd waiting{fd_, POLLOUT, 0};
            ::poll(&waiting, 1, -1);
        } else if (errno == EPIPE) {
            return Wrote::kBroken;
        } else if (errno != EINTR) {
            error_ = errno;
            return Wrote::kFailed;
        }
    }
    return Wrote::kAll;
}

}  // namespace ringpipe::ringtee
