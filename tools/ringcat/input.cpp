// Input: a descriptor, read into a private buffer that grows with the longest line; of a large
// file, blocks that were read ahead.
#include "ringcat/input.h"

#include <fcntl.h>
#include <poll.h>
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

bool Input::enlarge(std::size_t wanted) {
    // realloc() moves large blocks by their page tables and leaves the new part untouched.
    void* memory = std::realloc(own_.get(), wanted);
    if (memory == nullptr) return false;
    const bool moves = !in_block();
    static_cast<void>(own_.release());
    own_.reset(static_cast<std::byte*>(memory));
    capacity_ = wanted;
    if (moves) memory_ = own_.get();
    return true;
}

bool Input::make_room(std::size_t most) {
    const std::size_t unread = end_ - begin_;
    if (in_block()) {
        if (capacity_ < unread + most && !enlarge(unread + most)) return false;
        std::copy_n(memory_ + begin_, unread, own_.get());
        memory_ = own_.get();
        ahead_->give_back();
    } else {
        if (capacity_ - end_ >= most) return true;
        if (begin_ != 0) std::memmove(memory_, memory_ + begin_, unread);
    }
    begin_ = 0;
    end_ = unread;
    return capacity_ - end_ >= most || enlarge(std::max(capacity_ * 2, end_ + most));
}

// How many bytes there are to read before the next block that is read ahead, at most `most`.
std::size_t Input::before_block(std::size_t most) {
    if (!ahead_ || !may_read_ahead_) return most;
    const off_t at = lseek(fd_, 0, SEEK_CUR);
    if (at == ahead_->next() && !ahead_->is_there()) ahead_->skip();
    const off_t left = ahead_->next() - at;
    // Somebody else reads the file, too, and has moved us: what is read ahead is not for us.
    if (left < 0) may_read_ahead_ = false;
    return left < 0 ? most : std::min(most, static_cast<std::size_t>(left));
}

// We have come to it. False: nothing came of it.
bool Input::take_block() {
    const ReadAhead::Block block = ahead_->take();
    const off_t end = block.offset + static_cast<off_t>(block.size);
    const std::size_t unread = end_ - begin_;
    const bool fits = unread <= ReadAhead::kHeadroom;
    may_read_ahead_ = block.size == ReadAhead::kBlock;
    // Who reads the same open file has perhaps moved us just now.
    if ((!fits && !make_room(block.size)) || lseek(fd_, 0, SEEK_CUR) != block.offset ||
        lseek(fd_, end, SEEK_SET) != end) {
        if (!in_block() || make_room(0)) ahead_->give_back();
        may_read_ahead_ = false;
        return false;
    }
    if (fits) {
        std::copy_n(memory_ + begin_, unread, block.bytes - unread);
        if (in_block()) ahead_->give_back();
        memory_ = block.bytes - ReadAhead::kHeadroom;
        begin_ = ReadAhead::kHeadroom - unread;
        end_ = ReadAhead::kHeadroom + block.size;
    } else {
        std::copy_n(block.bytes, block.size, memory_ + end_);
        end_ += block.size;
        ahead_->give_back();
    }
    return block.size != 0;
}

std::optional<Input::Got> Input::try_read(std::size_t most) {
    if (begin_ == end_) begin_ = end_ = 0;
    most = before_block(most);
    if (most == 0 && take_block()) return Got::kBytes;
    most = std::max<std::size_t>(most, 1);
    if (!make_room(most)) {
        error_ = ENOMEM;
        return Got::kFailed;
    }
    for (;;) {
        if (stopped()) return Got::kStopped;
        const ssize_t got = ::read(fd_, memory_ + end_, most);
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
    struct stat status {};
    const off_t at = lseek(fd_, 0, SEEK_CUR);
    if (at < 0 || fstat(fd_, &status) != 0 || status.st_size <= at) return 0;
    if (!ahead_ && may_read_ahead_) {
        ahead_ = ReadAhead::start(fd_, at, status.st_size);
        may_read_ahead_ = ahead_ != nullptr;
    }
    return before_block(std::min(most, static_cast<std::size_t>(status.st_size - at)));
}

std::span<std::byte> Input::room(std::size_t most) {
    if (!make_room(most)) return {};
    return {memory_ + end_, most};
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
