// Pieces: what is to be written with one writev(2), and what is left of it after that.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <span>

namespace ringpipe::tools {

// Takes `bytes` off the front of `pieces`.
inline void drop_front(std::span<iovec>& pieces, std::size_t bytes) {
    while (!pieces.empty() && bytes >= pieces.front().iov_len) {
        bytes -= pieces.front().iov_len;
        pieces = pieces.subspan(1);
    }
    if (bytes == 0) return;
    pieces.front().iov_base = static_cast<char*>(pieces.front().iov_base) + bytes;
    pieces.front().iov_len -= bytes;
}

}  // namespace ringpipe::tools
