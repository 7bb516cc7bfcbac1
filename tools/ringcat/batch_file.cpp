// BatchFile: the bytes of one batch as an anonymous file in memory.
#include "ringcat/batch_file.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include <fmt/format.h>

#include "common/pieces.h"

namespace ringpipe::ringcat {

void BatchFile::close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
    bytes_ = 0;
}

int BatchFile::make() {
    if (fd_ >= 0) return 0;
    fd_ = memfd_create("ringcat-batch", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    return fd_ >= 0 ? 0 : errno;
}

int BatchFile::append(std::span<iovec> pieces) {
    if (const int error = make()) return error;
    while (!pieces.empty()) {
        const auto count = static_cast<int>(std::min<std::size_t>(pieces.size(), IOV_MAX));
        const ssize_t written = ::writev(fd_, pieces.data(), count);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        bytes_ += static_cast<std::uint64_t>(written);
        tools::drop_front(pieces, static_cast<std::size_t>(written));
    }
    return 0;
}

int BatchFile::seal() {
    if (const int error = make()) return error;
    const int seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
    return fcntl(fd_, F_ADD_SEALS, seals) == 0 ? 0 : errno;
}

int BatchFile::open_to_read(int& fd) const {
    // Opened anew, because a position that was shared could be moved by a command of an earlier
    // try that still runs.
    fd = ::open(fmt::format("/proc/self/fd/{}", fd_).c_str(), O_RDONLY | O_CLOEXEC);
    if (fd >= 0) return 0;
    fd = fcntl(fd_, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    return fd >= 0 && lseek(fd, 0, SEEK_SET) == 0 ? 0 : errno;
}

int BatchFile::copy_to(int fd) const {
    std::array<char, 64 * 1024> part;
    std::uint64_t at = 0;
    while (at < bytes_) {
        const ssize_t got = ::pread(fd_, part.data(), part.size(), static_cast<off_t>(at));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return got < 0 ? errno : EIO;
        std::span<const char> rest(part.data(), static_cast<std::size_t>(got));
        while (!rest.empty()) {
            const ssize_t written = ::write(fd, rest.data(), rest.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return errno;
            rest = rest.subspan(static_cast<std::size_t>(written));
        }
        at += static_cast<std::uint64_t>(got);
    }
    return 0;
}

}  // namespace ringpipe::ringcat
