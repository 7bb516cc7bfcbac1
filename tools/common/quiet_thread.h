// quiet_thread: a thread that takes no signals, which are for the thread that waits in calls.
#pragma once

#include <csignal>
#include <system_error>
#include <thread>
#include <utility>

namespace ringpipe::tools {

// Not joinable where none can be had: processes or memory are limited.
template <class Run>
std::thread quiet_thread(Run run) {
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    sigdelset(&all, SIGBUS);  // a fault is of the thread that commits it
    pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread thread;
    try {
        thread = std::thread(std::move(run));
    } catch (const std::system_error&) {
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return thread;
}

}  // namespace ringpipe::tools
