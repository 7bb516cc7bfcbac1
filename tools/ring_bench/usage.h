// Usage: what a process (or thread) has used of the machine, as far as the kernel tells.
#pragma once

#include <cstdint>

namespace ringpipe::ring_bench {

struct Usage {
    double processor_seconds = 0;  // user and system
    std::uint64_t switches = 0;    // voluntary and involuntary
    std::uint64_t system_calls = 0;
};

struct Memory {
    std::uint64_t resident = 0;  // now, shared pages included
    std::uint64_t peak = 0;
    std::uint64_t own = 0;  // not of any file or shared memory
};

// Of this process.
[[nodiscard]] Memory memory_now();
[[nodiscard]] Memory memory_of(int pid);
// The peak of this process begins anew, at what it has now.
void forget_peak();

// Counts the system calls of the calling thread, or of all that it starts as well, through the
// kernel's tracepoint, where whoever runs us may use it.
class CallCounter {
public:
    enum class Whose { kThread, kChildrenToo };

    explicit CallCounter(Whose whose = Whose::kThread);
    ~CallCounter();
    CallCounter(const CallCounter&) = delete;
    CallCounter& operator=(const CallCounter&) = delete;

    [[nodiscard]] bool works() const { return fd_ >= 0; }
    [[nodiscard]] std::uint64_t count() const;

private:
    int fd_ = -1;
};

// Of the calling thread (`whole_process` false) or of all of the process.
[[nodiscard]] Usage usage_now(const CallCounter& calls, bool whole_process);
// Of the children that were waited for, and theirs; without system calls.
[[nodiscard]] Usage usage_of_children();

}  // namespace ringpipe::ring_bench
