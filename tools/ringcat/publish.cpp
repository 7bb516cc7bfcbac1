// publish: standard input, or what a command says, into a ring (ringcat -w).
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
#include "ringcat/captured.h"
#include "ringcat/feed.h"
#include "ringcat/input_end.h"
#include "ringcat/last_party.h"
#include "ringcat/len32.h"
#include "ringcat/open_ring.h"
#include "ringcat/progress.h"
#include "ringcat/pusher.h"
#include "ringcat/readiness.h"
#include "ringcat/replay.h"

namespace ringpipe::ringcat {
namespace {

using tools::fail;
using Got = Input::Got;

constexpr std::size_t kReadBytes = 128 * 1024;
constexpr std::size_t kDrawBytes = 256 * 1024;

class Publisher {
public:
    Publisher(const Options& options, Writer& writer, const RingIdentity& ring, Feed& feed,
              Companion* companion = nullptr)
        : options_(options),
          companion_(companion),
          pusher_(options, writer, ring, companion),
          feed_(feed),
          largest_record_(writer.largest_record()),
          frame_bytes_(writer.largest_lines()),
          left_(options.count) {
        // Where a full ring refuses, small frames leave little room unused.
        constexpr std::size_t kSmallFrame = 4096;
        const bool refuses = ring.on_full == OnFull::kDropNew || ring.on_full == OnFull::kFail;
        if (refuses) frame_bytes_ = std::min(frame_bytes_, kSmallFrame);
        may_draw_ = feed.straight() != nullptr && companion == nullptr && !refuses &&
                    options.count == kForever;
    }

    int run() {
        Status status = pusher_.await_readers();
        if (!status) status = feed_.begin();
        if (!status) status = copy();
        const std::size_t lost = feed_.left_over();
        if (lost != 0 && *status != tools::kDone) tell_unpublished(lost);
        pusher_.report();
        return *status;
    }

private:
    Status copy() {
        switch (options_.framing) {
            case Framing::kRaw:
                return copy_raw();
            case Framing::kLen32:
                return copy_len32();
            case Framing::kLines:
                break;
        }
        return copy_lines();
    }

    Status copy_raw() {
        const std::size_t most = std::min(kReadBytes, frame_bytes_);
        while (left_ != 0) {
            const Got got = feed_.read_more(most, now_);
            if (got == Got::kEnd) {
                if (feed_.over()) break;
                continue;
            }
            if (got != Got::kBytes) return ended(got);
            if (const Status status = pusher_.check_gone()) return status;
            Input& input = now_->input;
            if (companion_ != nullptr) companion_->arrived(input.unread());
            if (const Status status = pusher_.record(input.unread())) return status;
            input.consume(input.unread().size());
            --left_;
            if (const Status status = companion_status()) return status;
        }
        return done();
    }

    Status copy_lines() {
        while (left_ != 0) {
            if (may_draw_) {
                now_ = feed_.straight();
                if (stopped()) return stop_status();
                if (const Status status = pusher_.check_gone()) return status;
                if (draw()) continue;
            }
            const Got got = feed_.read_more(kReadBytes, now_);
            if (got == Got::kEnd) {
                if (const Status status = publish_rest()) return status;
                if (feed_.over()) break;
                continue;
            }
            if (got != Got::kBytes) return ended(got);
            if (const Status status = pusher_.check_gone()) return status;
            if (companion_ != nullptr) {
                companion_->arrived(now_->input.unread().subspan(now_->unfinished));
            }
            if (const Status status = publish_whole_lines()) return status;
            if (const Status status = publish_parts()) return status;
            if (const Status status = companion_status()) return status;
        }
        return done();
    }

    // Lines from a file straight into the ring, where nothing has to wait for that. False: nothing
    // was read. What comes through a pipe lies in the cache: to read that into private memory first
    // is as fast, and needs no lock word while it is read.
    bool draw() {
        Input& input = now_->input;
        const std::size_t before = input.unread().size();
        if (before != now_->unfinished || before >= frame_bytes_ / 2) return false;
        const std::size_t most = input.ready(std::min(kDrawBytes, frame_bytes_ - before));
        if (most == 0) return false;
        const std::span<std::byte> room = input.room(most);
        if (room.empty()) return false;
        const Draw wanted{input.descriptor(), most, options_.delimiter, input.unread(), room};
        Drawn drawn;
        const bool read = pusher_.draw(wanted, drawn);
        if (drawn.error != 0 && drawn.error != EAGAIN) may_draw_ = false;
        if (!read) return false;
        if (drawn.lines != 0) input.consume(before);
        input.filled(drawn.rest);
        now_->unfinished = input.unread().size();
        return true;
    }

    // Whoever removed the ring before this moment took away what was published.
    Status done() {
        const Status gone = pusher_.has_published() ? pusher_.check_gone() : std::nullopt;
        return gone ? gone : tools::kDone;
    }

    Status copy_len32() {
        while (left_ != 0) {
            const Got got = feed_.read_more(kReadBytes, now_);
            if (got == Got::kEnd) {
                if (!now_->input.unread().empty()) return cut_short();
                if (feed_.over()) break;
                continue;
            }
            if (got != Got::kBytes) return ended(got);
            if (const Status status = pusher_.check_gone()) return status;
            if (const Status status = publish_len32()) return status;
        }
        return done();
    }

