// Attempt: one run of the command of --each with a batch on its standard input.
//
// The command is a process group, so that a signal passed on reaches all of a pipeline. Only on a
// terminal whose foreground we are it stays in our group: it may want to ask for a password, and
// the terminal itself signals everybody there.
#include "ringcat/attempt.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "common/exit_code.h"
#include "common/shell_command.h"
#include "ringcat/readiness.h"

namespace ringpipe::ringcat {
namespace {

bool in_foreground() {
    const int terminal = ::open("/dev/tty", O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (terminal < 0) return false;
    const bool ours = tcgetpgrp(terminal) == getpgrp();
    ::close(terminal);
    return ours;
}

Outcome not_started(int error) {
    return {false, std::string("cannot be started: ") + std::strerror(error)};
}

}  // namespace

Outcome attempt(const std::string& command, const std::vector<std::string>& environment,
                const BatchFile& batch) {
    int input = -1;
    if (const int error = batch.open_to_read(input)) return not_started(error);
    const bool own_group = !in_foreground();
    pid_t pid = 0;
    const int error = tools::start_shell({command, input, environment, own_group}, pid);
    ::close(input);
    if (error != 0) return not_started(error);

    bool passed_on = false;
    int status = 0;
    while (waitpid(pid, &status, 0) != pid) {
        // Who cannot be waited for has not been seen to end well.
        if (errno != EINTR) return {false, "ended, and nobody knows how"};
        // After the first signal whatever blocks is interrupted again and again.
        if (!stopped() || passed_on) continue;
        passed_on = true;
        kill(own_group ? -pid : pid, stop_status() - tools::kSignal);
    }
    return {tools::ended_well(status), tools::describe_end(status)};
}

}  // namespace ringpipe::ringcat
