// Command: a branch's shell command as a child process, and the pipe that is its standard input.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <string>

namespace ringpipe::ringtee {

// Whether it ended with exit status 0; `status` as from waitpid(2).
[[nodiscard]] bool ended_well(int status);

// "exited 1", "killed by SIGTERM".
[[nodiscard]] std::string describe_end(int status);

class Command {
public:
    // How much the pipe of a command is asked to take.
    static constexpr int kPipeBytes = 256 * 1024;

    Command() = default;
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;
    ~Command() { forget(); }

    // The error number if it could not be started.
    [[nodiscard]] int start(const std::string& text);

    [[nodiscard]] pid_t pid() const { return pid_; }
    [[nodiscard]] int input() const { return input_; }  // where to write

    // What it has not read yet, in bytes.
    [[nodiscard]] std::size_t unread() const;

    // Whether anybody can still read what is written: the command, or a child that it left.
    [[nodiscard]] bool has_reader() const;

    // The end of its input. unread() can still be asked.
    void close_input();

    // Its wait status; nothing while it runs. wait() returns when it has ended.
    [[nodiscard]] std::optional<int> try_wait();
    int wait();

private:
    void forget();
    std::optional<int> reap(int options);

    pid_t pid_ = 0;
    int input_ = -1;
    int spare_ = -1;  // a second reader's end, to look at the pipe after its writer's end is closed
    std::optional<int> status_;
};

}  // namespace ringpipe::ringtee
