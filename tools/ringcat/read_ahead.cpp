// ReadAhead: a thread that reads most of a large file before we come there.
#include "ringcat/read_ahead.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <new>
#include <optional>
#include <utility>

#include "common/quiet_thread.h"

namespace ringpipe::ringcat {

std::unique_ptr<ReadAhead> ReadAhead::start(int fd, off_t offset, off_t size) {
    constexpr off_t kLarge = 16 * 1024 * 1024;
    if (size - offset < kLarge || std::thread::hardware_concurrency() < 2) return nullptr;
    std::unique_ptr<ReadAhead> ahead(new ReadAhead(fd, offset));
    for (Slot& slot : ahead->slots_) {
        slot.memory.reset(new (std::nothrow) std::byte[kHeadroom + kBlock]);
        if (!slot.memory) return nullptr;
    }
    ahead->thread_ = tools::quiet_thread([self = ahead.get()] { self->run(); });
    return ahead->thread_.joinable() ? std::move(ahead) : nullptr;
}

ReadAhead::~ReadAhead() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool ReadAhead::is_there() const {
    // acquire: the block's bytes and its size.
    return slots_[at_ % kSlots].holds.load(std::memory_order_acquire) == at_ + 1;
}

void ReadAhead::skip() {
    wanted_ = ++at_;
    if (taken_ == 0) free_from(at_);
}

ReadAhead::Block ReadAhead::take() {
    in_use_[taken_++] = at_;
    const Slot& slot = slots_[at_ % kSlots];
    const Block block{slot.memory.get() + kHeadroom, slot.size, offset_of(at_)};
    wanted_ = ++at_;
    return block;
}

void ReadAhead::give_back() {
    in_use_[0] = in_use_[1];
    --taken_;
    free_from(taken_ == 0 ? at_ : in_use_[0]);
}

// Sequentially consistent, like await_room(): either we see that it sleeps, or it sees what is
// free.
void ReadAhead::free_from(std::size_t number) {
    free_ = number;
    if (!asleep_) return;
    const std::lock_guard lock(mutex_);
    changed_.notify_all();
}

void ReadAhead::run() {
    std::size_t next = 0;
    while (const auto number = await_room(next)) {
        Slot& slot = slots_[*number % kSlots];
        slot.size = read(slot.memory.get() + kHeadroom, offset_of(*number));
        next = *number + 1;
        // release: the block's bytes and its size.
        slot.holds.store(next, std::memory_order_release);
        if (slot.size < kBlock) return;
    }
}

// Waits for a slot; the number of the block that is to come into it, `next` or a later one.
std::optional<std::size_t> ReadAhead::await_room(std::size_t next) {
    using namespace std::chrono_literals;
    constexpr int kNaps = 20;
    std::size_t number = next;
    const auto has_room = [&] {
        number = std::max(next, wanted_.load());
        return number < free_ + kSlots;
    };
    for (int nap = 0; nap < kNaps; ++nap) {
        if (ending_) return std::nullopt;
        if (has_room()) return number;
        std::this_thread::sleep_for(20us);
    }
    // Whoever reads what we have read is stuck.
    std::unique_lock lock(mutex_);
    asleep_ = true;
    changed_.wait(lock, [&] { return ending_ || has_room(); });
    asleep_ = false;
    if (ending_) return std::nullopt;
    return number;
}

std::size_t ReadAhead::read(std::byte* to, off_t offset) const {
    std::size_t size = 0;
    while (size < kBlock) {
        const ssize_t got = pread(fd_, to + size, kBlock - size, offset + static_cast<off_t>(size));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        size += static_cast<std::size_t>(got);
    }
    return size;
}

}  // namespace ringpipe::ringcat
