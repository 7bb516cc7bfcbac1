// Directories that hold rings: whose they are, what file system they are on, how to list them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ringpipe::os {

// Makes `path` with mode 0700 if it is not there; errno otherwise.
bool make_private_directory(const std::string& path);

enum class Trust { kOurs, kMissing, kNotADirectory, kForeign, kOpenToOthers };
// Whether `path` is a directory of ours into which nobody else can put a name.
Trust judge_private_directory(const std::string& path);

// Whether the open directory is the one that has this name now.
bool is_at(int directory, const std::string& path);

struct FileSystem {
    bool is_memory = false;  // tmpfs
    std::uint64_t free_bytes = 0;
};
std::optional<FileSystem> file_system(const std::string& directory);

// Names in the directory, without "." and "..", sorted; nothing with errno set if it cannot be
// read.
std::optional<std::vector<std::string>> names_in(const std::string& directory);

}  // namespace ringpipe::os
