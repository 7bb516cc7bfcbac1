// A shell command as a child process: how it is started, and how it ended.
#include "common/shell_command.h"

#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "common/exit_code.h"
#include "common/std_streams.h"

namespace ringpipe::tools {
namespace {

constexpr const char* kShell = "/bin/sh";

std::string_view name_of(std::string_view variable) {
    return variable.substr(0, variable.find('='));
}

// Ours, but for what is in `added`, and that; it points into both.
std::vector<char*> merged(const std::vector<std::string>& added) {
    std::vector<char*> all;
    for (char** ours = environ; *ours != nullptr; ++ours) {
        const bool replaced = std::any_of(added.begin(), added.end(), [&](const auto& variable) {
            return name_of(variable) == name_of(*ours);
        });
        if (!replaced) all.push_back(*ours);
    }
    for (const std::string& variable : added) all.push_back(const_cast<char*>(variable.c_str()));
    all.push_back(nullptr);
    return all;
}

}  // namespace

bool ended_well(int status) {
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string describe_end(int status) {
    if (WIFSIGNALED(status)) {
        const char* name = sigabbrev_np(WTERMSIG(status));
        return name != nullptr ? fmt::format("killed by SIG{}", name)
                               : fmt::format("killed by signal {}", WTERMSIG(status));
    }
    const int code = WEXITSTATUS(status);
    return fmt::format("exited {}{}", code,
                       code == kNotFound    ? " (no such command)"
                       : code == kCannotRun ? " (it cannot be run)"
                                            : "");
}

int start_shell(const ShellCommand& command, pid_t& pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, command.input, STDIN_FILENO);
    sigset_t set;
    sigemptyset(&set);
    posix_spawnattr_setsigmask(&attributes, &set);
    // Our handlers go by themselves; a SIGPIPE that we ignore is put back as it was.
    if (!sigpipe_was_ignored()) sigaddset(&set, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &set);
    const int group = command.own_group ? POSIX_SPAWN_SETPGROUP : 0;
    posix_spawnattr_setflags(
        &attributes, static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | group));
    const char* const words[] = {"sh", "-c", command.text.c_str(), nullptr};
    std::vector<char*> environment = merged(command.environment);
    // It runs no atfork handlers: until it executes the child has our lock descriptors too, and who
    // is killed meanwhile is dead only then. That lasts as long as the child needs to come to run.
    // Closing them first would not shorten it: fork() has the same gap, and waiting for a processor
    // is most of it.
    const int error = posix_spawn(&pid, kShell, &actions, &attributes,
                                  const_cast<char* const*>(words), environment.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

}  // namespace ringpipe::tools
