// durable: that what was written is on its disk.
#pragma once

#include <string>

namespace ringpipe::ringcat {

// These return an error number, or 0, which also stands for what is no file that could be synced,
// such as a terminal or a FIFO.
[[nodiscard]] int sync_file(int fd);

// So that a file's new name is there after a power cut, too.
[[nodiscard]] int sync_folder_of(const std::string& path);

}  // namespace ringpipe::ringcat
