// Crew: two pinned processes, what they share besides the system under test, and who watches them.
#pragma once

#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <new>

#include "workload.h"

namespace ringpipe::peers {

inline std::uint64_t now_ns() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(now.tv_nsec);
}

inline void pause_processor() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#else
    asm volatile("" ::: "memory");
#endif
}

// Memory for both processes, of zeros.
inline void* map_shared(std::size_t bytes) {
    void* memory =
        ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) fail("no shared memory");
    return memory;
}

struct Outcome {
    std::uint64_t records = 0;
    std::uint64_t start_ns = 0;
    std::uint64_t end_ns = 0;
    double percentile_ns[4] = {0, 0, 0, 0};  // 50, 99, 99.9 and the greatest
};

struct Shared {
    alignas(64) std::atomic<unsigned> arrived = 0;
    alignas(64) std::atomic<bool> stop = false;
    alignas(64) Outcome result;
};

class Crew {
public:
    explicit Crew(const Workload& workload)
        : workload_(workload), shared_(new (map_shared(sizeof(Shared))) Shared) {}

    Outcome& result() { return shared_->result; }
    [[nodiscard]] bool stop_asked() const { return shared_->stop.load(std::memory_order_relaxed); }

    // Both come here before either goes on.
    void barrier() {
        const unsigned all = ++passed_ * parties_;
        shared_->arrived.fetch_add(1);
        for (unsigned tries = 0; shared_->arrived.load() < all; ++tries) {
            if (tries > 1000) ::sched_yield();
        }
    }

    // Runs `writer` and `reader` (or `writer` alone), each in a process of its own; they pass two
    // barriers, and from the second on have workload.seconds until they are asked to stop.
    template <class Writer, class Reader>
    void run(Writer&& writer, Reader&& reader) {
        start(0, writer);
        start(1, reader);
        watch();
    }
    template <class Writer>
    void run(Writer&& writer) {
        parties_ = 1;
        start(0, writer);
        watch();
    }

private:
    template <class Work>
    void start(int party, Work&& work) {
        const pid_t parent = ::getpid();
        const pid_t child = ::fork();
        if (child < 0) fail("fork failed");
        if (child == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (::getppid() != parent) std::_Exit(1);
            pin(workload_.cpus[party]);
            work();
            std::_Exit(0);
        }
        children_[party] = child;
    }

    static void pin(int cpu) {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(static_cast<unsigned>(cpu), &one);
        if (::sched_setaffinity(0, sizeof one, &one) != 0) cannot("a processor is not ours");
    }

    void watch() {
        ::alarm(60);  // kills us, and with us our children
        while (shared_->arrived.load() < 2 * parties_) {
            int status = 0;
            const pid_t child = ::waitpid(-1, &status, WNOHANG);
            if (child > 0) end(child, status);
            ::usleep(1000);
        }
        ::usleep(static_cast<useconds_t>(workload_.seconds * 1e6));
        shared_->stop.store(true);
        for (unsigned i = 0; i < parties_; ++i) {
            int status = 0;
            const pid_t child = ::waitpid(-1, &status, 0);
            if (status != 0) end(child, status);
        }
    }

    // One of them came to an early end: so does the other.
    [[noreturn]] void end(pid_t ended, int status) {
        for (const pid_t child : children_) {
            if (child > 0 && child != ended) ::kill(child, SIGKILL);
        }
        if (WIFEXITED(status)) std::_Exit(WEXITSTATUS(status) == 0 ? 1 : WEXITSTATUS(status));
        fail("killed by signal " + std::to_string(WTERMSIG(status)));
    }

    const Workload workload_;
    Shared* shared_;
    pid_t children_[2] = {0, 0};
    unsigned parties_ = 2;
    unsigned passed_ = 0;  // barriers, by this process
};

inline void print_rate(const Outcome& result, const Workload& workload) {
    const double seconds = static_cast<double>(result.end_ns - result.start_ns) / 1e9;
    std::printf("{\"records\":%llu,\"bytes\":%zu,\"seconds\":%.9f}\n",
                static_cast<unsigned long long>(result.records), workload.bytes, seconds);
}

inline void print_latency(const Outcome& result) {
    std::printf(
        "{\"samples\":%llu,\"p50_ns\":%.1f,\"p99_ns\":%.1f,\"p99.9_ns\":%.1f,\"max_ns\":%.1f}\n",
        static_cast<unsigned long long>(result.records), result.percentile_ns[0],
        result.percentile_ns[1], result.percentile_ns[2], result.percentile_ns[3]);
}

}  // namespace ringpipe::peers
