// Directories that hold rings: whose they are, how to list them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ringpipe::os {

// Makes `path` with mode 0700, whatever the umask is; errno otherwise.
bool make_directory(const std::string& path);
// The same if it is not there.
bool make_private_directory(const std::string& path);

enum class Trust { kOurs, kMissing, kNotADirectory, kForeign, kOpenToOthers, kSticky };
// Whether `path` is a directory of ours into which nobody else can put a name. kSticky: others can,
// but cannot take away or replace what is there; whosever it is.
Trust judge_private_directory(const std::string& path);

// Whether everybody may put names into `path`, and take away those of others.
bool is_open_to_all(const std::string& path);

// The first directory on the way to `path` and in it that the group may not enter; or empty.
std::string closed_to_group(const std::string& path, std::uint32_t group);

// The group that new files in `path` get.
std::uint32_t group_of_files_in(const std::string& path);

bool is_same_file(int a, int b);
bool is_ours(int fd);  // whether it belongs to the user who runs us

// Whether the open directory is the one that has this name now.
bool is_at(int directory, const std::string& path);

// Names in the directory, without "." and "..", sorted; nothing with errno set if it cannot be
// read.
std::optional<std::vector<std::string>> names_in(const std::string& directory);

}  // namespace ringpipe::os
