// Archive: a file of zstd frames, each with a trailer that proves it.
#include "ringcat/archive.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/pieces.h"
#include "common/quantity.h"
#include "ringcat/durable.h"
#include "ringcat/zstd_frame.h"
#include "ringpipe/writer.h"

namespace ringpipe::ringcat {
namespace {

constexpr mode_t kMode = 0600;  // as that of rings

// Where it really is: what is renamed must be the file, not a link to it.
std::string resolved(const std::string& path) {
    std::error_code error;
    const auto real = std::filesystem::weakly_canonical(path, error);
    return error ? path : real.string();
}

// What is whole of the file.
Result<ArchiveTail> tail_of(int fd, const std::string& path) {
    struct stat there {};
    if (fstat(fd, &there) != 0) return Error{ErrorKind::kSystem, "cannot be read", path, errno};
    const auto bytes = static_cast<std::size_t>(there.st_size);
    if (bytes == 0) return ArchiveTail{};
    void* const mapped = mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, fd, 0);
    if (mapped == MAP_FAILED) return Error{ErrorKind::kSystem, "cannot be read", path, errno};
    madvise(mapped, bytes, MADV_RANDOM);
    const ArchiveTail tail = find_tail({static_cast<const std::byte*>(mapped), bytes});
    munmap(mapped, bytes);
    return tail;
}

bool lock(int fd) {
    while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EINTR) return false;
    }
    return true;
}

// All of the pieces, at that place. The error number, or 0.
int write_all(int fd, std::span<iovec> pieces, std::uint64_t at) {
    while (!pieces.empty()) {
        const ssize_t got =
            ::pwritev(fd, pieces.data(), static_cast<int>(pieces.size()), static_cast<off_t>(at));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno;
        at += static_cast<std::uint64_t>(got);
        tools::drop_front(pieces, static_cast<std::size_t>(got));
    }
    return 0;
}

}  // namespace

Archive::Archive(std::string path, const Rotation& rotation)
    : path_(std::move(path)), rotation_(rotation), rotated_(path_) {}

Archive::~Archive() {
    if (fd_ >= 0) ::close(fd_);
    if (rotated_fd_ >= 0) ::close(rotated_fd_);
}

Error Archive::failure(std::string doing, int error) const {
    return {ErrorKind::kSystem, std::move(doing), path_, error};
}

Result<std::unique_ptr<Archive>> Archive::open(const std::string& path, const Rotation& rotation) {
    std::unique_ptr<Archive> archive(new Archive(resolved(path), rotation));
    const auto locked = archive->lock_live();
    if (!locked) return locked.error();
    if (*locked == Lock::kLocked) {
        if (const auto looked = archive->look_at_live(); !looked) return looked.error();
    }
    if (!archive->proof_) {
        if (const auto looked = archive->look_at_newest_rotated(); !looked) return looked.error();
    }
    return archive;
}

