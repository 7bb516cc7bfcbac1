#include "os/directory.h"

#include <dirent.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

namespace ringpipe::os {

bool make_private_directory(const std::string& path) {
    return mkdir(path.c_str(), 0700) == 0 || errno == EEXIST;
}

Trust judge_private_directory(const std::string& path) {
    struct stat status {};
    if (lstat(path.c_str(), &status) != 0)
        return errno == ENOENT ? Trust::kMissing : Trust::kNotADirectory;
    if (!S_ISDIR(status.st_mode)) return Trust::kNotADirectory;
    if (status.st_uid != geteuid()) return Trust::kForeign;
    return (status.st_mode & 0022) != 0 ? Trust::kOpenToOthers : Trust::kOurs;
}

bool is_at(int directory, const std::string& path) {
    struct stat opened {};
    struct stat named {};
    return fstat(directory, &opened) == 0 && lstat(path.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

std::optional<FileSystem> file_system(const std::string& directory) {
    constexpr long kTmpfs = 0x01021994;
    struct statfs status {};
    if (statfs(directory.c_str(), &status) != 0) return std::nullopt;
    return FileSystem{status.f_type == kTmpfs, static_cast<std::uint64_t>(status.f_bavail) *
                                                   static_cast<std::uint64_t>(status.f_bsize)};
}

std::optional<std::vector<std::string>> names_in(const std::string& directory) {
    const std::unique_ptr<DIR, int (*)(DIR*)> open(opendir(directory.c_str()), closedir);
    if (!open) return std::nullopt;
    std::vector<std::string> names;
    while (const dirent* entry = readdir(open.get())) {
        const std::string name = entry->d_name;
        if (name != "." && name != "..") names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace ringpipe::os
