#include "os/file_system.h"

#include <fcntl.h>
#include <linux/falloc.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iterator>

#include "os/byte_locks.h"
#include "os/system.h"
#include "os/unique_fd.h"
#include "ringpipe/format.h"

namespace ringpipe::os {

namespace {

constexpr const char* kRemote = "where neither locks nor mappings are those of one machine";
constexpr const char* kLayered =
    "where a file that is written to becomes another file than the one that readers have open";
constexpr const char* kUser = "where a program decides what locks and mappings are worth";
constexpr const char* kCopies =
    "which copies what is overwritten, so that room set aside may run out all the same";
constexpr const char* kPseudo = "which has no files of ours";

// By statfs(2)'s type; linux/magic.h does not know them all.
struct Known {
    std::uint32_t type;
    const char* name;
    Suits suits;
    const char* why;
};
constexpr Known kKnown[] = {
    {0x01021994, "tmpfs", Suits::kMemory, ""},
    {0x0000ef53, "ext4", Suits::kDisk, ""},
    {0x58465342, "xfs", Suits::kDisk, ""},
    {0x794c7630, "overlayfs", Suits::kNever, kLayered},
    {0x61756673, "aufs", Suits::kNever, kLayered},
    {0x0000f15f, "ecryptfs", Suits::kNever, kLayered},
    {0x65735546, "fuse", Suits::kNever, kUser},
    {0x786f4256, "vboxsf", Suits::kNever, kUser},
    {0x00006969, "nfs", Suits::kNever, kRemote},
    {0x0000517b, "smb", Suits::kNever, kRemote},
    {0xff534d42, "cifs", Suits::kNever, kRemote},
    {0xfe534d42, "smb2", Suits::kNever, kRemote},
    {0x01021997, "9p", Suits::kNever, kRemote},
    {0x00c36400, "ceph", Suits::kNever, kRemote},
    {0x5346414f, "afs", Suits::kNever, kRemote},
    {0x6b414653, "afs", Suits::kNever, kRemote},
    {0x73757245, "coda", Suits::kNever, kRemote},
    {0x0000564c, "ncpfs", Suits::kNever, kRemote},
    {0x01161970, "gfs2", Suits::kNever, kRemote},
    {0x7461636f, "ocfs2", Suits::kNever, kRemote},
    {0x0bd00bd0, "lustre", Suits::kNever, kRemote},
    {0x47504653, "gpfs", Suits::kNever, kRemote},
    {0x20030528, "orangefs", Suits::kNever, kRemote},
    {0x9123683e, "btrfs", Suits::kNever, kCopies},
    {0xca451a4e, "bcachefs", Suits::kNever, kCopies},
    {0x2fc12fc1, "zfs", Suits::kNever, kCopies},
    {0x00003434, "nilfs2", Suits::kNever, kCopies},
    {0x00009fa0, "proc", Suits::kNever, kPseudo},
    {0x62656572, "sysfs", Suits::kNever, kPseudo},
    {0x63677270, "cgroup2", Suits::kNever, kPseudo},
};

FileSystem describe(const struct statfs& status) {
    const auto type = static_cast<std::uint32_t>(status.f_type);
    FileSystem system;
    system.free_bytes =
        static_cast<std::uint64_t>(status.f_bavail) * static_cast<std::uint64_t>(status.f_bsize);
    const auto* known = std::find_if(std::begin(kKnown), std::end(kKnown),
                                     [&](const Known& one) { return one.type == type; });
    if (known != std::end(kKnown)) {
        system.suits = known->suits;
        system.name = known->name;
        system.why = known->why;
        return system;
    }
    char text[64];
    std::snprintf(text, sizeof text, "a file system of type 0x%x", static_cast<unsigned>(type));
    system.name = text;
    system.why = "where the locks that rings need do not work";
    return system;
}

// Whether blocks of its own are set aside for all of it. False also where nobody can tell.
bool has_room(int fd, std::uint64_t bytes) {
    constexpr std::uint32_t kMost = 32;
    alignas(struct fiemap)
        std::byte room[sizeof(struct fiemap) + kMost * sizeof(struct fiemap_extent)];
    auto* map = reinterpret_cast<struct fiemap*>(room);
    std::uint64_t at = 0;
    while (at < bytes) {
        std::memset(room, 0, sizeof room);
        map->fm_start = at;
        map->fm_length = bytes - at;
        map->fm_extent_count = kMost;
        if (ioctl(fd, FS_IOC_FIEMAP, map) != 0) return false;
        const std::uint32_t got = std::min(map->fm_mapped_extents, kMost);
        if (got == 0) return false;
        for (std::uint32_t i = 0; i < got; ++i) {
            const struct fiemap_extent& extent = map->fm_extents[i];
            constexpr std::uint32_t kNotOurs = FIEMAP_EXTENT_SHARED | FIEMAP_EXTENT_DELALLOC;
            if (extent.fe_logical > at || (extent.fe_flags & kNotOurs) != 0) return false;
            at = std::max<std::uint64_t>(at, extent.fe_logical + extent.fe_length);
        }
    }
    return true;
}

}  // namespace

std::optional<FileSystem> file_system(const std::string& directory) {
    struct statfs status {};
    if (statfs(directory.c_str(), &status) != 0) return std::nullopt;
    return describe(status);
}

std::optional<FileSystem> file_system(int fd) {
    struct statfs status {};
    if (fstatfs(fd, &status) != 0) return std::nullopt;
    return describe(status);
}

// With locks for reading, which a descriptor that is read-only may take; at a byte of its own,
// since others may be testing too.
bool locks_work(int directory, const char* file) {
    constexpr int kFlags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    const UniqueFd one(openat(directory, file, kFlags));
    const UniqueFd other(openat(directory, file, kFlags));
    if (!one || !other) return false;
    std::uint8_t random[4] = {};
    random_bytes(random);
    std::uint32_t offset = 0;
    std::memcpy(&offset, random, sizeof offset);
    const std::uint64_t byte = kTestBytes + offset;
    const auto seen = [&] {
        auto range = byte_range(byte, F_WRLCK);
        return fcntl(other.get(), F_OFD_GETLK, &range) == 0 ? range.l_type != F_UNLCK : true;
    };
    if (seen()) return false;
    auto take = byte_range(byte, F_RDLCK);
    if (fcntl(one.get(), F_OFD_SETLK, &take) != 0) return false;
    const bool held = seen();
    auto give = byte_range(byte, F_UNLCK);
    return fcntl(one.get(), F_OFD_SETLK, &give) == 0 && held && !seen();
}

// Asked first, because on a full disk xfs refuses to allocate also what it has allocated.
bool keep_room(int fd, std::uint64_t bytes) {
    if (has_room(fd, bytes)) return true;
    const auto size = static_cast<off_t>(bytes);
    if (fallocate(fd, FALLOC_FL_UNSHARE_RANGE, 0, size) == 0) return true;
    return (errno == EOPNOTSUPP || errno == EINVAL) && fallocate(fd, 0, 0, size) == 0;
}

bool sync_file(int fd) {
    return fsync(fd) == 0;
}

bool sync_mapped(std::byte* start, std::uint64_t bytes) {
    return msync(start, bytes, MS_SYNC) == 0;
}

}  // namespace ringpipe::os
