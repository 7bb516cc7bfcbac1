// ScratchDirectory: a folder in memory for what needs a name while it is measured.
//
// The lock is flock(2)'s, on the folder itself. Children inherit it, also over exec: it is free
// when the last of them is gone.
#include "ring_bench/scratch_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>

namespace ringpipe::ring_bench {
namespace {

constexpr std::string_view kPrefix = "ring_bench-";
constexpr std::size_t kNameLength = kPrefix.size() + 6;

// What stands under the path now is what was opened.
bool is_still(int fd, const std::string& path) {
    struct stat opened {};
    struct stat named {};
    return ::fstat(fd, &opened) == 0 && ::lstat(path.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

void remove_folder(const std::string& path) {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
}

void remove_if_abandoned(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return;
    struct stat facts {};
    const bool ours = ::fstat(fd, &facts) == 0 && facts.st_uid == ::geteuid();
    if (ours && ::flock(fd, LOCK_EX | LOCK_NB) == 0 && is_still(fd, path)) remove_folder(path);
    ::close(fd);
}

void remove_abandoned(const std::string& root) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(root, ignored)) {
        const std::string name = entry.path().filename();
        if (name.size() == kNameLength && name.starts_with(kPrefix)) {
            remove_if_abandoned(entry.path());
        }
    }
}

}  // namespace

// Until it is locked, another one may take it for abandoned: then make the next.
bool ScratchDirectory::make(const std::string& root) {
    for (int tries = 0; tries < 100; ++tries) {
        std::string path = root + "/" + std::string(kPrefix) + "XXXXXX";
        if (::mkdtemp(path.data()) == nullptr) {
            if (problem_.empty()) problem_ = root + ": " + std::strerror(errno);
            return false;
        }
        const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        if (fd >= 0 && ::flock(fd, LOCK_EX) == 0 && is_still(fd, path)) {
            path_ = path;
            lock_ = fd;
            return true;
        }
        if (fd >= 0) ::close(fd);
    }
    return false;
}

ScratchDirectory::ScratchDirectory() {
    for (const char* root : {"/dev/shm", "/tmp"}) {
        remove_abandoned(root);
        if (make(root)) return;
    }
}

ScratchDirectory::~ScratchDirectory() {
    if (!path_.empty()) remove_folder(path_);
    if (lock_ >= 0) ::close(lock_);
}

}  // namespace ringpipe::ring_bench
