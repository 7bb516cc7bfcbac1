// Removing a ring: renamed aside, so that the name is free at once, then unlinked.
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "os/byte_locks.h"
#include "os/directory.h"
#include "os/system.h"
#include "ring_directory.h"
#include "ring_files.h"

namespace ringpipe::inline v0 {

// Works on damaged rings too: it looks at names and locks, not at what is inside.
Result<Done> Ring::remove(const RingName& name, bool force) {
    const auto opened = open_ring_directory(name);
    if (!opened) return opened.error();
    const os::UniqueFd& directory = *opened;
    os::UniqueFd locks(
        openat(directory.get(), kLocksFile, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!locks && !os::is_at(directory.get(), name.path)) return no_such_ring(name);
    if (!locks && faccessat(directory.get(), kDataFile, F_OK, AT_SYMLINK_NOFOLLOW) != 0) {
        return Error{ErrorKind::kBad, "not a ring: it has no file 'data'", name.given, 0, {}};
    }
    if (locks && !force && os::ByteLocks(std::move(locks)).is_any_held()) {
        return Error{ErrorKind::kBusy, "in use", name.given, 0,
                     "stop its writers and readers, or use --force"};
    }
    const auto slash = name.path.rfind('/');
    const std::string aside = name.path.substr(0, slash + 1) + "." + name.path.substr(slash + 1) +
                              ".gone-" + os::random_text();
    if (renameat2(AT_FDCWD, name.path.c_str(), AT_FDCWD, aside.c_str(), RENAME_NOREPLACE) != 0) {
        if (errno == ENOENT) return no_such_ring(name);
        return system_error("cannot remove it", name.given, errno);
    }
    // Through its new name: another ring may have taken the old one while we looked.
    const os::UniqueFd moved(
        ::open(aside.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    for (const char* file : {kDataFile, kReadersFile, kLocksFile}) unlinkat(moved.get(), file, 0);
    // A creator may have reaped it meanwhile.
    if (rmdir(aside.c_str()) != 0 && errno != ENOENT) {
        return system_error("other files are left in " + aside, name.given, errno);
    }
    return Done{};
}

}  // namespace ringpipe::inline v0
