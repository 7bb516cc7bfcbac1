// Relay: signals that come to us are for the command, as long as it runs.
#include "ringcat/relay.h"

#include <unistd.h>

#include <atomic>
#include <cerrno>

#include "common/std_streams.h"
#include "ringcat/command.h"
#include "ringcat/progress.h"
#include "ringcat/terminal.h"

namespace ringpipe::ringcat::relay {
namespace {

constexpr int kPassedOn[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};

// Stored and loaded by one thread and its signal handlers: relaxed everywhere.
std::atomic<pid_t> g_command{0};
std::atomic<int> g_terminal{-1};
std::atomic<bool> g_own_session{false};
std::atomic<int> g_passed_stop{0};

void on_signal(int signal, siginfo_t* info, void*) {
    const int saved = errno;
    const pid_t command = g_command.load(std::memory_order_relaxed);
    const int terminal = g_terminal.load(std::memory_order_relaxed);
    if (signal == SIGUSR1) progress::request();
    if (command == 0 || has_ended(command)) {
        if (signal != SIGUSR1) tools::request_stop(signal);
    } else {
        if (tools::is_stop(signal)) g_passed_stop.store(signal, std::memory_order_relaxed);
        const bool own_session = g_own_session.load(std::memory_order_relaxed);
        if (own_session && (signal == SIGINT || signal == SIGQUIT)) {
            // As if it had been typed there: to all in the foreground.
            const pid_t foreground = tcgetpgrp(terminal);
            kill(foreground > 0 ? -foreground : command, signal);
        } else if (own_session || info->si_code != SI_KERNEL) {
            kill(command, signal);
        }
    }
    errno = saved;
}

void on_resize(int) {
    const int saved = errno;
    const int terminal = g_terminal.load(std::memory_order_relaxed);
    if (terminal >= 0) copy_window_size(terminal);
    errno = saved;
}

}  // namespace

void hold(sigset_t& before) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
}

void restore(const sigset_t& before) {
    sigprocmask(SIG_SETMASK, &before, nullptr);
}

void begin(pid_t command, int terminal) {
    g_terminal.store(terminal, std::memory_order_relaxed);
    g_own_session.store(terminal >= 0, std::memory_order_relaxed);
    g_command.store(command, std::memory_order_relaxed);
    struct sigaction action {};
    action.sa_sigaction = on_signal;
    sigemptyset(&action.sa_mask);
    for (const int signal : kPassedOn) sigaddset(&action.sa_mask, signal);
    action.sa_flags = SA_SIGINFO;  // not SA_RESTART: whatever blocks looks again
    for (const int signal : kPassedOn) {
        struct sigaction before {};
        sigaction(signal, nullptr, &before);
        if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
    }
    if (terminal < 0) return;
    struct sigaction resize {};
    resize.sa_handler = on_resize;
    sigemptyset(&resize.sa_mask);
    resize.sa_flags = SA_RESTART;
    sigaction(SIGWINCH, &resize, nullptr);
}

void forget_terminal() {
    g_terminal.store(-1, std::memory_order_relaxed);
}

void end() {
    g_command.store(0, std::memory_order_relaxed);
}

int passed_stop() {
    return g_passed_stop.load(std::memory_order_relaxed);
}

}  // namespace ringpipe::ringcat::relay
