// Standard streams and signals as a tool finds and leaves them.
#include "common/std_streams.h"

#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <string>

#include "common/diagnostics.h"
#include "common/exit_code.h"

namespace ringpipe::tools {
namespace {

bool g_stdout_was_closed = false;

std::atomic<int> g_stop_signal{0};
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler stores it");
bool g_was_asked = false;  // by a signal, and when
timespec g_asked_at{};
timer_t g_nudge{};
bool g_has_nudge = false;
bool g_sigpipe_was_ignored = false;

// timeout(1) sends its signal twice, to us and to our process group; only a second one that comes
// later than this is a person who has lost patience.
constexpr long kSecondSignalNs = 200'000'000;
constexpr long kNudgeNs = 20'000'000;

char g_bus_message[512];
std::size_t g_bus_message_bytes = 0;

long since_ns(const timespec& then) {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (now.tv_sec - then.tv_sec > 1) return kSecondSignalNs;
    return (now.tv_sec - then.tv_sec) * 1'000'000'000 + (now.tv_nsec - then.tv_nsec);
}

void nudge_every(long ns) {
    if (!g_has_nudge) return;
    const itimerspec every{{0, ns}, {0, ns}};
    timer_settime(g_nudge, 0, &every, nullptr);
}

void on_stop(int signal) {
    const int saved = errno;
    // Not a broken pipe, and not request_stop(): these are nobody's first request.
    if (!g_was_asked) {
        g_was_asked = true;
        clock_gettime(CLOCK_MONOTONIC, &g_asked_at);
        // relaxed: the nudge brings who waits to look at it.
        g_stop_signal.store(signal, std::memory_order_relaxed);
        nudge_every(kNudgeNs);
    } else if (since_ns(g_asked_at) >= kSecondSignalNs) {
        ::signal(signal, SIG_DFL);
        raise(signal);  // delivered when this handler returns
    }
    errno = saved;
}

// A broken pipe is no second request to stop: the cleaning up that met it goes on.
void on_broken_pipe(int) {
    int none = 0;
    g_stop_signal.compare_exchange_strong(none, SIGPIPE, std::memory_order_relaxed);
}

void on_nudge(int) {}

void on_bus_error(int, siginfo_t* info, void*) {
    if (info->si_code <= 0) {  // kill -BUS, not a page that is missing
        ::signal(SIGBUS, SIG_DFL);
        raise(SIGBUS);
        return;
    }
    [[maybe_unused]] const ssize_t written =
        ::write(STDERR_FILENO, g_bus_message, g_bus_message_bytes);
    _exit(kBadRing);
}

void handle(int signal, void (*handler)(int)) {
    struct sigaction before {};
    if (sigaction(signal, nullptr, &before) != 0 || before.sa_handler == SIG_IGN) return;
    struct sigaction action {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = 0;  // not SA_RESTART: a blocked read or write is to be interrupted
    sigaction(signal, &action, nullptr);
}

}  // namespace

bool reserve_std_streams() {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
        if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF) continue;
        // The lowest free number is fd itself. Read-only, so that writing to stdout fails with
        // EBADF as it would have.
        if (::open("/dev/null", fd == STDERR_FILENO ? O_RDWR : O_RDONLY) != fd) return false;
        if (fd == STDOUT_FILENO) g_stdout_was_closed = true;
    }
    return true;
}

bool stdout_was_closed() {
    return g_stdout_was_closed;
}

void catch_stop_signals() {
    // A signal that comes after the last look at stop_signal() and before a call that blocks
    // would be lost; from the first one on, a timer interrupts whatever blocks.
    struct sigaction nudge {};
    nudge.sa_handler = on_nudge;
    sigemptyset(&nudge.sa_mask);
    sigaction(SIGALRM, &nudge, nullptr);
    sigset_t alarm;
    sigemptyset(&alarm);
    sigaddset(&alarm, SIGALRM);
    sigprocmask(SIG_UNBLOCK, &alarm, nullptr);
    sigevent event{};
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGALRM;
    g_has_nudge = timer_create(CLOCK_MONOTONIC, &event, &g_nudge) == 0;

    handle(SIGINT, on_stop);
    handle(SIGTERM, on_stop);
    handle(SIGHUP, on_stop);
    handle(SIGPIPE, on_broken_pipe);
}

const std::atomic<int>& stop_signal() {
    return g_stop_signal;
}

bool is_stop(int signal) {
    return signal == SIGINT || signal == SIGTERM || signal == SIGHUP || signal == SIGPIPE;
}

void request_stop(int signal) {
    int none = 0;
    if (g_stop_signal.compare_exchange_strong(none, signal)) nudge_every(kNudgeNs);
}

void withdraw_stop(int signal) {
    if (g_stop_signal.compare_exchange_strong(signal, 0)) nudge_every(0);
}

void ignore_sigpipe() {
    struct sigaction before {};
    sigaction(SIGPIPE, nullptr, &before);
    g_sigpipe_was_ignored = before.sa_handler == SIG_IGN;
    ::signal(SIGPIPE, SIG_IGN);
}

bool sigpipe_was_ignored() {
    return g_sigpipe_was_ignored;
}

void die_of(int signal) {
    ::signal(signal, SIG_DFL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    sigprocmask(SIG_UNBLOCK, &set, nullptr);
    raise(signal);
    _exit(kSignal + signal);
}

void guard_against_bus_errors(const char* object) {
    // Formatted beforehand: the handler may call little more than write().
    const std::string text =
        failure_text(kBadRing, object, "the ring's files were cut short under us");
    g_bus_message_bytes = text.copy(g_bus_message, sizeof g_bus_message);
    struct sigaction action {};
    action.sa_sigaction = on_bus_error;
    action.sa_flags = SA_SIGINFO;
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, nullptr);
}

}  // namespace ringpipe::tools
