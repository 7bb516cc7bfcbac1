// Crew: the parties of a round, started together, ended together, each in a process of its own.
#include "ring_bench/crew.h"

#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <thread>

#include "common/std_streams.h"
#include "ring_bench/clock.h"

namespace ringpipe::ring_bench {
namespace {

constexpr std::uint64_t kLookNs = 2'000'000;  // how often the parent looks after its children
constexpr std::uint64_t kWatchNs = 500'000;
// To get ready, and again to drain what is on its way.
constexpr std::uint64_t kGraceNs = 60'000'000'000;

void run_on(int cpu) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<unsigned>(cpu), &set);
    ::sched_setaffinity(0, sizeof set, &set);
}

void sleep_ns(std::uint64_t ns) {
    const timespec time{static_cast<time_t>(ns / 1'000'000'000),
                        static_cast<long>(ns % 1'000'000'000)};
    ::clock_nanosleep(CLOCK_MONOTONIC, 0, &time, nullptr);
}

// Looks now and then whether time is up; `over` reaps and tells when all have ended.
template <class Over>
std::string oversee(Meeting& meeting, std::uint32_t parties, std::uint64_t duration_ns,
                    const std::function<void()>& look, Over over) {
    const std::uint64_t pause_ns = look ? kWatchNs : kLookNs;
    std::uint64_t stop_ns = UINT64_MAX;
    std::uint64_t kill_ns = duration_ns == 0 ? UINT64_MAX : now_ns() + kGraceNs;
    std::string problem;
    while (!over()) {
        const std::uint64_t now = now_ns();
        const bool all_measure = meeting.arrived.load(std::memory_order_acquire) >= 2 * parties;
        if (duration_ns != 0 && stop_ns == UINT64_MAX && all_measure) {
            stop_ns = now + duration_ns;
            kill_ns = stop_ns + kGraceNs;
        }
        if (now >= stop_ns) meeting.stop.store(1, std::memory_order_relaxed);
        if (tools::stop_signal().load(std::memory_order_relaxed) != 0) return "interrupted";
        if (meeting.abandoned.load(std::memory_order_relaxed) != 0) {
            kill_ns = std::min(kill_ns, now + 200'000'000);
        }
        if (now >= kill_ns) {
            return meeting.abandoned.load(std::memory_order_relaxed) != 0
                       ? ""
                       : "did not come to an end within a minute";
        }
        if (look) look();
        sleep_ns(stop_ns > now && stop_ns - now < pause_ns ? stop_ns - now : pause_ns);
    }
    return problem;
}

}  // namespace

std::vector<int> allowed_cpus() {
    cpu_set_t set;
    CPU_ZERO(&set);
    std::vector<int> cpus;
    if (::sched_getaffinity(0, sizeof set, &set) != 0) return cpus;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (CPU_ISSET(static_cast<unsigned>(cpu), &set)) cpus.push_back(cpu);
    }
    return cpus;
}

Crew::~Crew() {
    if (meeting_ != nullptr) ::munmap(meeting_, mapped_bytes_);
}

bool Crew::map() {
    constexpr std::size_t kHead = 4096;
    static_assert(sizeof(Meeting) <= kHead);
    const std::size_t each = (sizeof(PartyResult) + 4095) / 4096 * 4096;
    static_assert(alignof(PartyResult) <= 4096);
    mapped_bytes_ = kHead + each * work_.size() + sizeof(PartyResult);
    void* memory =
        ::mmap(nullptr, mapped_bytes_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return false;
    meeting_ = static_cast<Meeting*>(memory);
    meeting_->parties = static_cast<std::uint32_t>(work_.size());
    results_ = reinterpret_cast<PartyResult*>(static_cast<std::byte*>(memory) + kHead);
    return true;
}

void Crew::work(std::size_t party) {
    if (!placement_.cpus.empty()) run_on(placement_.cpus[party % placement_.cpus.size()]);
    Party self(*meeting_, results_[party], !placement_.threads);
    work_[party](self);
}

std::string Crew::run(std::uint64_t duration_ns) {
    if (!map()) return std::string("no memory for results: ") + std::strerror(errno);
    const std::string problem =
        placement_.threads ? run_threads(duration_ns) : run_processes(duration_ns);
    const std::string first = first_problem();
    return first.empty() ? problem : first;
}

std::string Crew::run_processes(std::uint64_t duration_ns) {
    const pid_t parent = ::getpid();
    std::vector<pid_t> children;
    std::string problem;
    std::string death;
    for (std::size_t i = 0; i < work_.size(); ++i) {
        const pid_t child = ::fork();
        if (child < 0) {
            problem = std::string("no further process: ") + std::strerror(errno);
            break;
        }
        if (child == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (::getppid() != parent) ::_exit(1);
            for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::signal(signal, SIG_DFL);
            work(i);
            ::_exit(0);
        }
        children.push_back(child);
    }
    const auto over = [&] {
        std::erase_if(children, [&](pid_t child) {
            int status = 0;
            if (::waitpid(child, &status, WNOHANG) != child) return false;
            if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
                meeting_->abandoned.store(1, std::memory_order_relaxed);
                if (death.empty()) {
                    death = WIFSIGNALED(status)
                                ? "a party died of signal " + std::to_string(WTERMSIG(status))
                                : "a party failed";
                }
            }
            return true;
        });
        return children.empty();
    };
    if (problem.empty()) problem = oversee(*meeting_, meeting_->parties, duration_ns, look_, over);
    for (const pid_t child : children) {
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
    }
    return death.empty() ? problem : death;
}

std::string Crew::run_threads(std::uint64_t duration_ns) {
    forget_peak();  // of earlier rounds
    std::atomic<std::size_t> running = work_.size();
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < work_.size(); ++i) {
        threads.emplace_back([this, i, &running] {
            work(i);
            running.fetch_sub(1, std::memory_order_release);
        });
    }
    const auto over = [&] { return running.load(std::memory_order_acquire) == 0; };
    std::string problem = oversee(*meeting_, meeting_->parties, duration_ns, look_, over);
    if (!over()) {
        // A thread cannot be killed: whoever still hangs keeps us from going on.
        meeting_->abandoned.store(1, std::memory_order_relaxed);
        meeting_->stop.store(1, std::memory_order_relaxed);
    }
    for (std::thread& thread : threads) thread.join();
    return problem;
}

std::string Crew::first_problem() const {
    for (std::size_t i = 0; i < work_.size(); ++i) {
        if (results_[i].problem[0] != 0) return results_[i].problem;
    }
    return {};
}

}  // namespace ringpipe::ring_bench
