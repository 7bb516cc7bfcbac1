#include "crash/enclave.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

namespace ringpipe::testing {

bool write_file(const char* path, const std::string& text) {
    const int fd = open(path, O_WRONLY | O_CLOEXEC);
    const bool written =
        fd != -1 && write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (fd != -1) close(fd);
    return written;
}

bool enter_enclave() {
    const std::string user = std::to_string(geteuid());
    const std::string group = std::to_string(getegid());
    return unshare(CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS) == 0 &&
           write_file("/proc/self/setgroups", "deny") &&
           write_file("/proc/self/uid_map", "0 " + user + " 1") &&
           write_file("/proc/self/gid_map", "0 " + group + " 1") &&
           mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

std::optional<Ring> ring_in_enclave(const Ring& outside) {
    const auto name = RingName::parse("/tmp/elsewhere.ring");
    if (!name || mount("inside", "/tmp", "tmpfs", 0, nullptr) != 0 ||
        mkdir(name->path.c_str(), 0700) != 0 ||
        mount(outside.path().c_str(), name->path.c_str(), nullptr, MS_BIND, nullptr) != 0 ||
        mount("inside", "/dev/shm", "tmpfs", 0, nullptr) != 0) {
        return std::nullopt;
    }
    auto ring = Ring::open(*name);
    if (!ring || access(outside.path().c_str(), F_OK) == 0) return std::nullopt;
    return *std::move(ring);
}

}  // namespace ringpipe::testing
