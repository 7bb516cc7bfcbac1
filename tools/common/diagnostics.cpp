// What a tool says on stderr: "tool: object: problem", then perhaps a "hint:" line.
#include "common/diagnostics.h"

#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <exception>
#include <iterator>
#include <mutex>
#include <new>
#include <optional>
#include <string>

#include "common/exit_code.h"
#include "common/json_text.h"

namespace ringpipe::tools {
namespace {

std::string g_tool = "ringpipe";
bool g_quiet = false;
bool g_verbose = false;
bool g_json = false;

std::mutex g_line_mutex;
bool g_drawn = false;  // the terminal's last line is one that gives way

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

void write_all(std::string_view text) {
    const NoBrokenPipe guard;
    while (!text.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

// In one write where the kernel allows it, so that lines of several processes do not mix.
void write_stderr(std::string_view text) {
    const std::lock_guard lock(g_line_mutex);
    if (!g_drawn) return write_all(text);
    g_drawn = false;
    write_all(std::string("\r\x1b[K").append(text));
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
    return line;
}

std::string json_of(std::string_view level, std::string_view object, std::string_view problem,
                    std::string_view hint, std::optional<int> exit_code) {
    const auto if_any = [](std::string_view text) {
        return text.empty() ? std::nullopt : std::optional(text);
    };
    JsonObject line;
    line.text("level", level);
    line.text("tool", g_tool);
    line.text("object", if_any(object));
    line.text("problem", problem);
    line.text("hint", if_any(hint));
    line.count("exit_code",
               exit_code ? std::optional(static_cast<std::uint64_t>(*exit_code)) : std::nullopt);
    return line.str();
}

void say(std::string_view object, std::string_view text) {
    write_stderr(
        (g_json ? json_of("notice", object, text, {}, std::nullopt) : line_of(object, text)) +
        '\n');
}

const std::terminate_handler g_otherwise = std::get_terminate();  // for any other reason

// What nobody catches. Nothing is tidied up, so whoever waits for us sees that we died.
[[noreturn]] void end_for_want_of_memory() {
    try {
        if (const auto thrown = std::current_exception()) std::rethrow_exception(thrown);
    } catch (const std::bad_alloc&) {
        fail(kFailed, "memory", "there is not enough of it",
             "'ulimit -v' tells what a process may have");
        _exit(kFailed);
    } catch (...) {
    }
    g_otherwise();
    std::abort();
}

}  // namespace

void set_tool(std::string_view name) {
    g_tool = name;
    std::set_terminate(end_for_want_of_memory);
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

void set_errors_json(bool json) {
    g_json = json;
}
bool errors_are_json() {
    return g_json;
}

std::string failure_text(int exit_code, std::string_view object, std::string_view problem,
                         std::string_view hint) {
    if (g_json) return json_of("error", object, problem, hint, exit_code) + '\n';
    std::string text = line_of(object, problem) + '\n';
    if (hint.empty()) return text;
    text += "hint: ";
    append_printable(text, hint);
    return text + '\n';
}

int fail(int exit_code, std::string_view object, std::string_view problem, std::string_view hint) {
    write_stderr(failure_text(exit_code, object, problem, hint));
    return exit_code;
}

int fail(const Error& error) {
    return fail(exit_code(error), error.path, error.problem(), error.hint);
}

void notice(std::string_view object, std::string_view text) {
    if (!g_quiet) say(object, text);
}

void tell(std::string_view object, std::string_view text) {
    say(object, text);
}

void draw(std::string_view object, std::string_view text) {
    const std::lock_guard lock(g_line_mutex);
    write_all("\r" + line_of(object, text) + "\x1b[K");
    g_drawn = true;
}

void say_json(std::string_view object) {
    write_stderr(std::string(object) + '\n');
}

void inform(std::string_view object, std::string_view text) {
    if (g_verbose || isatty(STDERR_FILENO) == 1) notice(object, text);
}

}  // namespace ringpipe::tools
