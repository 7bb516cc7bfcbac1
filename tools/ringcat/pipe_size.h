// Pipe size: a larger pipe between us and our neighbour means fewer switches between the two.
#pragma once

#include <fcntl.h>

namespace ringpipe::ringcat {

// Twice the default: larger ones leave the cache on the way, and were slower where measured. And
// whatever is in a pipe when its reader goes is lost.
inline constexpr int kInputPipeBytes = 128 * 1024;
inline constexpr int kOutputPipeBytes = 128 * 1024;

// Best effort: it may be no pipe, or the user may have used up what pipes may take.
inline void enlarge_pipe(int fd, int bytes) {
    const int now = fcntl(fd, F_GETPIPE_SZ);
    if (now >= 0 && now < bytes) fcntl(fd, F_SETPIPE_SZ, bytes);
}

}  // namespace ringpipe::ringcat
