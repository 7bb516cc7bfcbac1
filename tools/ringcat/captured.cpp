// Captured: what a command says, as the feed of a publication (ringcat -w RING CMD).
#include "ringcat/captured.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/std_streams.h"
#include "ringcat/readiness.h"
#include "ringcat/relay.h"

namespace ringpipe::ringcat {

using tools::fail;
using Got = Input::Got;

tools::Status Captured::begin() {
    const PublishOptions& asked = options_.publish;
    const int error = command_.start(asked.command, asked.with_stderr, asked.on_terminal);
    if (error == 0) {
        for (const int fd : command_.outputs()) {
            outputs_.push_back({fd, {Input(fd, kForever)}});
        }
        open_ = outputs_.size();
        return std::nullopt;
    }
    // People who mean a file to publish find out here.
    const bool is_file = access(name().c_str(), R_OK) == 0;
    return fail(error == ENOENT ? tools::kNotFound : tools::kCannotRun, name(), strerror(error),
                is_file ? fmt::format("after RING comes a command; 'ringcat -w {} <{}' publishes "
                                      "a file",
                                      options_.ring.given, name())
                        : "");
}

// Until an output has something, or the command has ended: kBytes.
Got Captured::await(std::uint64_t timeout_ns) {
    std::array<pollfd, 3> waiting{};
    std::size_t count = 0;
    for (const Output& output : outputs_) {
        if (output.open) waiting[count++] = {output.fd, POLLIN, 0};
    }
    if (!ended_) waiting[count++] = {command_.end_fd(), POLLIN, 0};
    const Deadline deadline =
        ended_ ? Deadline::at_ns(linger_until_ns_) : Deadline::after_ns(timeout_ns);
    const Ready ready = wait_any(std::span(waiting).first(count), deadline, gone_);
    if (ready == Ready::kGone) return Got::kGone;
    if (ready == Ready::kStopped) return Got::kStopped;
    if (ready == Ready::kTimeout && !ended_) return Got::kTimeout;
    if (!ended_ && waiting[count - 1].revents != 0) {
        ended_ = true;
        command_.release_terminal();
        linger_until_ns_ = monotonic_ns() + kLingerNs;
    }
    if (ended_ && monotonic_ns() >= linger_until_ns_) {
        last_look_ = true;
        for (Output& output : outputs_) output.budget = command_.capacity(output.fd);
    }
    return Got::kBytes;
}

Got Captured::read_more(std::size_t most, Stream*& from) {
    from = nullptr;
    for (;;) {
        if (!last_look_) {
            const Got got = await(options_.timeout_ns);
            if (got != Got::kBytes) return got;
        }
        for (std::size_t i = 0; i < outputs_.size(); ++i) {
            Output& output = outputs_[(turn_ + i) % outputs_.size()];
            if (!output.open) continue;
            if (const auto got = read_from(output, most)) {
                turn_ += i + 1;
                from = &output.stream;
                return *got;
            }
        }
    }
}

// Nothing where there is nothing yet.
std::optional<Got> Captured::read_from(Output& output, std::size_t most) {
    Input& input = output.stream.input;
    const std::size_t before = input.unread().size();
    if (last_look_) most = std::min(most, output.budget);
    auto got = most != 0 ? input.try_read(most) : std::nullopt;
    if (got == Got::kBytes && last_look_) output.budget -= input.unread().size() - before;
    if (!got && last_look_) {
        cut_ = true;
        got = Got::kEnd;
    }
    if (got == Got::kFailed) {
        error_ = input.error();
        // A terminal that nobody has open any more.
        if (error_ == EIO && options_.publish.on_terminal) got = Got::kEnd;
    }
    if (got == Got::kEnd) {
        output.open = false;
        --open_;
    }
    return got;
}

std::size_t Captured::left_over() {
    std::size_t bytes = 0;
    for (const Output& output : outputs_) bytes += output.stream.input.unread().size();
    return bytes;
}

bool Captured::waited(const Blocker&, std::uint64_t, std::uint64_t) {
    const int stop = relay::passed_stop();
    if (stop == 0 || command_.is_running()) return false;
    const std::uint64_t now_ns = monotonic_ns();
    if (patient_from_ns_ == 0) patient_from_ns_ = now_ns;
    if (now_ns - patient_from_ns_ >= kPatienceNs) tools::request_stop(stop);
    return false;
}

int Captured::finish(int status) {
    if (cut_) {
        tools::notice(
            name(), "has ended, and left behind who still holds its output; the stream ends here");
    }
    command_.close_outputs();
    if (status != tools::kDone) command_.terminate();
    const int ended = command_.wait();
    if (status != tools::kDone) return status;
    if (!WIFSIGNALED(ended)) return WEXITSTATUS(ended);
    const int signal = WTERMSIG(ended);
    // We have what we wanted (-n), and closed its output before it was done.
    if (!over() && (signal == SIGPIPE || signal == SIGHUP)) return tools::kDone;
    if (!tools::is_stop(signal)) {
        const char* known = sigabbrev_np(signal);
        tools::notice(name(), fmt::format("killed by SIG{}",
                                          known != nullptr ? known : std::to_string(signal)));
    }
    return tools::kSignal + signal;
}

}  // namespace ringpipe::ringcat
