// FileSystem: what a directory or a file lies on, and whether rings can live there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace ringpipe::os {

enum class Suits {
    kMemory,   // tmpfs
    kDisk,     // ext4 and xfs: room that was set aside stays, locks and mappings are coherent
    kUnknown,  // if its locks pass the test
    kNever,
};

struct FileSystem {
    Suits suits = Suits::kUnknown;
    std::string name;  // "nfs", or its number
    std::string why;   // not, in words
    std::uint64_t free_bytes = 0;
};
std::optional<FileSystem> file_system(const std::string& directory);
std::optional<FileSystem> file_system(int fd);

// Whether a lock on a file of that directory, taken through one open(), is seen through another,
// and only as long as it is held.
bool locks_work(int directory, const char* file);

// Sets room aside for the first `bytes` of a file that has them already: also where it has holes,
// or shares blocks with a copy. False with errno.
bool keep_room(int fd, std::uint64_t bytes);

// Until the disk has what was stored; false if it may have lost it. Of what has no name, too.
bool sync_file(int fd);
bool sync_mapped(std::byte* start, std::uint64_t bytes);

}  // namespace ringpipe::os
