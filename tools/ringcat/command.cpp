// Command: a program as a child process, and the descriptors on which it is heard.
#include "ringcat/command.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "ringcat/relay.h"
#include "ringcat/terminal.h"

namespace ringpipe::ringcat {
namespace {

void close_fd(int& fd) {
    if (fd >= 0) ::close(fd);
    fd = -1;
}

}  // namespace

bool has_ended(pid_t child) {
    siginfo_t info{};
    return waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
           info.si_pid == child;
}

Command::~Command() {
    close_outputs();
    close_fd(end_);
}

// ends: what the command gets as its standard output and standard error.
int Command::open_outputs(bool with_stderr, bool on_terminal, int ends[2]) {
    if (on_terminal) {
        Terminal terminal;
        if (const int error = open_terminal(terminal); error != 0) return error;
        outputs_.push_back(terminal.master);
        slave_ = terminal.slave;
        return 0;
    }
    for (int i = 0; i < (with_stderr ? 2 : 1); ++i) {
        int pipe[2];
        if (pipe2(pipe, O_CLOEXEC) != 0) return errno;
        // Only our end: the command's is another open file.
        fcntl(pipe[0], F_SETFL, O_NONBLOCK);
        outputs_.push_back(pipe[0]);
        ends[i] = pipe[1];
    }
    return 0;
}

// In the child. Handlers are gone with exec; what was ignored stays so.
void Command::run(const std::vector<std::string>& words, bool with_stderr, const int ends[2],
                  int report) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    if (slave_ >= 0 && (setsid() < 0 || ioctl(slave_, TIOCSCTTY, 0) != 0)) {
        const int error = errno;
        [[maybe_unused]] const ssize_t told = ::write(report, &error, sizeof error);
        _exit(1);
    }
    dup2(slave_ >= 0 ? slave_ : ends[0], STDOUT_FILENO);
    if (with_stderr) dup2(slave_ >= 0 ? slave_ : ends[1], STDERR_FILENO);
    execvp(arguments[0], arguments.data());
    const int error = errno;
    [[maybe_unused]] const ssize_t told = ::write(report, &error, sizeof error);
    _exit(1);
}

int Command::start(const std::vector<std::string>& words, bool with_stderr, bool on_terminal) {
    int ends[2] = {-1, -1};
    int report[2] = {-1, -1};
    int error = open_outputs(with_stderr, on_terminal, ends);
    if (error == 0 && pipe2(report, O_CLOEXEC) != 0) error = errno;
    if (error == 0) {
        // Where it was ignored nobody could be waited for.
        ::signal(SIGCHLD, SIG_DFL);
        sigset_t before;
        relay::hold(before);
        pid_ = fork();
        if (pid_ == 0) {
            // One that comes before exec ends the child, as it would end the command.
            for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGALRM, SIGBUS, SIGUSR1}) {
                struct sigaction now {};
                sigaction(signal, nullptr, &now);
                if (now.sa_handler != SIG_IGN) ::signal(signal, SIG_DFL);
            }
            relay::restore(before);
            run(words, with_stderr, ends, report[1]);
        }
        if (pid_ < 0) {
            error = errno;
            pid_ = 0;
        } else {
            // Not by its wrapper, which glibc 2.36 does not declare for C++. It closes on exec.
            end_ = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
            if (end_ < 0) error = errno;
            relay::begin(pid_, slave_ >= 0 ? outputs_.front() : -1);
        }
        relay::restore(before);
    }
    for (const int fd : {ends[0], ends[1], report[1]}) {
        if (fd >= 0) ::close(fd);
    }
    if (error != 0 && pid_ != 0) kill(pid_, SIGKILL);
    if (pid_ != 0) {
        ssize_t got = 0;
        int problem = 0;
        while ((got = ::read(report[0], &problem, sizeof problem)) < 0 && errno == EINTR) {
        }
        if (got == static_cast<ssize_t>(sizeof problem) && error == 0) error = problem;
        if (error != 0) wait();
    }
    close_fd(report[0]);
    return error;
}

std::size_t Command::capacity(int output) const {
    constexpr std::size_t kTerminalBytes = 128 * 1024;
    const int bytes = fcntl(output, F_GETPIPE_SZ);
    return bytes > 0 ? static_cast<std::size_t>(bytes) : kTerminalBytes;
}

bool Command::is_running() const {
    return pid_ != 0 && !has_ended(pid_);
}

void Command::release_terminal() {
    close_fd(slave_);
}

void Command::close_outputs() {
    relay::forget_terminal();
    for (int& fd : outputs_) close_fd(fd);
    outputs_.clear();
    close_fd(slave_);
}

void Command::terminate() const {
    if (is_running()) kill(pid_, SIGTERM);
}

int Command::wait() {
    if (pid_ == 0) return 0;
    siginfo_t info{};
    while (waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOWAIT) != 0 &&
           errno == EINTR) {
    }
    relay::end();
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
    return status;
}

}  // namespace ringpipe::ringcat
