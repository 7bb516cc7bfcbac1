// append_durably: a batch that no command would take, at the end of a file, on its disk.
#include "ringcat/dead_letter.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace ringpipe::ringcat {
namespace {

// EINVAL: it is no file that could be synced, such as a terminal or a FIFO.
int sync(int fd) {
    return fsync(fd) == 0 || errno == EINVAL ? 0 : errno;
}

// So that the new name is there after a power cut, too.
int sync_folder_of(const std::string& path) {
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    const int fd =
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return errno;
    const int error = sync(fd);
    ::close(fd);
    return error;
}

int append(int fd, const BatchFile& batch) {
    // Others may append here, too; nobody's bytes stand between those of a batch.
    while (flock(fd, LOCK_EX) != 0) {
        if (errno != EINTR) break;  // what cannot be locked is no file
    }
    struct stat before {};
    if (fstat(fd, &before) != 0) return errno;
    int error = batch.copy_to(fd);
    if (error == 0) error = sync(fd);
    if (error != 0 && S_ISREG(before.st_mode) && ftruncate(fd, before.st_size) != 0) return errno;
    return error;
}

}  // namespace

int append_durably(const std::string& path, const BatchFile& batch) {
    constexpr int kFlags = O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY;
    bool made = false;
    int fd = ::open(path.c_str(), kFlags);
    if (fd < 0 && errno == ENOENT) {
        fd = ::open(path.c_str(), kFlags | O_CREAT, 0600);
        made = true;
    }
    if (fd < 0) return errno;
    int error = append(fd, batch);
    ::close(fd);
    if (error == 0 && made) error = sync_folder_of(path);
    return error;
}

}  // namespace ringpipe::ringcat
