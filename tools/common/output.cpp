// What a tool that prints an answer (rather than a stream) puts on its standard output.
#include "common/output.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/std_streams.h"

namespace ringpipe::tools {
namespace {

int fail_stdout(int error) {
    return fail(kFailed, "stdout", std::strerror(error));
}

}  // namespace

int print_answer(std::string_view text) {
    if (text.empty()) return kDone;
    if (stdout_was_closed()) return fail_stdout(EBADF);
    while (!text.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN) {
            // Somebody left a non-blocking descriptor behind; wait as a blocking one would.
            pollfd ready{STDOUT_FILENO, POLLOUT, 0};
            ::poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            return fail_stdout(errno);
        }
    }
    return kDone;
}

}  // namespace ringpipe::tools
