// publish: standard input into a ring (ringcat -w).
//
// What each read(2) brought is published at once, in whole lines and as few frames as it takes. An
// unfinished line waits in the buffer for its end; one that outgrows the largest record goes out
// in parts, each but the last marked as continued, so that the bytes come out as they went in.
#include "ringcat/publish.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/quantity.h"
#include "common/std_streams.h"
#include "ringcat/input.h"
#include "ringcat/open_ring.h"
#include "ringcat/pusher.h"
#include "ringcat/readiness.h"

namespace ringpipe::ringcat {
namespace {

using tools::fail;
using Got = Input::Got;

constexpr std::size_t kReadBytes = 512 * 1024;

class Publisher {
public:
    Publisher(const Options& options, Writer& writer, const RingIdentity& ring,
              Companion* companion = nullptr)
        : options_(options),
          companion_(companion),
          pusher_(options, writer, ring, companion),
          input_(options.timeout_ns),
          largest_record_(writer.largest_record()),
          frame_bytes_(writer.largest_lines()),
          left_(options.count) {
        // Where a full ring refuses, small frames leave little room unused.
        constexpr std::size_t kSmallFrame = 4096;
        const bool refuses = ring.on_full == OnFull::kDropNew || ring.on_full == OnFull::kFail;
        if (refuses) frame_bytes_ = std::min(frame_bytes_, kSmallFrame);
    }

    int run() {
        Status status = pusher_.await_readers();
        if (!status) status = options_.framing == Framing::kRaw ? copy_raw() : copy_lines();
        if (!input_.give_back() && *status != tools::kDone) tell_unpublished();
        pusher_.report();
        return *status;
    }

private:
    Status copy_raw() {
        const std::size_t most = std::min(kReadBytes, frame_bytes_);
        while (left_ != 0) {
            if (const Got got = input_.read_more(most); got != Got::kBytes) return ended(got);
            if (companion_ != nullptr) companion_->arrived(input_.unread());
            if (const Status status = pusher_.record(input_.unread())) return status;
            input_.consume(input_.unread().size());
            --left_;
            if (const Status status = pusher_.check_gone()) return status;
            if (const Status status = companion_status()) return status;
        }
        return tools::kDone;
    }

    Status copy_lines() {
        while (left_ != 0) {
            const Got got = input_.read_more(kReadBytes);
            if (got == Got::kEnd) return publish_rest();
            if (got != Got::kBytes) return ended(got);
            if (companion_ != nullptr) companion_->arrived(input_.unread().subspan(unfinished_));
            if (const Status status = publish_whole_lines()) return status;
            if (const Status status = publish_parts()) return status;
            if (const Status status = pusher_.check_gone()) return status;
            if (const Status status = companion_status()) return status;
        }
        return tools::kDone;
    }

    Status companion_status() {
        return companion_ != nullptr ? companion_->settled() : std::nullopt;
    }

    Status publish_whole_lines() {
        const Text fresh = input_.unread().subspan(unfinished_);
        std::size_t whole = to_last(fresh, options_.delimiter);
        if (whole != 0) whole += unfinished_;
        while (whole != 0 && left_ != 0) {
            const Text text = input_.unread().first(whole);
            const std::size_t bytes = frame_of(text);
            if (const Status status = publish_frame(text.first(bytes))) return status;
            whole -= bytes;
        }
        unfinished_ = input_.unread().size();
        return std::nullopt;
    }

    // How much of these whole lines makes the next frame; more than the largest record if the
    // first line is.
    std::size_t frame_of(Text text) const {
        const std::size_t most = std::min(text.size(), frame_bytes_);
        const std::size_t bytes = to_last(text.first(most), options_.delimiter);
        return bytes != 0 ? bytes : to_first(text, options_.delimiter);
    }

    Status publish_frame(Text text) {
        while (text.size() > largest_record_) {
            if (const Status status = publish_part()) return status;
            text = text.subspan(largest_record_);
        }
        std::uint32_t count = count_delimiters(text, options_.delimiter);
        if (count > left_) {
            text = text.first(to_nth(text, options_.delimiter, left_));
            count = static_cast<std::uint32_t>(left_);
        }
        if (const Status status = pusher_.lines(text, count, false)) return status;
        input_.consume(text.size());
        left_ -= count;
        return std::nullopt;
    }

    // Of an unfinished line that is too long to wait for its end.
    Status publish_parts() {
        while (input_.unread().size() > largest_record_ && left_ != 0) {
            if (const Status status = publish_part()) return status;
            unfinished_ -= largest_record_;
        }
        return std::nullopt;
    }

    Status publish_part() {
        const Text part = input_.unread().first(largest_record_);
        if (const Status status = pusher_.lines(part, 1, true)) return status;
        input_.consume(part.size());
        return std::nullopt;
    }

    // The last line has no end of its own.
    Status publish_rest() {
        const Text rest = input_.unread();
        if (rest.empty()) return tools::kDone;
        if (const Status status = pusher_.lines(rest, 1, false)) return status;
        input_.consume(rest.size());
        return pusher_.check_gone().value_or(tools::kDone);
    }

    Status ended(Got got) const {
        switch (got) {
            case Got::kTimeout:
                return fail(tools::kTimeout, "stdin",
                            fmt::format("timeout: no input for {}",
                                        tools::format_duration_ns(options_.timeout_ns)));
            case Got::kStopped:
                return stop_status();
            case Got::kFailed:
                return fail(tools::kFailed, "stdin", std::strerror(input_.error()));
            case Got::kBytes:
            case Got::kEnd:
                break;
        }
        return tools::kDone;
    }

    void tell_unpublished() const {
        tools::notice("stdin",
                      tools::counted(input_.unread().size(), "byte") + " of it not published");
    }

    const Options& options_;
    Companion* const companion_;
    Pusher pusher_;
    Input input_;
    const std::size_t largest_record_;
    std::size_t frame_bytes_;
    std::uint64_t left_;          // records still to publish (-n)
    std::size_t unfinished_ = 0;  // bytes at the start of the buffer that hold no delimiter
};

}  // namespace

int publish(const Options& options) {
    if (const int error = Input::check(); error != 0) {
        return fail(tools::kFailed, "stdin", std::strerror(error));
    }
    std::optional<Ring> ring;
    if (const Status status = open_for_publishing(options, ring)) return *status;
    tools::guard_against_bus_errors(options.ring.given.c_str());
    auto writer = Writer::attach(*ring, {options.publish.exclusive, &tools::stop_signal()});
    if (!writer) return fail(writer.error());
    return Publisher(options, *writer, ring->identity()).run();
}

int publish(const Options& options, const Ring& ring, Writer& writer, Companion& companion) {
    return Publisher(options, writer, ring.identity(), &companion).run();
}

}  // namespace ringpipe::ringcat
