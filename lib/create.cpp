// Making a ring: built whole under a temporary name, then renamed into place without replacing.
//
// The temporary directory's `locks` file is locked while it is built. Whoever creates a ring next
// reaps what a killed creator left: a temporary whose lock is free. A creator that was merely
// slow and lost its temporary to a reaper builds another. Other users can look into it only when it
// is whole.
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "crc32c.h"
#include "os/byte_locks.h"
#include "os/clock.h"
#include "os/directory.h"
#include "os/file_system.h"
#include "os/system.h"
#include "ring_files.h"

namespace ringpipe::inline v0 {

namespace {

constexpr const char* kPlaces = "use a bare name, or a path on tmpfs, ext4 or xfs";

Error usage(const RingName& name, std::string why) {
    return Error{ErrorKind::kUsage, std::move(why), name.given, 0, {}};
}

Result<RingIdentity> make_identity(const RingName& name, const RingOptions& options, bool on_disk) {
    if (!std::has_single_bit(options.capacity) || options.capacity < kMinCapacity ||
        options.capacity > kMaxCapacity) {
        return usage(name, "the size is a power of two from 64 KiB to 1 TiB, not " +
                               bytes_text(options.capacity));
    }
    if (options.slots < 1 || options.slots > kMaxSlots) {
        return usage(name, "a ring has room for 1 to " + std::to_string(kMaxSlots) +
                               " readers, not " + std::to_string(options.slots));
    }
    if (options.mode != 0600 && options.mode != 0640 && options.mode != 0660) {
        return usage(name, "the mode of a ring is 0600, 0640 or 0660");
    }
    if (options.group && options.mode == 0600) {
        return usage(name, "a group needs the mode 0640 or 0660");
    }
    constexpr std::uint64_t kMostBytes =
        0xffff'ffff - 2 * sizeof(FrameHeader);  // FrameHeader::word
    RingIdentity identity{};
    std::memcpy(identity.magic, kDataMagic, sizeof kDataMagic);
    identity.layout = kLayoutVersion;
    identity.byte_order = kByteOrder;
    identity.incompatible = kMayKeepLock;
    if (!os::random_bytes(identity.ring_id))
        return system_error("no random numbers", name.given, errno);
    identity.capacity = options.capacity;
    identity.frames_offset = kFramesOffset;
    identity.slots_offset = kSlotsOffset;
    const bool overwrites = options.on_full == OnFull::kDropOld ||
                            (options.on_full == OnFull::kBlock && options.block_ns != 0);
    identity.largest_record = std::min(options.capacity / (overwrites ? 4 : 2), kMostBytes);
    identity.block_ns = options.block_ns;
    identity.created_ns = os::wall_ns();
    identity.slots = options.slots;
    identity.slot_bytes = sizeof(SharedSlot);
    identity.writer_entries = kWriterEntries;
    identity.frame_header_bytes = sizeof(FrameHeader);
    identity.use = Use::kStream;
    identity.on_full = options.on_full;
    if (options.checksums.value_or(on_disk)) identity.checksums = Checksums::kCrc32c;
    identity.identity_crc =
        crc32c(std::as_bytes(std::span(&identity, 1)).first(offsetof(RingIdentity, identity_crc)));
    return identity;
}

bool write_at_start(int fd, const void* bytes, std::size_t size) {
    return pwrite(fd, bytes, size, 0) == static_cast<ssize_t>(size);
}

// Allocates for real: a sparse file on a full tmpfs would kill its writer later (SIGBUS).
Result<Done> fill_files(const RingName& name, const RingIdentity& identity, int data, int readers) {
    const std::uint64_t bytes = data_bytes(identity.capacity);
    const std::uint64_t slots = readers_bytes(identity.slots);
    if (fallocate(readers, 0, 0, static_cast<off_t>(slots)) != 0 ||
        fallocate(data, 0, 0, static_cast<off_t>(bytes)) != 0) {
        const int reason = errno;
        Error error =
            system_error("cannot allocate " + bytes_text(bytes + slots), name.given, reason);
        if (reason == ENOSPC) {
            // The part that was allocated until it failed is counted as free again.
            struct stat status {};
            const std::uint64_t taken =
                fstat(data, &status) == 0 ? static_cast<std::uint64_t>(status.st_blocks) * 512 : 0;
            return no_room(name, bytes + slots, taken);
        }
        return error;
    }
    ReadersHeader header{};
    std::memcpy(header.magic, kReadersMagic, sizeof kReadersMagic);
    header.layout = kLayoutVersion;
    header.slots = identity.slots;
    std::memcpy(header.ring_id, identity.ring_id, sizeof header.ring_id);
    DataHeader words{};
    words.identity = identity;
    os::read_boot_id(words.boot_id);
    words.clean = 1;
    if (!write_at_start(readers, &header, sizeof header) ||
        !write_at_start(data, &words, sizeof words)) {
        return system_error("cannot write its header", name.given, errno);
    }
    return Done{};
}

void remove_files(int directory) {
    for (const char* file : {kDataFile, kReadersFile, kLocksFile}) unlinkat(directory, file, 0);
}

bool is_unlinked(int fd) {
    struct stat status {};
    return fstat(fd, &status) == 0 && status.st_nlink == 0;
}

// `locks` is made first and removed last: without it there is nothing else in a temporary.
void reap_temporaries(const std::string& directory) {
    const auto names = os::names_in(directory);
    if (!names) return;
    for (const auto& name : *names) {
        if (!name.starts_with('.')) continue;
        if (name.find(".ring.new-") == name.npos && name.find(".ring.gone-") == name.npos) continue;
        const std::string path = directory + "/" + name;
        const os::UniqueFd at(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!at || !os::is_ours(at.get())) continue;
        os::UniqueFd file(openat(at.get(), kLocksFile, O_RDWR | O_CLOEXEC | O_NOFOLLOW));
        if (file) {
            os::ByteLocks locks(std::move(file));
            if (!locks.try_exclusive(kCreateByte)) continue;
            // A creator renames before it unlocks: what is still here now is nobody's.
            if (!os::is_at(at.get(), path)) continue;
            remove_files(at.get());
        }
        rmdir(path.c_str());
    }
}

struct Temporary {
    std::string path;
    os::UniqueFd directory;
    ~Temporary() {
        if (!directory || path.empty()) return;
        remove_files(directory.get());
        rmdir(path.c_str());
    }
};

// After they were filled: nobody else sees a ring that is not whole. Whatever the umask is.
bool give_to(int fd, mode_t mode, const RingOptions& options) {
    if (options.group && fchown(fd, static_cast<uid_t>(-1), *options.group) != 0) return false;
    return fchmod(fd, mode) == 0;
}

enum class Built { kYes, kReaped, kFailed };

// Reaped: another creator took our temporary for a dead one's, and another try is due.
Built build_once(const RingName& name, const RingIdentity& identity, const RingOptions& options,
                 bool on_disk, Error& error) {
    const auto slash = name.path.rfind('/');
    Temporary temporary;
    const std::string path = name.path.substr(0, slash + 1) + "." + name.path.substr(slash + 1) +
                             ".new-" + os::random_text();
    const auto refused = [&](const char* doing) {
        const bool reaped = errno == ENOENT && access(name.directory.c_str(), F_OK) == 0;
        error = system_error(std::string(doing) + name.directory, name.given, errno);
        return reaped ? Built::kReaped : Built::kFailed;
    };
    if (!os::make_directory(path)) return refused("cannot create it in ");
    temporary.path = path;
    temporary.directory =
        os::UniqueFd(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!temporary.directory) return refused("cannot create it in ");
    const int flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
    const auto create = [&](const char* file) {
        os::UniqueFd fd(openat(temporary.directory.get(), file, flags, 0600));
        if (fd && fchmod(fd.get(), 0600) != 0) fd.reset();
        return fd;
    };
    os::UniqueFd lock_file = create(kLocksFile);
    if (!lock_file) return refused("cannot create it in ");
    const int lock_fd = lock_file.get();
    os::ByteLocks locks(std::move(lock_file));
    if (!locks.try_exclusive(kCreateByte)) {
        if (errno == EAGAIN || errno == EACCES) errno = ENOENT;  // a reaper has it
        return refused("cannot lock files in ");
    }
    if (is_unlinked(lock_fd)) return Built::kReaped;
    if (on_disk && !os::locks_work(temporary.directory.get(), kLocksFile)) {
        error = Error{ErrorKind::kUsage, "cannot be here: the locks that rings need do not work",
                      name.given, 0, kPlaces};
        return Built::kFailed;
    }
    const os::UniqueFd data = create(kDataFile);
    const os::UniqueFd readers = create(kReadersFile);
    if (!data || !readers) return refused("cannot create it in ");
    if (auto filled = fill_files(name, identity, data.get(), readers.get()); !filled) {
        error = filled.error();
        return Built::kFailed;
    }
    const bool shared = options.mode == 0660;
    const bool given =
        give_to(data.get(), options.mode, options) &&
        give_to(readers.get(), shared ? 0660 : 0600, options) &&
        give_to(lock_fd, shared ? 0660 : 0600, options) &&
        give_to(temporary.directory.get(), options.mode == 0600 ? 0700 : 0750, options);
    if (!given) {
        const int reason = errno;
        error = system_error(options.group
                                 ? "cannot give it to the group " + os::group_name(*options.group)
                                 : "cannot set its mode",
                             name.given, reason);
        if (reason == EPERM && options.group) error.hint = "one must be a member of it, or root";
        return Built::kFailed;
    }
    // What has its name after a power cut is whole.
    if (on_disk && !(os::sync_file(data.get()) && os::sync_file(readers.get()) &&
                     os::sync_file(temporary.directory.get()))) {
        return refused("cannot write it to ");
    }
    if (renameat2(AT_FDCWD, path.c_str(), AT_FDCWD, name.path.c_str(), RENAME_NOREPLACE) != 0) {
        if (errno != EEXIST) return refused("cannot give it its name in ");
        error = Error{ErrorKind::kBusy, "exists already", name.given, 0, {}};
        return Built::kFailed;
    }
    temporary.path.clear();
    const os::UniqueFd parent(open(name.directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (on_disk && parent) os::sync_file(parent.get());
    return Built::kYes;
}

Result<Done> check_trust(const RingName& name) {
    const auto bad = [&](const char* why, const char* hint) {
        return Error{ErrorKind::kBad, why, name.directory, 0, hint};
    };
    constexpr const char* kOpen = "other users may put files into it";
    if (!name.bare) {
        if (!os::is_open_to_all(name.directory)) return Done{};
        return bad(kOpen, "choose a directory that only you can write to, or a sticky one");
    }
    switch (os::judge_private_directory(name.directory)) {
        case os::Trust::kForeign:
            return bad("belongs to another user", "choose another directory with RINGPIPE_DIR");
        case os::Trust::kSticky:
            if (!name.private_directory) return Done{};
            [[fallthrough]];
        case os::Trust::kOpenToOthers:
            return bad(kOpen, "choose a directory that only you can write to, with RINGPIPE_DIR");
        case os::Trust::kNotADirectory:
            return bad("not a directory", "");
        default:
            return Done{};
    }
}

Result<Done> check_group_enters(const RingName& name, const RingOptions& options) {
    if (options.mode == 0600) return Done{};
    const std::uint32_t group =
        options.group ? *options.group : os::group_of_files_in(name.directory);
    const std::string closed = os::closed_to_group(name.directory, group);
    if (closed.empty()) return Done{};
    return Error{ErrorKind::kUsage,
                 "the group " + os::group_name(group) + " cannot enter " + closed, name.given, 0,
                 "choose a directory that it can enter, by a path or with RINGPIPE_DIR"};
}

Result<Done> check_directory(const RingName& name, const RingOptions& options, bool& on_disk) {
    if (name.bare && !os::make_private_directory(name.directory)) {
        return system_error("cannot make the directory of rings", name.directory, errno);
    }
    if (auto trusted = check_trust(name); !trusted) return trusted.error();
    if (auto entered = check_group_enters(name, options); !entered) return entered.error();
    const auto system = os::file_system(name.directory);
    if (!system) return system_error("cannot use the directory", name.directory, errno);
    if (system->suits == os::Suits::kNever) {
        return Error{ErrorKind::kUsage, "cannot be on " + system->name + ", " + system->why,
                     name.given, 0, kPlaces};
    }
    on_disk = system->suits != os::Suits::kMemory;
    return Done{};
}

}  // namespace

Result<Ring> Ring::create(const RingName& name, const RingOptions& options) {
    bool on_disk = false;
    if (auto usable = check_directory(name, options, on_disk); !usable) return usable.error();
    const auto identity = make_identity(name, options, on_disk);
    if (!identity) return identity.error();
    if (::access(name.path.c_str(), F_OK) == 0)
        return Error{ErrorKind::kBusy, "exists already", name.given, 0, {}};
    reap_temporaries(name.directory);
    constexpr int kTries = 100;
    Error error;
    for (int attempt = 0; attempt < kTries; ++attempt) {
        const Built built = build_once(name, *identity, options, on_disk, error);
        if (built == Built::kYes) return open(name);
        if (built == Built::kFailed) break;
    }
    return error;
}

Result<Ring> Ring::in_memory(const RingOptions& options) {
    auto impl = std::make_unique<Impl>();
    impl->name.given = "memory";
    impl->name.path = "memory";
    impl->in_memory = true;
    const auto identity = make_identity(impl->name, options, false);
    if (!identity) return identity.error();
    impl->identity = *identity;
    impl->data = os::UniqueFd(memfd_create("ringpipe-data", MFD_CLOEXEC));
    impl->readers = os::UniqueFd(memfd_create("ringpipe-readers", MFD_CLOEXEC));
    impl->locks = os::UniqueFd(memfd_create("ringpipe-locks", MFD_CLOEXEC));
    if (!impl->data || !impl->readers || !impl->locks)
        return system_error("no memory file", "memory", errno);
    auto filled = fill_files(impl->name, *identity, impl->data.get(), impl->readers.get());
    if (!filled) return filled.error();
    return RingBuilder::build(std::move(impl));
}

}  // namespace ringpipe::inline v0
