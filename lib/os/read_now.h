// Reading what is there, without waiting for more.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <span>

namespace ringpipe::os {

// From where the descriptor stands; as read(2), but EAGAIN where that would wait, and EOPNOTSUPP
// where nobody can say whether it would.
inline ssize_t read_now(int fd, std::span<std::byte> to) {
    const iovec room{to.data(), to.size()};
    constexpr off_t kWhereItStands = -1;
    return preadv2(fd, &room, 1, kWhereItStands, RWF_NOWAIT);
}

}  // namespace ringpipe::os