Result<Archive::Lock> Archive::lock_live() {
    for (;;) {
        fd_ = ::open(path_.c_str(), O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
        if (fd_ < 0 && errno == ENOENT) return Lock::kMissing;
        if (fd_ < 0) return failure("cannot be opened", errno);
        struct stat ours {};
        struct stat there {};
        if (fstat(fd_, &ours) != 0) return failure("cannot be opened", errno);
        if (!S_ISREG(ours.st_mode)) return failure("is not a regular file", 0);
        if (!lock(fd_)) {
            if (errno != EWOULDBLOCK) return failure("cannot be locked", errno);
            return Error{ErrorKind::kBusy, "another process archives there", path_, 0};
        }
        // It may have been set aside between the two.
        if (::stat(path_.c_str(), &there) == 0 && there.st_ino == ours.st_ino &&
            there.st_dev == ours.st_dev) {
            return Lock::kLocked;
        }
        ::close(std::exchange(fd_, -1));
    }
}

Result<Done> Archive::look_at_live() {
    auto found = tail_of(fd_, path_);
    if (!found) return found.error();
    tail_ = *found;
    proof_ = tail_.last;
    switch (tail_.found) {
        case ArchiveTail::Found::kWhole:
            return Done{};
        case ArchiveTail::Found::kNoZstd:
            return Error{ErrorKind::kSystem, "is no zstd file", path_, 0,
                         "nothing was changed; name another file"};
        case ArchiveTail::Found::kForeign:
            break;
    }
    return Error{ErrorKind::kSystem, "ends in the middle of what ringcat did not write", path_, 0,
                 "nothing was changed; name another file"};
}

Result<Done> Archive::look_at_newest_rotated() {
    const auto there = rotated_.list();
    if (!there) return there.error();
    if (there->empty()) return Done{};
    const std::string& newest = there->back();
    rotated_fd_ = ::open(newest.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (rotated_fd_ < 0) return Error{ErrorKind::kSystem, "cannot be opened", newest, errno};
    // Who has just renamed it is about to make the new one.
    if (!lock(rotated_fd_)) {
        return Error{ErrorKind::kBusy, "another process archives there", path_, 0};
    }
    const auto found = tail_of(rotated_fd_, newest);
    if (!found) return found.error();
    proof_ = found->last;
    return Done{};
}

Result<Done> Archive::make() {
    fd_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, kMode);
    if (fd_ < 0) return failure("cannot be made", errno);
    if (!lock(fd_)) return Error{ErrorKind::kBusy, "another process archives there", path_, 0};
    bytes_ = durable_ = opened_ns_ = 0;
    return Done{};
}

Result<Done> Archive::begin(const RingId& ring, std::uint64_t next) {
    ring_ = ring;
    next_ = next;
    const bool made = fd_ < 0;
    if (made) {
        if (const auto done = make(); !done) return done.error();
    } else {
        struct stat there {};
        if (fstat(fd_, &there) != 0) return failure("cannot be read", errno);
        const auto bytes = static_cast<std::uint64_t>(there.st_size);
        bytes_ = tail_.keep_bytes;
        if (bytes > bytes_) {
            if (ftruncate(fd_, static_cast<off_t>(bytes_)) != 0) {
                return failure("cannot be cut after its last whole batch", errno);
            }
            tools::notice(path_, fmt::format("cut {} of an unfinished batch",
                                             tools::counted(bytes - bytes_, "byte")));
        }
        if (!tail_.is_ours) tools::notice(path_, "goes on after what others wrote there");
        // What a process that was killed appended may not be on its disk yet.
        if (const auto done = sync(); !done) return done.error();
    }
    if (rotated_fd_ >= 0) ::close(std::exchange(rotated_fd_, -1));
    opened_ns_ = tail_.last ? tail_.last->opened_ns : wall_clock_ns();
    const bool goes_on = tail_.last && tail_.is_ours && tail_.last->ring_id == ring;
    if (!goes_on) {
        if (const auto done = append_opening(); !done) return done.error();
    }
    if (const auto done = sync(); !done) return done.error();
    if (made) {
        if (const int error = sync_folder_of(path_)) return failure("cannot be synced", error);
    }
    prune();
    return Done{};
}

Result<Done> Archive::append_opening() {
    ArchiveTrailer opening;
    opening.first = opening.next = next_;
    return append({}, opening);
}

// Somebody may have moved it away, or written there, without regard to the lock.
Result<Done> Archive::check_in_place() const {
    struct stat ours {};
    struct stat there {};
    if (fstat(fd_, &ours) != 0) return failure("cannot be read", errno);
    if (::stat(path_.c_str(), &there) != 0) there.st_ino = 0;
    if (there.st_ino != ours.st_ino || there.st_dev != ours.st_dev) {
        return failure("was removed or replaced by another process", 0);
    }
    if (static_cast<std::uint64_t>(ours.st_size) != bytes_) {
        return failure("was changed by another process", 0);
    }
    return Done{};
}

Result<Done> Archive::append(std::span<const std::byte> frame, ArchiveTrailer trailer) {
    if (const auto checked = check_in_place(); !checked) return checked.error();
    trailer.ring_id = ring_;
    trailer.frame_bytes = frame.size();
    trailer.text_checksum = text_checksum(frame);
    trailer.offset = bytes_;
    trailer.durable = durable_;
    trailer.opened_ns = opened_ns_;
    trailer.time_ns = wall_clock_ns();
    TrailerBytes end = encode(trailer);
    iovec pieces[] = {{const_cast<std::byte*>(frame.data()), frame.size()},
                      {end.data(), end.size()}};
    const std::span<iovec> all(pieces);
    if (const int error = write_all(fd_, frame.empty() ? all.subspan(1) : all, bytes_)) {
        if (ftruncate(fd_, static_cast<off_t>(bytes_)) != 0) return failure("cannot be cut", errno);
        return failure("cannot be appended to", error);
    }
    bytes_ += frame.size() + end.size();
    next_ = trailer.next;
    return Done{};
}

Result<Done> Archive::sync() {
    if (durable_ == bytes_) return Done{};
    while (fdatasync(fd_) != 0) {
        if (errno == EINTR) continue;
        const int error = errno;
        // It is not known what is on the disk of what came since.
        if (ftruncate(fd_, static_cast<off_t>(durable_)) == 0) bytes_ = durable_;
        return failure("cannot be synced to its disk", error);
    }
    durable_ = bytes_;
    return Done{};
}

bool Archive::is_full_for(std::uint64_t bytes) const {
    const bool empty = bytes_ <= kTrailerBytes;
    return !empty && bytes + kTrailerBytes > rotation_.bytes - std::min(rotation_.bytes, bytes_);
}

std::uint64_t Archive::due_ns() const {
    return bytes_ <= kTrailerBytes ? UINT64_MAX : rotation_.due_ns(opened_ns_);
}

Result<Done> Archive::rotate() {
    if (const auto synced = sync(); !synced) return synced.error();
    if (const auto checked = check_in_place(); !checked) return checked.error();
    const auto aside = rotated_.next_path(wall_clock_ns());
    if (!aside) return aside.error();
    if (std::rename(path_.c_str(), aside->c_str()) != 0) {
        return failure("cannot be renamed to " + *aside, errno);
    }
    // Locked until the new one is: who comes in between finds that it is in use.
    rotated_fd_ = std::exchange(fd_, -1);
    if (const auto made = make(); !made) return made.error();
    opened_ns_ = wall_clock_ns();
    if (const auto opened = append_opening(); !opened) return opened.error();
    if (const auto synced = sync(); !synced) return synced.error();
    if (const int error = sync_folder_of(path_)) return failure("cannot be synced", error);
    ::close(std::exchange(rotated_fd_, -1));
    prune();
    return Done{};
}

void Archive::prune() const {
    if (rotation_.keep == UINT64_MAX) return;
    auto there = rotated_.list();
    if (!there) return;
    for (std::size_t extra = there->size(); extra > rotation_.keep; --extra) {
        const std::string& oldest = (*there)[there->size() - extra];
        if (::unlink(oldest.c_str()) != 0 && errno != ENOENT) {
            tools::notice(oldest, std::string("cannot be deleted: ") + std::strerror(errno));
        }
    }
}

}  // namespace ringpipe::ringcat
