// replay: what ringcat -J wrote is published again, at the pace at which it was recorded.
//
// Records of one time and tag that follow each other were one publication, and are one again, as
// far as they are read at once.
#include "ringcat/replay.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/quantity.h"
#include "ringcat/delimiter.h"
#include "ringcat/feed.h"
#include "ringcat/input_end.h"
#include "ringcat/pusher.h"
#include "ringcat/readiness.h"
#include "ringcat/recorded.h"

namespace ringpipe::ringcat {
namespace {

using tools::fail;
using Got = Input::Got;

constexpr std::size_t kReadBytes = 128 * 1024;
constexpr double kSecondNs = 1e9;

// When a record that was stamped then is due now.
class Pace {
public:
    explicit Pace(double speed) : speed_(speed) {}

    // On the monotonic clock; 0: at once.
    std::uint64_t due_ns(const std::optional<double>& time_s) {
        if (!time_s || std::isinf(speed_)) return 0;
        if (!first_s_) {
            first_s_ = time_s;
            start_ns_ = monotonic_ns();
        }
        const double after_ns = (*time_s - *first_s_) / speed_ * kSecondNs;
        constexpr double kCenturiesNs = 9e18;
        return start_ns_ + static_cast<std::uint64_t>(std::clamp(after_ns, 0.0, kCenturiesNs));
    }

private:
    const double speed_;
    std::optional<double> first_s_;
    std::uint64_t start_ns_ = 0;
};

Text bytes_of(const std::string& text) {
    return std::as_bytes(std::span(text));
}

class Replay {
public:
    Replay(const Options& options, const Ring& ring, Writer& writer)
        : options_(options),
          now_(options),
          pusher_(now_, writer, ring.identity()),
          feed_(options.timeout_ns, [&writer] { return writer.gone(); }),
          pace_(*options.publish.replay_speed),
          largest_record_(writer.largest_record()),
          frame_bytes_(writer.largest_lines()),
          left_(options.count) {}

    int run() {
        Status status = pusher_.await_readers();
        if (!status) status = copy();
        const std::size_t lost = feed_.left_over();
        if (lost != 0 && *status != tools::kDone) {
            tools::notice("stdin", tools::counted(lost, "byte") + " of it not published");
        }
        if (gaps_ != 0) {
            tools::notice(
                "stdin", tools::counted(gaps_, "record") + " had been lost when this was recorded");
        }
        pusher_.report();
        return *status;
    }

private:
    Status copy() {
        while (left_ != 0) {
            Stream* stream = nullptr;
            const Got got = feed_.read_more(kReadBytes, stream);
            if (got == Got::kEnd) {
                const Text rest = stream->input.unread();
                if (!rest.empty()) {
                    if (const Status status = take(stream->input, rest.size())) return status;
                }
                break;
            }
            if (got != Got::kBytes) return exit_code_of(got, feed_, options_, pusher_);
            for (std::size_t at = stream->unfinished; left_ != 0;) {
                const Text unread = stream->input.unread();
                const std::size_t line = to_first(unread.subspan(at), '\n');
                if (line == 0) break;
                if (const Status status = take(stream->input, at + line)) return status;
                at = 0;
            }
            stream->unfinished = stream->input.unread().size();
            if (const Status status = publish()) return status;
        }
        if (const Status status = publish()) return status;
        return tools::kDone;
    }

    // One line, which then is read.
    Status take(Input& input, std::size_t bytes) {
        ++line_;
        const Text line = input.unread().first(bytes);
        const bool blank = std::all_of(line.begin(), line.end(), [](std::byte b) {
            return b == std::byte{'\n'} || b == std::byte{'\r'} || b == std::byte{' '};
        });
        Recorded recorded;
        if (const char* problem = blank ? nullptr : parser_.parse(line, recorded)) {
            if (const Status status = publish()) return status;
            return fail(tools::kFailed, "stdin", fmt::format("line {} {}", line_, problem),
                        "--replay takes what 'ringcat -J' wrote");
        }
        Status status;
        if (!blank && recorded.lost == 0) status = add(recorded);
        if (!status) input.consume(bytes);
        gaps_ += recorded.lost;
        return status;
    }

    Status add(const Recorded& recorded) {
        const bool is_line = recorded.delimiter.has_value();
        const bool joins = count_ != 0 && is_line && recorded.time_s == time_s_ &&
                           recorded.tag == now_.publish.tag &&
                           *recorded.delimiter == now_.delimiter &&
                           text_.size() + recorded.data.size() < frame_bytes_;
        if (!joins) {
            if (const Status status = publish()) return status;
            sleep_until(pace_.due_ns(recorded.time_s), stopped);
            if (stopped()) return stop_status();
            time_s_ = recorded.time_s;
            now_.publish.tag = recorded.tag;
            now_.delimiter = recorded.delimiter.value_or('\n');
        }
        text_ += recorded.data;
        if (is_line) text_ += static_cast<char>(*recorded.delimiter);
        if (!recorded.continued && left_ != kForever) --left_;
        if (is_line) {
            ++count_;
            return text_.size() > largest_record_ ? publish() : std::nullopt;
        }
        return publish_one(recorded.continued);
    }

    // What is no line, or a part of one.
    Status publish_one(bool continued) {
        const std::string text = std::exchange(text_, {});
        const Text bytes = bytes_of(text);
        if (!continued && bytes.size() <= largest_record_) return pusher_.record(bytes);
        return publish_in_parts(bytes, continued);
    }

    Status publish_in_parts(Text bytes, bool continued) {
        while (bytes.size() > largest_record_) {
            if (const Status status = pusher_.lines(bytes.first(largest_record_), 1, true)) {
                return status;
            }
            bytes = bytes.subspan(largest_record_);
        }
        return bytes.empty() ? std::nullopt : pusher_.lines(bytes, 1, continued);
    }

    // The lines that were put together.
    Status publish() {
        if (count_ == 0) return pusher_.check_gone();
        const std::string text = std::exchange(text_, {});
        const std::uint32_t count = std::exchange(count_, 0);
        if (text.size() > largest_record_) return publish_in_parts(bytes_of(text), false);
        return pusher_.lines(bytes_of(text), count, false);
    }

    const Options& options_;
    Options now_;  // with the tag and delimiter of what is published next
    Pusher pusher_;
    StdinFeed feed_;
    Pace pace_;
    RecordedParser parser_;
    const std::size_t largest_record_;
    const std::size_t frame_bytes_;
    std::uint64_t left_;  // records still to publish (-n)
    std::uint64_t line_ = 0;
    std::uint64_t gaps_ = 0;
    std::string text_;         // lines of one time, tag and delimiter
    std::uint32_t count_ = 0;  // of them
    std::optional<double> time_s_;
};

}  // namespace

int replay(const Options& options, const Ring& ring, Writer& writer) {
    return Replay(options, ring, writer).run();
}

}  // namespace ringpipe::ringcat
