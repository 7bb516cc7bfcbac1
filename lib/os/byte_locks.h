// ByteLocks: kernel locks on bytes of a ring's `locks` file: who holds one is alive.
//
// The kernel frees them when the process is gone, however it went, in every pid namespace, and not
// while it is merely stopped. They belong to the open file description, so each party opens its
// own; it is never mapped, not inherited by exec, and closed in a forked child (a copy there would
// keep its parent's locks alive).
//
// Threads   an object is used by one thread at a time; different objects exclude each other.
#pragma once

#include <fcntl.h>

#include <cstdint>

#include "os/unique_fd.h"

namespace ringpipe::os {

// What the kernel is asked about one byte.
struct flock byte_range(std::uint64_t byte, short kind);

class ByteLocks {
public:
    ByteLocks() = default;
    explicit ByteLocks(UniqueFd fd);  // a descriptor that was opened for this object alone
    ByteLocks(ByteLocks&& other) noexcept
        : fd_(std::move(other.fd_)), generation_(other.generation_) {}
    ByteLocks& operator=(ByteLocks&& other) noexcept;
    ~ByteLocks();

    // Neither waits. Taking a byte that is ours already changes its kind, in one step.
    bool try_exclusive(std::uint64_t byte);
    bool try_shared(std::uint64_t byte);
    void release(std::uint64_t byte);

    // Whether somebody else holds the byte, in either way. A byte that the kernel will not tell
    // about counts as held: it is never taken from a living owner.
    [[nodiscard]] bool is_held(std::uint64_t byte) const;

    [[nodiscard]] bool is_any_held() const;  // of all bytes

    [[nodiscard]] bool is_open() const { return static_cast<bool>(fd_); }

    // False in a forked child, where the descriptor was closed: its number may be another's by now,
    // and whoever holds this object must leave shared words alone, even while it is destroyed.
    [[nodiscard]] bool is_ours() const;

private:
    bool set(std::uint64_t byte, short kind);
    void close();
    UniqueFd fd_;
    std::uint64_t generation_ = 0;  // how many forks down the process is that opened it
};

}  // namespace ringpipe::os
