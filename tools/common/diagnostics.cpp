// What a tool says on stderr: "tool: object: problem", then perhaps a "hint:" line.
#include "common/diagnostics.h"

#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <iterator>
#include <string>

#include "common/exit_code.h"

namespace ringpipe::tools {
namespace {

std::string g_tool = "ringpipe";
bool g_quiet = false;
bool g_verbose = false;

// A stderr whose reader is gone must not end a tool that only wanted to mention something.
class NoBrokenPipe {
public:
    NoBrokenPipe() {
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        sigset_t pending;
        was_pending_ = sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
        pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }
    ~NoBrokenPipe() {
        const timespec at_once{};
        if (!was_pending_) sigtimedwait(&pipe_, nullptr, &at_once);
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    NoBrokenPipe(const NoBrokenPipe&) = delete;
    NoBrokenPipe& operator=(const NoBrokenPipe&) = delete;

private:
    sigset_t pipe_{};
    sigset_t before_{};
    bool was_pending_ = false;
};

// In one write where the kernel allows it, so that lines of several processes do not mix.
void write_stderr(std::string_view text) {
    const NoBrokenPipe guard;
    while (!text.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

// Names may come from other processes: no control character of theirs reaches a terminal.
void append_printable(std::string& line, std::string_view text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f) {
            fmt::format_to(std::back_inserter(line), "\\x{:02x}", byte);
        } else {
            line += c;
        }
    }
}

std::string line_of(std::string_view object, std::string_view text) {
    std::string line = g_tool + ": ";
    if (!object.empty()) {
        append_printable(line, object);
        line += ": ";
    }
    append_printable(line, text);
    return line + '\n';
}

}  // namespace

void set_tool(std::string_view name) {
    g_tool = name;
}
std::string_view tool() {
    return g_tool;
}
void set_quiet(bool quiet) {
    g_quiet = quiet;
}
void set_verbose(bool verbose) {
    g_verbose = verbose;
}
bool is_quiet() {
    return g_quiet;
}

int fail(int exit_code, std::string_view object, std::string_view problem, std::string_view hint) {
    std::string text = line_of(object, problem);
    if (!hint.empty()) {
        text += "hint: ";
        append_printable(text, hint);
        text += '\n';
    }
    write_stderr(text);
    return exit_code;
}

int fail(const Error& error) {
    return fail(exit_code(error), error.path, error.problem(), error.hint);
}

void notice(std::string_view object, std::string_view text) {
    if (!g_quiet) write_stderr(line_of(object, text));
}

void say_json(std::string_view object) {
    write_stderr(std::string(object) + '\n');
}

void inform(std::string_view object, std::string_view text) {
    if (g_verbose || isatty(STDERR_FILENO) == 1) notice(object, text);
}

}  // namespace ringpipe::tools
