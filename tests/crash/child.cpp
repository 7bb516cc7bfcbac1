#include "crash/child.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "crash/enclave.h"
#include "lib/scratch.h"

namespace ringpipe::testing {

namespace {

// For the children of this process. Who is not root becomes root in a user namespace first.
bool enter_pid_namespace() {
    if (geteuid() == 0) return unshare(CLONE_NEWPID) == 0;
    const std::string user = std::to_string(geteuid());
    return unshare(CLONE_NEWUSER | CLONE_NEWPID) == 0 &&
           write_file("/proc/self/uid_map", user + " " + user + " 1");
}

// Ends as that process ends.
int end_as(pid_t pid) {
    int status = 0;
    while (waitpid(pid, &status, 0) != pid) {
    }
    if (WIFSIGNALED(status)) raise(WTERMSIG(status));
    return WEXITSTATUS(status);
}

// Process 1 of a new namespace. When it is killed, so is process 2.
int work_as(pid_t wanted, const std::function<int()>& work) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getpid() == wanted) return work();
    const pid_t second = fork();
    if (second == 0) _exit(getpid() == wanted ? work() : 1);
    return end_as(second);
}

// Runs `work` in a new namespace, and ends as it ends.
int supervise(const std::function<int()>& work, Child::Where where, std::atomic<pid_t>& inside) {
    if (!(Child::is_enclave(where) ? enter_enclave() : enter_pid_namespace())) return 1;
    const pid_t wanted = where == Child::Where::kEnclaveProcess2 ? 2 : 1;
    const pid_t pid = fork();
    if (pid == 0) _exit(work_as(wanted, work));
    inside = pid;
    return end_as(pid);
}

}  // namespace

Child::Child(const std::function<int()>& work, Where where) {
    if (where != Where::kHere) {
        inside_ = std::make_unique<SharedMemory<std::atomic<pid_t>>>();
    }
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ == -1) {
        std::perror("fork");
        std::abort();
    }
    if (pid_ != 0) {
        // Killed earlier, the process inside would only follow its supervisor a little later.
        const Stopwatch watch;
        while (inside_ && **inside_ == 0 && watch.ms() < 10'000) sleep_us(20);
        return;
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(0);
    _exit(inside_ ? supervise(work, where, **inside_) : work());
}

bool Child::has_pid_namespaces() {
    Child child([] { return 0; }, Where::kOwnPidNamespace);
    return child.wait(10'000) == 0;
}

bool Child::has_enclaves() {
    Child child([] { return mount("inside", "/tmp", "tmpfs", 0, nullptr) == 0 ? 0 : 1; },
                Where::kEnclave);
    return child.wait(10'000) == 0;
}

Child::~Child() {
    if (pid_ != 0) kill();
}

Child::Killed Child::kill() {
    if (pid_ == 0) return failed_ ? Killed::kFailed : Killed::kEnded;
    const pid_t inside = inside_ ? (*inside_)->load() : 0;
    ::kill(inside != 0 ? inside : pid_, SIGKILL);
    int status = 0;
    while (waitpid(pid_, &status, 0) != pid_) {
    }
    pid_ = 0;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) return Killed::kNow;
    return status == 0 ? Killed::kEnded : Killed::kFailed;
}

void Child::stop() {
    if (pid_ == 0) return;
    ::kill(pid_, SIGSTOP);
    int status = 0;
    while (waitpid(pid_, &status, WUNTRACED) != pid_) {
    }
    if (WIFSTOPPED(status)) return;
    pid_ = 0;  // it had ended
    failed_ = status != 0;
}

void Child::go_on() {
    if (pid_ != 0) ::kill(pid_, SIGCONT);
}

int Child::wait(std::uint64_t ms) {
    const Stopwatch watch;
    for (std::uint64_t nap_us = 20;; nap_us = nap_us < 1000 ? nap_us * 2 : nap_us) {
        int status = 0;
        const pid_t ended = pid_ == 0 ? 0 : waitpid(pid_, &status, WNOHANG);
        if (ended == pid_ && pid_ != 0) {
            pid_ = 0;
            return WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
        }
        if (watch.ms() > static_cast<double>(ms)) return -1;
        sleep_us(nap_us);
    }
}

void sleep_us(std::uint64_t us) {
    const timespec span{static_cast<time_t>(us / 1'000'000),
                        static_cast<long>(us % 1'000'000) * 1000};
    nanosleep(&span, nullptr);
}

}  // namespace ringpipe::testing
