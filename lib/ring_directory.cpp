// Finding the directory of a ring, and saying why it is not there, or not for us.
#include "ring_directory.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "os/directory.h"
#include "os/system.h"
#include "ring_files.h"

namespace ringpipe::inline v0 {

namespace {

// Not to be opened: because of its owner, as far as can be seen.
Error refused(const RingName& name, int reason) {
    struct stat status {};
    const bool foreign = reason == EACCES && lstat(name.path.c_str(), &status) == 0 &&
                         S_ISDIR(status.st_mode) && status.st_uid != geteuid();
    return foreign ? private_ring(name, status.st_uid)
                   : system_error("cannot open the ring", name.given, reason);
}

}  // namespace

Error no_such_ring(const RingName& name) {
    return Error{ErrorKind::kMissing, "no such ring in " + name.directory, name.given, 0, {}};
}

Error private_ring(const RingName& name, std::uint32_t owner) {
    return Error{ErrorKind::kBad, "belongs to another user, " + os::user_name(owner), name.given, 0,
                 "one made with --mode 0640 or 0660 lets a group in"};
}

Result<Done> check_place(const RingName& name) {
    if (!name.private_directory) return Done{};
    switch (os::judge_private_directory(name.directory)) {
        case os::Trust::kMissing:
            return no_such_ring(name);
        case os::Trust::kForeign:
            if (geteuid() == 0) return Done{};
            return Error{ErrorKind::kBad, "belongs to another user", name.directory, 0,
                         "choose another directory with RINGPIPE_DIR"};
        case os::Trust::kNotADirectory:
            return Error{ErrorKind::kBad, "not a directory", name.directory, 0, {}};
        default:
            return Done{};
    }
}

Result<os::UniqueFd> open_ring_directory(const RingName& name) {
    if (auto usable = check_place(name); !usable) return usable.error();
    os::UniqueFd directory(
        ::open(name.path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (directory) return directory;
    if (errno == ENOENT) return no_such_ring(name);
    if (errno == ENOTDIR || errno == ELOOP) {
        return Error{ErrorKind::kBad, "not a ring: it is no directory", name.given, 0, {}};
    }
    return refused(name, errno);
}

}  // namespace ringpipe::inline v0
