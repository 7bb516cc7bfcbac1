// Outlet: pieces of memory onto a descriptor, all of them, whatever interrupts.
#pragma once

#include <sys/uio.h>

#include <atomic>
#include <cstddef>
#include <span>

namespace ringpipe::ringtee {

class Outlet {
public:
    enum class Wrote {
        kAll,
        kStopped,  // *stop became non-zero
        kBroken,   // nobody reads there any more
        kFailed,
    };

    // Flags of the descriptor are never changed: standard output is shared with others.
    Outlet(int fd, const std::atomic<int>& stop) : fd_(fd), stop_(stop) {}

    // Uses up the pieces; blocks until they are written. `written`: so many bytes, whatever the
    // outcome.
    Wrote write(std::span<iovec> pieces, std::size_t& written);
    [[nodiscard]] int error() const { return error_; }  // of kFailed

private:
    int fd_;
    const std::atomic<int>& stop_;
    int error_ = 0;
};

}  // namespace ringpipe::ringtee
