// Usage: what a process (or thread) has used of the machine, as far as the kernel tells.
#include "ring_bench/usage.h"

#include <linux/perf_event.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <fstream>
#include <string>

namespace ringpipe::ring_bench {
namespace {

// 0: there is none, or we may not know.
std::uint64_t tracepoint_id() {
    for (const char* root : {"/sys/kernel/tracing", "/sys/kernel/debug/tracing"}) {
        std::ifstream file(std::string(root) + "/events/raw_syscalls/sys_enter/id");
        std::uint64_t id = 0;
        if (file >> id) return id;
    }
    return 0;
}

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// A line "KEY: 123 kB" of a file about this process, in bytes.
std::uint64_t bytes_in(const std::string& path, const std::string& key) {
    std::ifstream file(path);
    for (std::string word; file >> word;) {
        std::uint64_t kib = 0;
        if (word == key && file >> kib) return kib * 1024;
    }
    return 0;
}

Usage used_by(decltype(RUSAGE_SELF) whose) {
    rusage used{};
    ::getrusage(whose, &used);
    return {seconds(used.ru_utime) + seconds(used.ru_stime),
            static_cast<std::uint64_t>(used.ru_nvcsw + used.ru_nivcsw), 0};
}

}  // namespace

CallCounter::CallCounter(Whose whose) {
    static const std::uint64_t id = tracepoint_id();
    if (id == 0) return;
    perf_event_attr wanted{};
    wanted.type = PERF_TYPE_TRACEPOINT;
    wanted.size = sizeof wanted;
    wanted.config = id;
    wanted.inherit = whose == Whose::kChildrenToo ? 1 : 0;
    fd_ =
        static_cast<int>(::syscall(SYS_perf_event_open, &wanted, 0, -1, -1, PERF_FLAG_FD_CLOEXEC));
}

CallCounter::~CallCounter() {
    if (fd_ >= 0) ::close(fd_);
}

std::uint64_t CallCounter::count() const {
    std::uint64_t calls = 0;
    if (fd_ < 0 || ::read(fd_, &calls, sizeof calls) != sizeof calls) return 0;
    return calls;
}

Usage usage_now(const CallCounter& calls, bool whole_process) {
    Usage usage = used_by(whole_process ? RUSAGE_SELF : RUSAGE_THREAD);
    usage.system_calls = calls.count();
    return usage;
}

Usage usage_of_children() {
    return used_by(RUSAGE_CHILDREN);
}

Memory memory_now() {
    return memory_of(::getpid());
}

void forget_peak() {
    std::ofstream("/proc/self/clear_refs") << 5;  // see proc(5)
}

Memory memory_of(int pid) {
    const std::string path = "/proc/" + std::to_string(pid) + "/status";
    return {bytes_in(path, "VmRSS:"), bytes_in(path, "VmHWM:"), bytes_in(path, "RssAnon:")};
}

}  // namespace ringpipe::ring_bench
