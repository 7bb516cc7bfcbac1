// Input: a descriptor, read into a private buffer that grows with the longest line; of a large
// file, blocks that were read ahead.
//
// Blocking  read_more() waits for input, until the timeout if there is one, or a stop signal.
// Lifetime  unread() is valid until the next read_more() or room().
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <span>

#include "ringcat/delimiter.h"
#include "ringcat/read_ahead.h"
#include "ringcat/readiness.h"

namespace ringpipe::ringcat {

class Input {
public:
    enum class Got { kBytes, kEnd, kTimeout, kStopped, kFailed, kGone };

    // The error number that reading standard input would fail with at once (a directory), or 0.
    static int check();

    // The descriptor is not closed. kGone: who waited was told so.
    Input(int fd, std::uint64_t timeout_ns, Gone gone = {});

    // Appends what one read(2) brings, at most `most` bytes. try_read() does not wait where the
    // descriptor does not: nothing if there is nothing.
    Got read_more(std::size_t most);
    std::optional<Got> try_read(std::size_t most);
    [[nodiscard]] int error() const { return error_; }  // of kFailed

    // For who reads the descriptor without this buffer, which must be a regular file.
    [[nodiscard]] bool is_file() const { return !can_block_; }
    // How many bytes such a read would bring, at most `most`; 0 if there are none, or nobody knows.
    [[nodiscard]] std::size_t ready(std::size_t most);
    // Room behind what is unread; `bytes` of it were filled with what the read left over. Empty if
    // there is no memory.
    std::span<std::byte> room(std::size_t most);
    void filled(std::size_t bytes) { end_ += bytes; }
    [[nodiscard]] int descriptor() const { return fd_; }

    [[nodiscard]] Text unread() const { return {memory_ + begin_, end_ - begin_}; }
    void consume(std::size_t bytes) { begin_ += bytes; }

    // Seeks back over what is unread, where the input is a file, for whoever reads on after us.
    bool give_back();

private:
    struct Free {
        void operator()(std::byte* memory) const { std::free(memory); }
    };

    Got await(Deadline deadline);
    // In own memory, behind what is unread.
    bool make_room(std::size_t most);
    bool enlarge(std::size_t wanted);
    // What is unread begins in a block that was read ahead.
    [[nodiscard]] bool in_block() const { return memory_ != own_.get(); }
    std::size_t before_block(std::size_t most);
    bool take_block();

    int fd_;
    std::uint64_t timeout_ns_;
    bool can_block_;  // it is no regular file
    int error_ = 0;
    std::unique_ptr<std::byte, Free> own_;
    std::size_t capacity_ = 0;     // of own_
    std::byte* memory_ = nullptr;  // own_, or what is in front of a block
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool may_read_ahead_ = true;
    std::unique_ptr<ReadAhead> ahead_;
    Gone gone_;
};

}  // namespace ringpipe::ringcat
