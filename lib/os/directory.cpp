#include "os/directory.h"

#include <dirent.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>

namespace ringpipe::os {

bool make_directory(const std::string& path) {
    struct stat status {};
    if (mkdir(path.c_str(), 0700) != 0 || lstat(path.c_str(), &status) != 0) return false;
    // The bit that hands the group down stays.
    return (status.st_mode & 0700) == 0700 ||
           chmod(path.c_str(), (status.st_mode & S_ISGID) | 0700) == 0;
}

bool make_private_directory(const std::string& path) {
    return make_directory(path) || errno == EEXIST;
}

Trust judge_private_directory(const std::string& path) {
    struct stat status {};
    if (lstat(path.c_str(), &status) != 0)
        return errno == ENOENT ? Trust::kMissing : Trust::kNotADirectory;
    if (!S_ISDIR(status.st_mode)) return Trust::kNotADirectory;
    const bool others_write = (status.st_mode & 0022) != 0;
    const bool ours = status.st_uid == geteuid();
    // Its owner can take away what is there, sticky or not.
    if (others_write && (status.st_mode & S_ISVTX) != 0 && (ours || status.st_uid == 0)) {
        return Trust::kSticky;
    }
    if (!ours) return Trust::kForeign;
    return others_write ? Trust::kOpenToOthers : Trust::kOurs;
}

bool is_open_to_all(const std::string& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 && (status.st_mode & S_IWOTH) != 0 &&
           (status.st_mode & S_ISVTX) == 0;
}

std::string closed_to_group(const std::string& path, std::uint32_t group) {
    const std::unique_ptr<char, void (*)(void*)> real(realpath(path.c_str(), nullptr), free);
    std::string here = real ? real.get() : path;
    for (;;) {
        struct stat status {};
        if (stat(here.c_str(), &status) != 0) return here;
        const bool by_group = (status.st_mode & S_IXGRP) != 0;
        // With an access control list, the group's bits are an upper limit for all on it.
        const bool listed =
            by_group && getxattr(here.c_str(), "system.posix_acl_access", nullptr, 0) > 0;
        if ((status.st_mode & S_IXOTH) == 0 && !(by_group && status.st_gid == group) && !listed) {
            return here;
        }
        const auto slash = here.rfind('/');
        if (slash == here.npos || here == "/") return {};
        here.resize(slash == 0 ? 1 : slash);
    }
}

std::uint32_t group_of_files_in(const std::string& path) {
    struct stat status {};
    const bool inherited = stat(path.c_str(), &status) == 0 && (status.st_mode & S_ISGID) != 0;
    return inherited ? status.st_gid : getegid();
}

bool is_ours(int fd) {
    struct stat status {};
    return fstat(fd, &status) == 0 && status.st_uid == geteuid();
}

bool is_same_file(int a, int b) {
    struct stat one {};
    struct stat other {};
    return fstat(a, &one) == 0 && fstat(b, &other) == 0 && one.st_ino == other.st_ino &&
           one.st_dev == other.st_dev;
}

bool is_at(int directory, const std::string& path) {
    struct stat opened {};
    struct stat named {};
    return fstat(directory, &opened) == 0 && lstat(path.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
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
