// ReadAhead: a thread that reads most of a large file before we come there.
//
// What a file costs is its copy out of the page cache, so two processors read it faster than one.
// Every third block is left to the caller, who has the others to copy into the ring; and so is each
// that is not there when he comes to it, so that nobody waits for anybody: to be woken takes as
// long as to read a block, and brings both to one processor.
//
// Threads   one uses it; the thread inside is its own, ends with it, and takes no signals.
// Lifetime  a block's bytes are valid until it is given back.
#pragma once

#include <sys/types.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace ringpipe::ringcat {

class ReadAhead {
public:
    static constexpr std::size_t kBlock = 240 * 1024;
    static constexpr std::size_t kHeadroom = 64 * 1024;  // before a block's bytes, the caller's

    struct Block {
        std::byte* bytes = nullptr;
        std::size_t size = 0;  // less than kBlock: the file ends there, or cannot be read further
        off_t offset = 0;
    };

    // Of a file whose first unread byte is at `offset`. Null where it would not pay: the file is
    // small, there is one processor, or a thread cannot be had.
    static std::unique_ptr<ReadAhead> start(int fd, off_t offset, off_t size);

    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;
    ~ReadAhead();

    // Where the next block begins that might be read ahead.
    [[nodiscard]] off_t next() const { return offset_of(at_); }
    // Whether it was; if not, the caller reads it, and is told of the one after it.
    [[nodiscard]] bool is_there() const;
    void skip();
    Block take();      // if it is there; at most two at a time
    void give_back();  // the one that was taken first

private:
    static constexpr std::size_t kSlots = 4;

    struct Slot {
        std::unique_ptr<std::byte[]> memory;
        std::size_t size = 0;
        std::atomic<std::size_t> holds{0};  // one more than the number of its block; 0: none
    };

    ReadAhead(int fd, off_t offset) : fd_(fd), offset_(offset) {}

    [[nodiscard]] off_t offset_of(std::size_t number) const {
        return offset_ + static_cast<off_t>((number + number / 2 + 1) * kBlock);
    }
    void free_from(std::size_t number);
    void run();
    std::optional<std::size_t> await_room(std::size_t next);
    std::size_t read(std::byte* to, off_t offset) const;

    const int fd_;
    const off_t offset_;
    std::array<Slot, kSlots> slots_;

    std::size_t at_ = 0;  // number of the block that next() is about
    std::size_t taken_ = 0;
    std::array<std::size_t, 2> in_use_{};  // blocks that were taken and not given back

    std::atomic<std::size_t> wanted_{0};  // number from which on blocks are of use
    std::atomic<std::size_t> free_{0};    // number of the first block whose slot is in use
    std::atomic<bool> ending_{false};
    std::atomic<bool> asleep_{false};
    std::mutex mutex_;
    std::condition_variable changed_;
    std::thread thread_;
};

}  // namespace ringpipe::ringcat
