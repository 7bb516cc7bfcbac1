// Crew: the feeders of all branches, from their start to what is left of them at the end.
#include "ringtee/crew.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <new>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "ringtee/feeder.h"
#include "ringtee/told.h"

namespace ringpipe::ringtee {
namespace {

using tools::fail;

// Zeroed memory that forked children share with us.
Progress* shared_progress(std::size_t count) {
    void* memory = mmap(nullptr, count * sizeof(Progress), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return nullptr;
    auto* progress = static_cast<Progress*>(memory);
    for (std::size_t i = 0; i < count; ++i) new (progress + i) Progress;
    return progress;
}

bool make_pipe(int& read_end, int& write_end) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    read_end = ends[0];
    write_end = ends[1];
    return true;
}

// Our input is ours alone: a producer must notice when we stop reading it.
void leave_stdin() {
    const int none = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (none >= 0) dup2(none, STDIN_FILENO);
    if (none > STDIN_FILENO) ::close(none);
}

int exit_code_of(int status) {
    return WIFEXITED(status) && WEXITSTATUS(status) != 0 ? WEXITSTATUS(status) : tools::kFailed;
}

}  // namespace

Crew::Crew(std::span<const Branch> branches, const Ring& ring, const ringcat::Options& framing)
    : branches_(branches),
      ring_(ring),
      framing_(framing),
      progress_(branches.empty() ? nullptr : shared_progress(branches.size())),
      members_(branches.size()) {}

Crew::~Crew() {
    for (const int fd : {start_, feeding_, alive_}) {
        if (fd >= 0) ::close(fd);
    }
    if (progress_ != nullptr) munmap(progress_, branches_.size() * sizeof(Progress));
}

void Crew::be_feeder(std::size_t index, const ReaderOptions& reading, int ready, int start,
                     int feeding, pid_t parent) {
    for (const int fd : {start_, feeding_, alive_}) ::close(fd);
    start_ = feeding_ = alive_ = -1;
    prctl(PR_SET_PDEATHSIG, kFinishSignal);
    if (getppid() != parent) _exit(tools::kFailed);
    leave_stdin();
    _exit(feed(branches_[index], ring_, reading, framing_, {ready, start, feeding},
               progress_[index]));
}

tools::Status Crew::muster(std::span<const ReaderOptions> reading, Tally& tally) {
    int start = -1;
    int feeding = -1;
    int alive = -1;
    if (progress_ == nullptr || !make_pipe(start, start_) || !make_pipe(feeding_, feeding) ||
        !make_pipe(alive_, alive)) {
        return fail(tools::kFailed, "branches", std::strerror(errno));
    }
    // Where it was ignored nobody could be waited for.
    ::signal(SIGCHLD, SIG_DFL);
    // Commands whose feeder was killed become our children, and can be waited for.
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    const pid_t parent = getpid();
    tools::Status trouble;
    for (std::size_t i = 0; i < branches_.size() && !trouble; ++i) {
        int look = -1;
        int ready = -1;
        if (!make_pipe(look, ready)) {
            trouble = fail(tools::kFailed, label(branches_[i]), std::strerror(errno));
            break;
        }
        Member& member = members_[i];
        member.pid = fork();
        if (member.pid == 0) {
            ::close(look);
            be_feeder(i, reading[i], ready, start, feeding, parent);
        }
        ::close(ready);
        if (member.pid < 0) {
            member.pid = 0;
            trouble = fail(tools::kFailed, label(branches_[i]), std::strerror(errno));
        } else {
            tally.set_feeder(i, member.pid);
            char byte = 0;
            ssize_t got = 0;
            while ((got = ::read(look, &byte, 1)) < 0 && errno == EINTR) {
            }
            if (got != 1) {
                collect(member, progress_[i], true, true);
                trouble = exit_code_of(member.status.value_or(0));
            }
        }
        ::close(look);
    }
    for (const int fd : {start, feeding, alive}) ::close(fd);
    if (trouble) {
        tell(SIGKILL);
        reap(true);
    }
    return trouble;
}

void Crew::start() {
    ::close(start_);
    start_ = -1;
}

void Crew::tell(int signal) const {
    for (const Member& member : members_) {
        if (member.pid != 0 && !member.status) kill(member.pid, signal);
    }
}

void Crew::tell_commands(int signal) const {
    for (std::size_t i = 0; i < members_.size(); ++i) {
        const pid_t pid = progress_[i].command_pid;
        // Until the feeder is reaped nobody else can have got that process id; an orphan is ours.
        if (pid > 0 && !members_[i].orphan_status && !progress_[i].has_status) kill(pid, signal);
    }
}

std::uint64_t Crew::delivered_bytes() const {
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < members_.size(); ++i) bytes += progress_[i].bytes;
    return bytes;
}

std::size_t Crew::running() const {
    std::size_t count = 0;
    for (const Member& member : members_) {
        if (member.pid != 0 && !member.status) ++count;
    }
    return count;
}

void Crew::collect(Member& member, const Progress& progress, bool wait, bool wait_for_command) {
    int status = 0;
    if (member.pid != 0 && !member.status) {
        pid_t got = 0;
        while ((got = waitpid(member.pid, &status, wait ? 0 : WNOHANG)) < 0 && errno == EINTR) {
        }
        if (got == 0) return;
        member.status = got == member.pid ? status : 0;
    }
    const pid_t command = progress.command_pid;
    if (command <= 0 || progress.has_status || member.orphan_status || !member.status) return;
    const int options = wait_for_command ? 0 : WNOHANG;
    if (waitpid(command, &status, options) == command) member.orphan_status = status;
}

void Crew::reap(bool wait) {
    // A process that ends closes its pipes a moment before it can be waited for.
    pollfd ended{alive_, POLLIN, 0};
    const bool all_ended = alive_ >= 0 && ::poll(&ended, 1, 0) > 0;
    for (std::size_t i = 0; i < members_.size(); ++i) {
        collect(members_[i], progress_[i], wait || all_ended, wait);
    }
}

std::optional<int> Crew::command_status(std::size_t index) const {
    const Progress& progress = progress_[index];
    if (progress.has_status) return progress.wait_status;
    return members_[index].orphan_status;
}

}  // namespace ringpipe::ringtee
