// append_durably: a batch that no command would take, at the end of a file, on its disk.
#include "ringcat/dead_letter.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "ringcat/durable.h"

namespace ringpipe::ringcat {
namespace {

int append(int fd, const BatchFile& batch) {
    // Others may append here, too; nobody's bytes stand between those of a batch.
    while (flock(fd, LOCK_EX) != 0) {
        if (errno != EINTR) break;  // what cannot be locked is no file
    }
    struct stat before {};
    if (fstat(fd, &before) != 0) return errno;
    int error = batch.copy_to(fd);
    if (error == 0) error = sync_file(fd);
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
