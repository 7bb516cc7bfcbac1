// Input: a descriptor, read into a private buffer that grows with the longest line.
//
// Blocking  read_more() waits for input, until the timeout if there is one, or a stop signal.
// Lifetime  unread() is valid until the next read_more().
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>

#include "ringcat/delimiter.h"

namespace ringpipe::ringcat {

class Input {
public:
    enum class Got { kBytes, kEnd, kTimeout, kStopped, kFailed };

    // The error number that reading standard input would fail with at once (a directory), or 0.
    static int check();

    // The descriptor is not closed.
    Input(int fd, std::uint64_t timeout_ns);

    // Appends what one read(2) brings, at most `most` bytes. try_read() does not wait where the
    // descriptor does not: nothing if there is nothing.
    Got read_more(std::size_t most);
    std::optional<Got> try_read(std::size_t most);
    [[nodiscard]] int error() const { return error_; }  // of kFailed

    [[nodiscard]] Text unread() const { return {memory_.get() + begin_, end_ - begin_}; }
    void consume(std::size_t bytes) { begin_ += bytes; }

    // Seeks back over what is unread, where the input is a file, for whoever reads on after us.
    bool give_back();

private:
    struct Free {
        void operator()(std::byte* memory) const { std::free(memory); }
    };

    bool make_room(std::size_t most);

    int fd_;
    std::uint64_t timeout_ns_;
    bool can_block_;  // it is no regular file
    int error_ = 0;
    std::unique_ptr<std::byte, Free> memory_;
    std::size_t capacity_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace ringpipe::ringcat
