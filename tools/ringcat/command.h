// Command: a program as a child process, and the descriptors on which it is heard.
#pragma once

#include <sys/types.h>

#include <span>
#include <string>
#include <vector>

namespace ringpipe::ringcat {

// Whether this child of ours has ended; it is not reaped. May be called from a signal handler.
[[nodiscard]] bool has_ended(pid_t child);

class Command {
public:
    Command() = default;
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;
    ~Command();

    // Its standard output into a pipe; with_stderr: the other stream into another; on_terminal:
    // into a terminal, which controls a session of its own. The error number if it cannot run.
    [[nodiscard]] int start(const std::vector<std::string>& words, bool with_stderr,
                            bool on_terminal);

    // What to read, without blocking; how many bytes each can hold; and what becomes readable when
    // the command has ended.
    [[nodiscard]] std::span<const int> outputs() const { return outputs_; }
    [[nodiscard]] std::size_t capacity(int output) const;
    [[nodiscard]] int end_fd() const { return end_; }

    [[nodiscard]] bool is_running() const;
    // A terminal is at its end when the command and its children do not have it open any more.
    void release_terminal();
    void close_outputs();
    void terminate() const;

    // Its wait status, when it has ended; signals are passed on until then.
    int wait();

private:
    int open_outputs(bool with_stderr, bool on_terminal, int ends[2]);
    [[noreturn]] void run(const std::vector<std::string>& words, bool with_stderr,
                          const int ends[2], int report);

    pid_t pid_ = 0;
    int end_ = -1;
    int slave_ = -1;  // held, so that a terminal nobody has open just now is not at its end
    std::vector<int> outputs_;
};

}  // namespace ringpipe::ringcat
