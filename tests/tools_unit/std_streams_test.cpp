// Signals that ask a tool to stop.
#include "common/std_streams.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "catch.h"

namespace tools = ringpipe::tools;

namespace {

// Wait status of a process that catches stop signals, does that, and exits with stop_signal().
template <class Act>
int status_after(Act act) {
    const pid_t child = fork();
    if (child == 0) {
        // What is ignored stays so.
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) ::signal(signal, SIG_DFL);
        tools::catch_stop_signals();
        act();
        _exit(tools::stop_signal());
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return status;
}

}  // namespace

TEST_CASE("a signal that comes after a broken pipe is a first request to stop") {
    const int status = status_after([] {
        raise(SIGPIPE);
        raise(SIGTERM);
    });
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == SIGTERM);
}

TEST_CASE("a signal that comes after a request from inside is obeyed, and outlasts it") {
    const int status = status_after([] {
        tools::request_stop(SIGCHLD);
        raise(SIGINT);
        tools::withdraw_stop(SIGCHLD);
    });
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == SIGINT);
}

TEST_CASE("a broken pipe does not take the place of a signal that came first") {
    const int status = status_after([] {
        raise(SIGHUP);
        raise(SIGPIPE);
    });
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == SIGHUP);
}
