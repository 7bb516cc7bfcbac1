// A shell command as a child process: how it is started, and how it ended.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace ringpipe::tools {

// Whether it ended with exit status 0; `status` as from waitpid(2).
[[nodiscard]] bool ended_well(int status);

// "exited 1", "killed by SIGTERM".
[[nodiscard]] std::string describe_end(int status);

struct ShellCommand {
    std::string text;                        // for sh -c
    int input = -1;                          // becomes its standard input
    std::vector<std::string> environment{};  // NAME=value, beside what we have
    bool own_group = false;                  // in a process group of its own, named by its pid
};

// Signals are as we found them. The error number if it could not be started, otherwise 0.
[[nodiscard]] int start_shell(const ShellCommand& command, pid_t& pid);

}  // namespace ringpipe::tools
