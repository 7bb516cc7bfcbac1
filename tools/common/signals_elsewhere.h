// SignalsElsewhere: while one is there, threads that are started take no signals, which are for the
// thread that waits in calls.
#pragma once

#include <csignal>

namespace ringpipe::tools {

class SignalsElsewhere {
public:
    SignalsElsewhere() {
        sigset_t all;
        sigfillset(&all);
        sigdelset(&all, SIGBUS);  // a fault is of the thread that commits it
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~SignalsElsewhere() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    SignalsElsewhere(const SignalsElsewhere&) = delete;
    SignalsElsewhere& operator=(const SignalsElsewhere&) = delete;

private:
    sigset_t before_;
};

}  // namespace ringpipe::tools
