#include "ring_files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <bit>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include "crc32c.h"
#include "os/directory.h"
#include "os/file_system.h"

namespace ringpipe::inline v0 {

namespace {

constexpr std::uint64_t round_up(std::uint64_t value, std::uint64_t unit) {
    return (value + unit - 1) / unit * unit;
}

}  // namespace

std::uint64_t data_bytes(std::uint64_t capacity) {
    return kFramesOffset + capacity;
}

std::uint64_t readers_bytes(std::uint32_t slots) {
    return round_up(kSlotsOffset + slots * sizeof(SharedSlot), kRegionBytes);
}

std::string bytes_text(std::uint64_t bytes) {
    constexpr const char* kUnits[] = {" bytes", " KiB", " MiB", " GiB", " TiB"};
    std::size_t unit = 0;
    while (unit < 4 && bytes >= 1024 && (bytes % 1024 == 0 || bytes >= 10 * 1024)) {
        bytes /= 1024;
        ++unit;
    }
    return std::to_string(bytes) + kUnits[unit];
}

Error no_room(const RingName& name, std::uint64_t bytes, std::uint64_t taken) {
    const auto system = os::file_system(name.directory);
    return Error{ErrorKind::kSystem,
                 name.directory + " has " + bytes_text((system ? system->free_bytes : 0) + taken) +
                     " free, the ring needs " + bytes_text(bytes),
                 name.given, ENOSPC,
                 "choose a smaller size, or another directory with RINGPIPE_DIR"};
}

Error system_error(std::string doing, std::string path, int sys_errno) {
    return Error{ErrorKind::kSystem, std::move(doing), std::move(path), sys_errno, {}};
}

bool matches_checksum(const RingIdentity& identity) {
    const auto covered =
        std::as_bytes(std::span(&identity, 1)).first(offsetof(RingIdentity, identity_crc));
    return crc32c(covered) == identity.identity_crc;
}

std::string refuse_identity(const RingIdentity& identity) {
    if (std::memcmp(identity.magic, kDataMagic, sizeof kDataMagic) != 0) return "not a ring";
    if (identity.byte_order != kByteOrder)
        return "a ring made on a machine of the other byte order";
    if (identity.layout != kLayoutVersion) {
        return "has layout " + std::to_string(identity.layout) + ", this version knows " +
               std::to_string(kLayoutVersion);
    }
    if (!matches_checksum(identity)) return "damaged: its header does not match its checksum";
    if ((identity.incompatible & ~kKnownIncompatible) != 0) {
        return "uses features that this version does not know";
    }
    const bool sizes_fit =
        std::has_single_bit(identity.capacity) && identity.capacity >= kMinCapacity &&
        identity.capacity <= kMaxCapacity && identity.frames_offset == kFramesOffset &&
        identity.slots_offset == kSlotsOffset && identity.slots >= 1 &&
        identity.slots <= kMaxSlots && identity.slot_bytes == sizeof(SharedSlot) &&
        identity.writer_entries == kWriterEntries &&
        identity.frame_header_bytes == sizeof(FrameHeader) &&
        identity.largest_record <= identity.capacity / 2;
    const bool known = identity.use == Use::kStream && identity.on_full >= OnFull::kBlock &&
                       identity.on_full <= OnFull::kFail &&
                       identity.checksums <= Checksums::kCrc32c;
    if (!sizes_fit) return "damaged: its header gives impossible sizes";
    return known ? "" : "of a kind that this version does not know";
}

const os::UniqueFd& Ring::Impl::checked(const char* file) const {
    return file == kDataFile ? data : file == kReadersFile ? readers : locks;
}

os::UniqueFd Ring::Impl::reopen(const char* file, int flags) const {
    const os::UniqueFd& known = checked(file);
    if (in_memory) {
        const std::string path = "/proc/self/fd/" + std::to_string(known.get());
        return os::UniqueFd(::open(path.c_str(), flags | O_CLOEXEC));
    }
    // O_NONBLOCK: a FIFO planted in its place must not hang us.
    constexpr int kAlways = O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK;
    os::UniqueFd fd(openat(directory.get(), file, flags | kAlways));
    if (fd && known && !os::is_same_file(fd.get(), known.get())) {
        fd.reset();
        errno = ESTALE;
    }
    return fd;
}

bool Ring::Impl::gone() const {
    struct stat status {};
    return !in_memory && fstat(data.get(), &status) == 0 && status.st_nlink == 0;
}

}  // namespace ringpipe::inline v0
