// Told: what a feeder is told by signals, from main or the kernel.
#include "ringtee/told.h"

namespace ringpipe::ringtee {
namespace {

Told g_told;

void on_signal(int signal) {
    if (signal == kFinishSignal) g_told.finish.store(1, std::memory_order_relaxed);
    if (signal == kStopSignal) g_told.stop.store(1, std::memory_order_relaxed);
    g_told.look.store(1, std::memory_order_relaxed);
}

void leave_to_main(int) {}

}  // namespace

Told& listen() {
    struct sigaction action {};
    sigemptyset(&action.sa_mask);
    action.sa_handler = on_signal;
    for (const int signal : {kFinishSignal, kStopSignal, SIGCHLD}) {
        sigaction(signal, &action, nullptr);
    }
    action.sa_handler = leave_to_main;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction before {};
        sigaction(signal, nullptr, &before);
        // What was ignored stays so, for the command's sake.
        if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    return g_told;
}

}  // namespace ringpipe::ringtee
