// Command: a branch's shell command as a child process, and the pipe that is its standard input.
#include "ringtee/command.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include <fmt/format.h>

#include "common/exit_code.h"
#include "common/std_streams.h"
#include "ringcat/pipe_size.h"

namespace ringpipe::ringtee {
namespace {

constexpr const char* kShell = "/bin/sh";

void close_fd(int& fd) {
    if (fd >= 0) ::close(fd);
    fd = -1;
}

// With our handlers gone, as exec leaves it, and a SIGPIPE that we ignore back as it was.
int spawn_shell(const char* text, int input, pid_t& pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    sigset_t set;
    sigemptyset(&set);
    posix_spawnattr_setsigmask(&attributes, &set);
    if (!tools::sigpipe_was_ignored()) sigaddset(&set, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &set);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    const char* const words[] = {"sh", "-c", text, nullptr};
    const int error =
        posix_spawn(&pid, kShell, &actions, &attributes, const_cast<char* const*>(words), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

}  // namespace

bool ended_well(int status) {
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string describe_end(int status) {
    if (WIFSIGNALED(status)) {
        const char* name = sigabbrev_np(WTERMSIG(status));
        return name != nullptr ? fmt::format("killed by SIG{}", name)
                               : fmt::format("killed by signal {}", WTERMSIG(status));
    }
    const int code = WEXITSTATUS(status);
    return fmt::format("exited {}{}", code,
                       code == tools::kNotFound    ? " (no such command)"
                       : code == tools::kCannotRun ? " (it cannot be run)"
                                                   : "");
}

int Command::start(const std::string& text) {
    forget();
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return errno;
    ringcat::enlarge_pipe(ends[1], kPipeBytes);
    const int error = spawn_shell(text.c_str(), ends[0], pid_);
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
