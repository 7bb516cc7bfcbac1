#include "os/byte_locks.h"

#include <fcntl.h>
#include <pthread.h>

#include <mutex>
#include <vector>

#include "ringpipe/format.h"

namespace ringpipe::os {

namespace {

// The descriptors that a forked child must close, and how many forks down we are.
std::mutex registry_mutex;
std::uint64_t fork_generation = 0;
std::vector<int>& registry() {
    static auto* fds = new std::vector<int>;  // never destroyed: forks may happen during exit
    return *fds;
}

void close_in_child() {
    for (const int open : registry()) ::close(open);
    registry().clear();
    ++fork_generation;
    registry_mutex.unlock();
}

std::uint64_t add_to_registry(int fd) {
    static const int installed = pthread_atfork([] { registry_mutex.lock(); },
                                                [] { registry_mutex.unlock(); }, close_in_child);
    static_cast<void>(installed);
    const std::lock_guard guard(registry_mutex);
    registry().push_back(fd);
    return fork_generation;
}

void remove_from_registry(int fd) {
    const std::lock_guard guard(registry_mutex);
    std::erase(registry(), fd);
}

}  // namespace

struct flock byte_range(std::uint64_t byte, short kind) {
    struct flock range {};
    range.l_type = kind;
    range.l_whence = SEEK_SET;
    range.l_start = static_cast<off_t>(byte);
    range.l_len = 1;
    return range;
}

ByteLocks::ByteLocks(UniqueFd fd) : fd_(std::move(fd)) {
    if (fd_) generation_ = add_to_registry(fd_.get());
}

ByteLocks& ByteLocks::operator=(ByteLocks&& other) noexcept {
    if (this != &other) {
        close();
        fd_ = std::move(other.fd_);
        generation_ = other.generation_;
    }
    return *this;
}

ByteLocks::~ByteLocks() {
    close();
}

bool ByteLocks::is_ours() const {
    return generation_ == fork_generation;
}

void ByteLocks::close() {
    if (!fd_) return;
    if (is_ours()) {
        remove_from_registry(fd_.get());
        fd_.reset();
    } else {
        fd_.forget();
    }
}

bool ByteLocks::set(std::uint64_t byte, short kind) {
    auto range = byte_range(byte, kind);
    return is_ours() && fcntl(fd_.get(), F_OFD_SETLK, &range) == 0;
}

bool ByteLocks::try_exclusive(std::uint64_t byte) {
    return set(byte, F_WRLCK);
}
bool ByteLocks::try_shared(std::uint64_t byte) {
    return set(byte, F_RDLCK);
}
void ByteLocks::release(std::uint64_t byte) {
    set(byte, F_UNLCK);
}

bool ByteLocks::is_held(std::uint64_t byte) const {
    auto range = byte_range(byte, F_WRLCK);
    return fcntl(fd_.get(), F_OFD_GETLK, &range) != 0 || range.l_type != F_UNLCK;
}

bool ByteLocks::is_any_held() const {
    auto range = byte_range(0, F_WRLCK);
    range.l_len = static_cast<off_t>(kTestBytes);  // who only tests locks uses nothing
    return fcntl(fd_.get(), F_OFD_GETLK, &range) != 0 || range.l_type != F_UNLCK;
}

}  // namespace ringpipe::os
