// durable: that what was written is on its disk.
#include "ringcat/durable.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace ringpipe::ringcat {

int sync_file(int fd) {
    return fsync(fd) == 0 || errno == EINVAL ? 0 : errno;
}

int sync_folder_of(const std::string& path) {
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    const int fd =
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return errno;
    const int error = sync_file(fd);
    ::close(fd);
    return error;
}

}  // namespace ringpipe::ringcat
