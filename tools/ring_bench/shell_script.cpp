// ShellScript: a command line of the shell, run to its end, and what it and all that it started
// used.
//
// A process in between starts the shell and outlives it: what it waits for is what it counts, also
// what the shell left running.
#include "ring_bench/shell_script.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <set>

#include <fmt/format.h>

#include "common/std_streams.h"
#include "ring_bench/clock.h"
#include "ring_bench/usage.h"

namespace ringpipe::ring_bench {
namespace {

// What the process in between hands back; all zero at first.
struct Told {
    int status;
    double seconds;
    double processor_seconds;
    std::uint64_t switches;
    std::uint64_t system_calls;
    std::uint64_t peak_bytes;
    std::uint64_t private_bytes;
    bool counts_calls;
    bool ended;
};

using Variables = std::vector<std::pair<std::string, std::string>>;

[[noreturn]] void become_shell(const std::string& script, const Variables& variables, bool traced) {
    for (const auto& [name, value] : variables) ::setenv(name.c_str(), value.c_str(), 1);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) ::signal(signal, SIG_DFL);
    // Where nobody may trace, it runs all the same.
    if (traced && ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0) ::raise(SIGSTOP);
    ::execl("/bin/sh", "sh", "-c", script.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
}

// Until no child is left.
void wait_for_all(pid_t shell, Told& told) {
    int status = 0;
    for (pid_t child = 0; (child = ::waitpid(-1, &status, 0)) > 0 || errno == EINTR;) {
        if (child == shell) told.status = status;
    }
}

// A process that is stopped on its way out still has its memory.
void look_at_memory(pid_t child, Told& told) {
    const Memory memory = memory_of(child);
    told.peak_bytes = std::max(told.peak_bytes, memory.peak);
    told.private_bytes = std::max(told.private_bytes, memory.own);
}

// The signal that a stopped child is to go on with.
int signal_to_pass(int status, bool is_new) {
    const bool event = status >> 16 != 0;
    const int signal = WSTOPSIG(status);
    return event || signal == SIGTRAP || (is_new && signal == SIGSTOP) ? 0 : signal;
}

// The same, and a look at each process when it ends.
void trace_all(pid_t shell, Told& told) {
    constexpr long kOptions = PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
                              PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT | PTRACE_O_EXITKILL;
    std::set<pid_t> known;
    int status = 0;
    for (pid_t child = 0; (child = ::waitpid(-1, &status, __WALL)) > 0 || errno == EINTR;) {
        if (child <= 0) continue;
        if (!WIFSTOPPED(status)) {
            if (child == shell) told.status = status;
            known.erase(child);
            continue;
        }
        const bool is_new = known.insert(child).second;
        if (is_new && child == shell) ::ptrace(PTRACE_SETOPTIONS, child, nullptr, kOptions);
        if (status >> 8 == (SIGTRAP | (PTRACE_EVENT_EXIT << 8))) look_at_memory(child, told);
        ::ptrace(PTRACE_CONT, child, nullptr, signal_to_pass(status, is_new));
    }
}

[[noreturn]] void stand_between(const std::string& script, const Variables& variables,
                                LookAt look_at, Told& told) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::signal(signal, SIG_DFL);
    const bool traced = look_at == LookAt::kMemory;
    const CallCounter calls(CallCounter::Whose::kChildrenToo);
    const std::uint64_t start_ns = now_ns();
    const std::uint64_t calls_before = calls.count();
    const pid_t shell = ::fork();
    if (shell < 0) ::_exit(1);
    if (shell == 0) become_shell(script, variables, traced);
    if (traced) {
        trace_all(shell, told);
    } else {
        wait_for_all(shell, told);
    }
    told.seconds = static_cast<double>(now_ns() - start_ns) / 1e9;
    told.system_calls = calls.count() - calls_before;
    told.counts_calls = calls.works();
    const Usage used = usage_of_children();
    told.processor_seconds = used.processor_seconds;
    told.switches = used.switches;
    told.ended = true;
    ::_exit(0);
}

std::string problem_of(const Told& told) {
    if (!told.ended) return "the commands did not come to their end";
    if (WIFSIGNALED(told.status)) {
        return fmt::format("the commands died of signal {}", WTERMSIG(told.status));
    }
    const int status = WEXITSTATUS(told.status);
    return status == 0 ? "" : fmt::format("the commands failed with status {}", status);
}

}  // namespace

ScriptUse run_script(const std::string& script, const Variables& variables, LookAt look_at) {
    ScriptUse use;
    void* memory =
        ::mmap(nullptr, sizeof(Told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    const pid_t between = memory == MAP_FAILED ? -1 : ::fork();
    if (between < 0) {
        use.problem = std::strerror(errno);
        return use;
    }
    Told& told = *static_cast<Told*>(memory);
    if (between == 0) stand_between(script, variables, look_at, told);
    ::setpgid(between, between);
    while (::waitpid(between, nullptr, WNOHANG) == 0) {
        if (tools::stop_signal().load(std::memory_order_relaxed) != 0) ::kill(-between, SIGKILL);
        ::usleep(1000);
    }
    use.problem = problem_of(told);
    use.seconds = told.seconds;
    use.processor_seconds = told.processor_seconds;
    use.switches = told.switches;
    if (told.counts_calls) use.system_calls = told.system_calls;
    use.peak_bytes = told.peak_bytes;
    use.private_bytes = told.private_bytes;
    ::munmap(memory, sizeof(Told));
    return use;
}

}  // namespace ringpipe::ring_bench