    // The records that are whole, in as few publications as it takes.
    Status publish_len32() {
        const Text text = now_->input.unread();
        std::size_t at = 0;         // what was added
        std::size_t published = 0;  // and what of it is out
        Status status;
        const auto flush = [&] {
            status = pusher_.flush();
            if (!status) published = at;
            return !status;
        };
        while (left_ != 0 && text.size() - at >= kLengthBytes) {
            const std::size_t length = length_of(text.subspan(at));
            const Text rest = text.subspan(at + kLengthBytes);
            if (length > largest_record_) {
                if (flush()) status = too_long(length);
                break;
            }
            if (rest.size() < length) break;
            if (at + length > published + frame_bytes_ && !flush()) break;
            if (!pusher_.add(rest.first(length)) && !(flush() && pusher_.add(rest.first(length)))) {
                break;
            }
            at += kLengthBytes + length;
            --left_;
            ++taken_;
        }
        if (!status) flush();
        now_->input.consume(published);
        return status;
    }

    Status too_long(std::size_t length) const {
        return fail(tools::kFailed, feed_.name(),
                    fmt::format("after {} comes one of {} bytes, but the ring's largest has {}",
                                tools::counted(taken_, "record"), length, largest_record_),
                    "a length is four bytes, the lowest first; a larger ring takes larger records");
    }

    Status cut_short() {
        const Text rest = now_->input.unread();
        now_->input.consume(rest.size());  // nobody else has a use for it
        const std::string what =
            rest.size() < kLengthBytes
                ? fmt::format("{} of a length of {}", rest.size(), kLengthBytes)
                : fmt::format("{} of a record of {}", rest.size() - kLengthBytes, length_of(rest));
        return fail(tools::kFailed, feed_.name(),
                    fmt::format("cut short after {}: {} bytes, which are not published",
                                tools::counted(taken_, "record"), what));
    }

    Status companion_status() {
        return companion_ != nullptr ? companion_->settled() : std::nullopt;
    }

    Status publish_whole_lines() {
        const Text fresh = now_->input.unread().subspan(now_->unfinished);
        std::size_t whole = to_last(fresh, options_.delimiter);
        if (whole != 0) whole += now_->unfinished;
        while (whole != 0 && left_ != 0) {
            const Text text = now_->input.unread().first(whole);
            const std::size_t bytes = frame_of(text);
            if (const Status status = publish_frame(text.first(bytes))) return status;
            whole -= bytes;
        }
        now_->unfinished = now_->input.unread().size();
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
        now_->input.consume(text.size());
        left_ -= count;
        return std::nullopt;
    }

    // Of an unfinished line that is too long to wait for its end.
    Status publish_parts() {
        while (now_->input.unread().size() > largest_record_ && left_ != 0) {
            if (const Status status = publish_part()) return status;
            now_->unfinished -= largest_record_;
        }
        return std::nullopt;
    }

    Status publish_part() {
        const Text part = now_->input.unread().first(largest_record_);
        if (const Status status = pusher_.lines(part, 1, true)) return status;
        now_->input.consume(part.size());
        return std::nullopt;
    }

    // The last line has no end of its own.
    Status publish_rest() {
        const Text rest = now_->input.unread();
        if (rest.empty()) return std::nullopt;
        if (const Status status = pusher_.lines(rest, 1, false)) return status;
        now_->input.consume(rest.size());
        --left_;
        return std::nullopt;
    }

    Status ended(Got got) const { return exit_code_of(got, feed_, options_, pusher_); }

    void tell_unpublished(std::size_t bytes) const {
        tools::notice(feed_.name(), tools::counted(bytes, "byte") + " of it not published");
    }

    const Options& options_;
    Companion* const companion_;
    Pusher pusher_;
    Feed& feed_;
    Stream* now_ = nullptr;  // the one of it that was read last
    const std::size_t largest_record_;
    std::size_t frame_bytes_;
    bool may_draw_;
    std::uint64_t left_;       // records still to publish (-n)
    std::uint64_t taken_ = 0;  // records that came with their length
};

}  // namespace

int publish(const Options& options) {
    const bool from_stdin = options.publish.command.empty();
    if (const int error = from_stdin ? Input::check() : 0; error != 0) {
        return fail(tools::kFailed, "stdin", std::strerror(error));
    }
    std::optional<Ring> ring;
    if (const Status status = open_for_publishing(options, ring)) return *status;
    tools::guard_against_bus_errors(options.ring.given.c_str());
    auto writer = Writer::attach(
        *ring, {options.publish.exclusive, &tools::stop_signal(), options.publish.trust_owner});
    if (!writer) return fail(writer.error());
    std::optional<Writer> seat(*std::move(writer));
    const Gone gone = [&seat] { return seat->gone(); };
    const progress::Gauge gauge(*ring);
    int status = 0;
    if (options.publish.replay_speed) {
        status = replay(options, *ring, *seat);
        seat.reset();
    } else if (from_stdin) {
        StdinFeed feed(options.timeout_ns, gone);
        status = Publisher(options, *seat, ring->identity(), feed).run();
        seat.reset();
    } else {
        Captured captured(options, gone);
        status = Publisher(options, *seat, ring->identity(), captured, &captured).run();
        seat.reset();  // the end of the stream, however long the command goes on
        status = captured.finish(status);
    }
    if (options.remove) remove_after_last(options.ring, *ring);
    return status;
}

int publish(const Options& options, const Ring& ring, Writer& writer, Companion& companion) {
    StdinFeed feed(options.timeout_ns, [&writer] { return writer.gone(); });
    return Publisher(options, writer, ring.identity(), feed, &companion).run();
}

}  // namespace ringpipe::ringcat
