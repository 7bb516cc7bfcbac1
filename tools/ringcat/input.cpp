// Input: a descriptor, read into a private buffer that grows with the longest line.
#include "ringcat/input.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "ringcat/options.h"
#include "ringcat/pipe_size.h"

namespace ringpipe::ringcat {

int Input::check() {
    struct stat status {};
    if (fstat(STDIN_FILENO, &status) != 0) return errno;
    return S_ISDIR(status.st_mode) ? EISDIR : 0;
}

Input::Input(int fd, std::uint64_t timeout_ns, Gone gone)
    : fd_(fd), timeout_ns_(timeout_ns), gone_(std::move(gone)) {
    struct stat status {};
    can_block_ = fstat(fd_, &status) != 0 || !S_ISREG(status.st_mode);
    enlarge_pipe(fd_, kInputPipeBytes);
}

bool Input::make_room(std::size_t most) {
    if (capacity_ - end_ >= most) return true;
    const std::size_t unread = end_ - begin_;
    if (begin_ != 0) std::memmove(memory_.get(), memory_.get() + begin_, unread);
    begin_ = 0;
    end_ = unread;
    if (capacity_ - end_ >= most) return true;
    // realloc() moves large blocks by their page tables and leaves the new part untouched.
    const std::size_t wanted = std::max(capacity_ * 2, end_ + most);
    void* memory = std::realloc(memory_.get(), wanted);
    if (memory == nullptr) return false;
    static_cast<void>(memory_.release());
    memory_.reset(static_cast<std::byte*>(memory));
    capacity_ = wanted;
    return true;
}

std::optional<Input::Got> Input::try_read(std::size_t most) {
    if (begin_ == end_) begin_ = end_ = 0;
    if (!make_room(most)) {
        error_ = ENOMEM;
        return Got::kFailed;
    }
    for (;;) {
        if (stopped()) return Got::kStopped;
        const ssize_t got = ::read(fd_, memory_.get() + end_, most);
        if (got > 0) {
            end_ += static_cast<std::size_t>(got);
            return Got::kBytes;
        }
        if (got == 0) return Got::kEnd;
        if (errno == EAGAIN || errno == EWOULDBLOCK) return std::nullopt;
        if (errno != EINTR) {
            error_ = errno;
            return Got::kFailed;
        }
    }
}

Input::Got Input::await() {
    if (stopped()) return Got::kStopped;
    return can_block_ ? await(Deadline::after_ns(timeout_ns_)) : Got::kBytes;
}

Input::Got Input::await(Deadline deadline) {
    switch (wait_ready(fd_, POLLIN, deadline, gone_)) {
        case Ready::kStopped:
            return Got::kStopped;
        case Ready::kTimeout:
            return Got::kTimeout;
        case Ready::kGone:
            return Got::kGone;
        case Ready::kYes:
            break;
    }
    return Got::kBytes;
}

std::size_t Input::ready(std::size_t most) {
    if (can_block_) {
        int bytes = 0;
        if (ioctl(fd_, FIONREAD, &bytes) != 0 || bytes < 0) return 0;
        return std::min(most, static_cast<std::size_t>(bytes));
    }
    if (in_file_ == 0) {
        struct stat status {};
        const off_t at = lseek(fd_, 0, SEEK_CUR);
        if (at < 0 || fstat(fd_, &status) != 0 || status.st_size <= at) return 0;
        in_file_ = static_cast<std::size_t>(status.st_size - at);
    }
    const std::size_t bytes = std::min(most, in_file_);
    in_file_ -= bytes;
    return bytes;
}

std::span<std::byte> Input::room(std::size_t most) {
    if (!make_room(most)) return {};
    return {memory_.get() + end_, most};
}

Input::Got Input::read_more(std::size_t most) {
    const bool limited = can_block_ && (timeout_ns_ != kForever || gone_);
    const Deadline deadline = Deadline::after_ns(timeout_ns_);
    bool wait_first = limited;
    for (;;) {
        if (wait_first) {
            const Got waited = await(deadline);
            if (waited != Got::kBytes) return waited;
        }
        if (const auto got = try_read(most)) return *got;
        wait_first = true;
    }
}

bool Input::give_back() {
    const auto unread = static_cast<off_t>(end_ - begin_);
    return unread == 0 || (!can_block_ && lseek(fd_, -unread, SEEK_CUR) >= 0);
}

}  // namespace ringpipe::ringcat
