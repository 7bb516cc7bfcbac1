// Command: a branch's shell command as a child process, and the pipe that is its standard input.
#include "ringtee/command.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include <fmt/format.h>

#include "ringcat/pipe_size.h"

namespace ringpipe::ringtee {
namespace {

void close_fd(int& fd) {
    if (fd >= 0) ::close(fd);
    fd = -1;
}

}  // namespace

int Command::start(const std::string& text) {
    forget();
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return errno;
    ringcat::enlarge_pipe(ends[1], kPipeBytes);
    const int error = tools::start_shell({text, ends[0]}, pid_);
    ::close(ends[0]);
    input_ = ends[1];
    if (error != 0) forget();
    return error;
}

std::size_t Command::unread() const {
    int bytes = 0;
    const int fd = input_ >= 0 ? input_ : spare_;
    return fd >= 0 && ioctl(fd, FIONREAD, &bytes) == 0 ? static_cast<std::size_t>(bytes) : 0;
}

bool Command::has_reader() const {
    pollfd look{input_, 0, 0};
    return ::poll(&look, 1, 0) >= 0 && (look.revents & POLLERR) == 0;
}

void Command::close_input() {
    if (input_ < 0) return;
    const std::string path = fmt::format("/proc/self/fd/{}", input_);
    spare_ = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    close_fd(input_);
}

void Command::forget() {
    close_fd(input_);
    close_fd(spare_);
    status_.reset();
    pid_ = 0;
}

std::optional<int> Command::reap(int options) {
    if (status_ || pid_ == 0) return status_;
    int status = 0;
    for (;;) {
        const pid_t got = waitpid(pid_, &status, options);
        if (got == pid_) return status_ = status;
        if (got == 0) return std::nullopt;
        // Reaped by nobody we know of: it is gone, and how is not known.
        if (errno != EINTR) return status_ = 0;
    }
}

std::optional<int> Command::try_wait() {
    return reap(WNOHANG);
}

int Command::wait() {
    return reap(0).value_or(0);
}

}  // namespace ringpipe::ringtee
