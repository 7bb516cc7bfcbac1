// StdoutWriter: everything that one round holds onto standard output, straight from the ring.
#include "ringcat/stdout_writer.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#include "common/pieces.h"
#include "ringcat/options.h"
#include "ringcat/pipe_size.h"
#include "ringcat/readiness.h"

namespace ringpipe::ringcat {
namespace {

// What a pipe that poll(2) calls writable is sure to take without blocking.
constexpr std::size_t kSureBytes = PIPE_BUF;
constexpr std::size_t kMostPieces = IOV_MAX;

bool can_block() {
    struct stat status {};
    return fstat(STDOUT_FILENO, &status) == 0 && !S_ISREG(status.st_mode);
}

}  // namespace

StdoutWriter::StdoutWriter(std::uint64_t timeout_ns)
    : timeout_ns_(timeout_ns), careful_(timeout_ns != kForever && can_block()) {
    enlarge_pipe(STDOUT_FILENO, kOutputPipeBytes);
}

std::ptrdiff_t StdoutWriter::write_some(std::span<const iovec> pieces) const {
    if (careful_) {
        const iovec& first = pieces.front();
        return ::write(STDOUT_FILENO, first.iov_base, std::min(first.iov_len, kSureBytes));
    }
    const auto count = static_cast<int>(std::min(pieces.size(), kMostPieces));
    return ::writev(STDOUT_FILENO, pieces.data(), count);
}

StdoutWriter::Wrote StdoutWriter::write(std::span<iovec> pieces, std::size_t& written) {
    written = 0;
    bool wait_first = careful_;
    while (!pieces.empty()) {
        if (stopped()) return Wrote::kStopped;
        if (wait_first) {
            const Ready ready = wait_ready(STDOUT_FILENO, POLLOUT, Deadline::after_ns(timeout_ns_));
            if (ready == Ready::kStopped) return Wrote::kStopped;
            if (ready == Ready::kTimeout) return Wrote::kTimeout;
            wait_first = careful_;
        }
        const std::ptrdiff_t got = write_some(pieces);
        if (got >= 0) {
            written += static_cast<std::size_t>(got);
            tools::drop_front(pieces, static_cast<std::size_t>(got));
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            wait_first = true;
        } else if (errno != EINTR) {
            error_ = errno;
            return Wrote::kFailed;
        }
    }
    return Wrote::kAll;
}

}  // namespace ringpipe::ringcat
