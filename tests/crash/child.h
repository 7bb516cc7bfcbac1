// Child: a process that runs a function of this program and is then killed, stopped or awaited.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

#include "crash/shared_memory.h"

namespace ringpipe::testing {

// Forked without exec: the function attaches to rings itself. It is killed with its parent.
class Child {
public:
    enum class Where {
        kHere,
        kOwnPidNamespace,  // there it is process 1; it cannot be stopped from here
        kEnclave,          // likewise, with user and mount namespaces of its own (see Enclave)
        kEnclaveProcess2,  // the same, but there it is process 2
    };
    static bool is_enclave(Where where) { return where >= Where::kEnclave; }

    Child() = default;
    explicit Child(const std::function<int()>& work, Where where = Where::kHere);
    Child(Child&& other) noexcept
        : pid_(std::exchange(other.pid_, 0)),
          inside_(std::move(other.inside_)),
          failed_(other.failed_) {}
    Child& operator=(Child&& other) noexcept {
        std::swap(pid_, other.pid_);
        std::swap(inside_, other.inside_);
        std::swap(failed_, other.failed_);
        return *this;
    }
    ~Child();

    // Whether this user may make such namespaces.
    static bool has_pid_namespaces();
    static bool has_enclaves();

    [[nodiscard]] bool is_running() const { return pid_ != 0; }
    [[nodiscard]] pid_t pid() const { return pid_; }  // as seen from here

    enum class Killed {
        kNow,     // by us
        kEnded,   // it had come to its end before, and was content
        kFailed,  // it had crashed, or found a fault
    };
    Killed kill();  // SIGKILL, and reaped

    void stop();  // SIGSTOP; returns when it has stopped
    void go_on();

    // Exit status, or 256 + the signal that ended it, or -1 if it is still running after `ms`.
    int wait(std::uint64_t ms);

private:
    pid_t pid_ = 0;
    std::unique_ptr<SharedMemory<std::atomic<pid_t>>> inside_;  // in its own namespace: process 1
    bool failed_ = false;  // it was found to have failed when it was to be stopped
};

void sleep_us(std::uint64_t us);

}  // namespace ringpipe::testing
