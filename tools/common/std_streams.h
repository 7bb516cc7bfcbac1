// Standard streams and signals as a tool finds and leaves them.
#pragma once

#include <atomic>
#include <cstddef>
#include <span>

namespace ringpipe::tools {

// Opens /dev/null on any of 0, 1 and 2 that the shell closed, so that a ring never lands there; a
// closed stdin reads as empty and writing to a closed stdout must still fail with EBADF, so it is
// remembered. False if even that cannot be done.
bool reserve_std_streams();
[[nodiscard]] bool stdout_was_closed();

// Makes INT, TERM, HUP (and PIPE, which write() then reports as EPIPE) set stop_signal() instead
// of killing, so that the tool can close cleanly; another one after 0.2 s kills at once. From the
// first on, whatever blocks is interrupted (EINTR) every 20 ms, so that a signal which comes just
// before a blocking call is not lost. A signal that was ignored when we started (nohup, cron)
// stays ignored.
void catch_stop_signals();
[[nodiscard]] const std::atomic<int>& stop_signal();  // 0, or the signal's number

// Whether it is one of these.
[[nodiscard]] bool is_stop(int signal);

// The same from inside, as if that signal had come; and the taking back of it.
void request_stop(int signal);
void withdraw_stop(int signal);

// For a tool that writes to several places and tells a broken pipe by EPIPE: SIGPIPE is ignored
// from now on. A command that it starts is to find it as we did.
void ignore_sigpipe();
[[nodiscard]] bool sigpipe_was_ignored();

// Ends the process by that signal, as a shell expects; by _exit(128 + signal) if that fails.
[[noreturn]] void die_of(int signal);

// Ends with a message and exit code 4 when a mapped ring is cut short under us (SIGBUS), instead
// of a core dump. `object` is what the message names; it must outlive the process's use of it.
void guard_against_bus_errors(const char* object);

}  // namespace ringpipe::tools
