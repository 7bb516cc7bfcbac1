// Reading a structure out of a file, without mapping it.
#pragma once

#include <unistd.h>

#include <cstdint>

namespace ringpipe::os {

// False unless all of it is there.
template <class T>
bool read_at(int fd, std::uint64_t offset, T& value) {
    return pread(fd, &value, sizeof value, static_cast<off_t>(offset)) ==
           static_cast<ssize_t>(sizeof value);
}

}  // namespace ringpipe::os
