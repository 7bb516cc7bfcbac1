// Opening a ring: every file's type, owner, size and header is checked before anything is mapped.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "os/directory.h"
#include "os/file_system.h"
#include "ring_directory.h"
#include "ring_files.h"

namespace ringpipe::inline v0 {

namespace {

Error bad(const RingName& name, std::string why) {
    return Error{ErrorKind::kBad, std::move(why), name.given, 0, {}};
}

// One of the three files, read-only.
Result<os::UniqueFd> open_file(const Ring::Impl& ring, const char* file, std::uint64_t bytes) {
    // O_NONBLOCK: a FIFO planted in its place must not hang us.
    os::UniqueFd fd = ring.reopen(file, O_RDONLY | O_NONBLOCK);
    if (!fd) {
        if (errno == ENOENT)
            return bad(ring.name, std::string("not a ring: it has no file '") + file + "'");
        if (errno == ELOOP)
            return bad(ring.name, std::string("its file '") + file + "' is a symbolic link");
        return system_error(std::string("cannot open its file '") + file + "'", ring.name.given,
                            errno);
    }
    struct stat status {};
    if (fstat(fd.get(), &status) != 0)
        return system_error("cannot look at it", ring.name.given, errno);
    if (status.st_uid != ring.access.owner)
        return bad(ring.name, std::string("its file '") + file +
                                  "' belongs to another user than its directory");
    if (!S_ISREG(status.st_mode))
        return bad(ring.name, std::string("its file '") + file + "' is no regular file");
    if (status.st_nlink > 1)
        return bad(ring.name, std::string("its file '") + file + "' has a second name");
    if (bytes != 0 && static_cast<std::uint64_t>(status.st_size) != bytes) {
        return bad(ring.name, std::string("damaged: its file '") + file + "' has " +
                                  std::to_string(status.st_size) + " bytes instead of " +
                                  std::to_string(bytes));
    }
    return fd;
}

// Whose it is, and that nobody else can put files into it.
Result<Done> check_ring_directory(Ring::Impl& ring) {
    struct stat status {};
    if (fstat(ring.directory.get(), &status) != 0)
        return system_error("cannot look at it", ring.name.given, errno);
    if ((status.st_mode & 0022) != 0)
        return bad(ring.name, "other users than its owner may put files into it");
    ring.access.owner = status.st_uid;
    return Done{};
}

// Where locks or mappings may not be what they seem, nothing that a ring promises is kept.
Result<Done> check_file_system(Ring::Impl& ring) {
    const auto system = os::file_system(ring.data.get());
    if (!system) return system_error("cannot look at its file system", ring.name.given, errno);
    ring.on_disk = system->suits != os::Suits::kMemory;
    const bool works = !ring.on_disk || ring.access.observe_only ||
                       os::locks_work(ring.directory.get(), kLocksFile);
    if (system->suits != os::Suits::kNever && works) return Done{};
    const std::string why = system->why.empty() ? "where locks do not work just now" : system->why;
    return Error{ErrorKind::kBad, "is on " + system->name + ", " + why, ring.name.given, 0,
                 "rings can be on tmpfs, ext4 and xfs"};
}

// `readers` and `locks`, unless all that we may do is observe.
Result<Done> open_others(Ring::Impl& ring) {
    const RingName& name = ring.name;
    auto readers = open_file(ring, kReadersFile, readers_bytes(ring.identity.slots));
    if (!readers && readers.error().sys_errno == EACCES) {
        ring.access.observe_only = true;
        return Done{};
    }
    if (!readers) return readers.error();
    ring.readers = std::move(*readers);
    ReadersHeader header{};
    const auto want = static_cast<ssize_t>(offsetof(ReadersHeader, bell));
    if (pread(ring.readers.get(), &header, static_cast<std::size_t>(want), 0) != want ||
        std::memcmp(header.magic, kReadersMagic, sizeof kReadersMagic) != 0 ||
        std::memcmp(header.ring_id, ring.identity.ring_id, sizeof header.ring_id) != 0 ||
        header.slots != ring.identity.slots) {
        return bad(name, "damaged: its file 'readers' belongs to another ring");
    }
    auto locks = open_file(ring, kLocksFile, 0);
    if (!locks) return locks.error();
    ring.locks = std::move(*locks);
    return Done{};
}

// Opens and checks what is in the directory that `ring` holds open.
Result<Done> open_files(Ring::Impl& ring) {
    const RingName& name = ring.name;
    if (auto usable = check_ring_directory(ring); !usable) return usable.error();
    auto data = open_file(ring, kDataFile, 0);
    if (!data && data.error().sys_errno == EACCES && ring.access.owner != geteuid()) {
        return private_ring(name, ring.access.owner);
    }
    if (!data) return data.error();
    ring.data = std::move(*data);
    const ssize_t got = pread(ring.data.get(), &ring.identity, sizeof ring.identity, 0);
    if (got < 0) return system_error("cannot read its header", name.given, errno);
    if (static_cast<std::size_t>(got) != sizeof ring.identity)
        return bad(name, "damaged: its header is cut short");
    if (std::string why = refuse_identity(ring.identity); !why.empty())
        return bad(name, std::move(why));

    data = open_file(ring, kDataFile, data_bytes(ring.identity.capacity));
    if (!data) return data.error();
    ring.data = std::move(*data);
    struct stat status {};
    if (fstat(ring.data.get(), &status) != 0)
        return system_error("cannot look at it", name.given, errno);
    ring.access.mode = status.st_mode & 0777;
    ring.access.group = status.st_gid;
    if (auto others = open_others(ring); !others) return others.error();
    return check_file_system(ring);
}

}  // namespace

Result<Ring> Ring::open(const RingName& name) {
    constexpr int kTries = 100;  // a ring may be removed, and another made, while we look
    for (int attempt = 1;; ++attempt) {
        auto impl = std::make_unique<Impl>();
        impl->name = name;
        auto directory = open_ring_directory(name);
        if (!directory) return directory.error();
        impl->directory = *std::move(directory);
        const auto opened = open_files(*impl);
        if (opened) return RingBuilder::build(std::move(impl));
        const bool lost_its_name = !os::is_at(impl->directory.get(), name.path);
        if (attempt == kTries || !lost_its_name) return opened.error();
    }
}

Result<std::vector<std::string>> Ring::list(const std::string& directory) {
    constexpr std::string_view kSuffix = ".ring";
    if (const auto bare = RingName::parse("any"); bare && bare->directory == directory) {
        const auto usable = check_place(*bare);
        if (!usable && usable.error().kind != ErrorKind::kMissing) return usable.error();
    }
    const auto names = os::names_in(directory);
    if (!names) {
        if (errno == ENOENT) return std::vector<std::string>{};
        return system_error("cannot list the directory", directory, errno);
    }
    std::vector<std::string> rings;
    for (const auto& name : *names) {
        struct stat status {};
        if (name.starts_with('.') || !name.ends_with(kSuffix) || name.size() == kSuffix.size())
            continue;
        const std::string path = directory + "/" + name;
        if (lstat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) continue;
        const std::string shorter = name.substr(0, name.size() - kSuffix.size());
        // One that still ends so would name the ring without it.
        rings.push_back(shorter.ends_with(kSuffix) ? name : shorter);
    }
    return rings;
}

}  // namespace ringpipe::inline v0
