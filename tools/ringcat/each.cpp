// each: a ring to a command, batch by batch; the cursor moves when the command has done its work.
//
// A batch is collected in memory, the command is run until it ends well, and then, in one step, all
// of the batch is consumed. Whatever ends us in between leaves the cursor in front of the batch.
#include "ringcat/each.h"

#include <signal.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "common/damage.h"
#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/quantity.h"
#include "common/std_streams.h"
#include "ringcat/attempt.h"
#include "ringcat/batch_file.h"
#include "ringcat/collection.h"
#include "ringcat/consume.h"
#include "ringcat/dead_letter.h"
#include "ringcat/losses.h"
#include "ringcat/patience.h"
#include "ringcat/progress.h"
#include "ringcat/readiness.h"
#include "ringcat/successor.h"

namespace ringpipe::ringcat {
namespace {

using tools::fail;
using tools::Status;

constexpr std::size_t kMostFrames = 256;  // looked at in one round
constexpr std::uint64_t kFirstPauseNs = 100'000'000;
constexpr std::uint64_t kLongestPauseNs = 10'000'000'000;

class Each {
public:
    // All must outlive it. `wait` is when --wait=DUR gives up.
    Each(const Options& options, Reader& reader, const Ring& ring, Deadline wait)
        : options_(options),
          asked_(*options.deliver.each),
          reader_(reader),
          ring_(ring),
          patience_(options, ring, wait),
          collection_(options, reader, ring.identity(), file_) {}

    int run() {
        Status status;
        while (!status) status = step();
        if (const Form* form = collection_.form()) tell_invalid(*form, name());
        losses_.tell(name(), *status);
        if (options_.verbose) {
            tools::inform(
                name(),
                fmt::format("{} done in {}, {}", tools::counted(done_records_, "record"),
                            tools::counted(done_batches_, "run"), tools::format_size(done_bytes_)));
        }
        return *status;
    }

    [[nodiscard]] bool found_gone() const { return gone_; }
    [[nodiscard]] std::uint64_t left() const { return collection_.left(); }  // of -n

private:
    Status step() {
        if (collection_.was_last()) return finish(tools::kDone);
        if (stopped()) return stop_status();
        if (collection_.is_full() || monotonic_ns() >= collection_.due_ns()) return hand_over();
        std::size_t got = 0;
        const Deadline due = Deadline::at_ns(collection_.due_ns());
        const Deadline patient = patience_.next_deadline();
        const Next next =
            reader_.next_batches(batches_, got, due.at_ns() < patient.at_ns() ? due : patient);
        switch (next) {
            case Next::kBatch:
                patience_.note_arrival();
                return collect(std::span(batches_).first(got));
            case Next::kLost:
                patience_.note_arrival();
                return note_loss();
            case Next::kTimeout:
                if (monotonic_ns() >= collection_.due_ns()) return std::nullopt;
                if (const Status status = finish(std::nullopt)) return status;
                return patience_.timed_out();
            case Next::kEmpty:  // only --drain tries without waiting
            case Next::kEnded:
                return finish(tools::kDone);
            case Next::kDied:
                if (const Status status = finish(std::nullopt)) return status;
                if (options_.deliver.drain) return tools::kDone;
                return fail(tools::kDied, name(), "the writer died");
            case Next::kInterrupted:
                return stop_status();
            case Next::kGone:
                if (const Status status = finish(std::nullopt)) return status;
                gone_ = true;
                return after_gone(options_, ring_.identity()).value_or(tools::kDone);
            case Next::kDamaged:
                break;
        }
        if (const Status status = finish(std::nullopt)) return status;
        return tools::fail_damaged(name(), reader_.damage());
    }

    Status collect(std::span<const Batch> batches) {
        if (const int error = collection_.add(batches)) return not_collected(error);
        const Form* form = collection_.form();
        if (form == nullptr || !form->failed()) return std::nullopt;
        if (const Status status = hand_over()) return status;
        return fail_invalid(*form, name());
    }

    Status not_collected(int error) const {
        return fail(tools::kFailed, name(),
                    fmt::format("a batch cannot be kept in memory: {}", std::strerror(error)),
                    "--batch SIZE makes smaller ones");
    }

    // A batch has no gap in it.
    Status note_loss() {
        const Gap gap = reader_.gap();
        losses_.add(gap);
        if (const Status status = finish(std::nullopt)) return status;
        if (!options_.deliver.fail_when_lost) return std::nullopt;
        return losses_.fail_at(gap, name());
    }

    // No more belongs to this batch: hands it over as it is.
    Status finish(Status status) {
        if (const int error = collection_.break_off()) return not_collected(error);
        if (const Status failed = hand_over()) return failed;
        return status;
    }

    // Nothing if the batch is done, one way or another, and the cursor behind it.
    Status hand_over() {
        if (file_.bytes() == 0 && collection_.count() == 0) return done();
        if (const int error = file_.seal()) return not_collected(error);
        const std::vector<std::string> environment = told();
        std::uint64_t pause_ns = kFirstPauseNs;
        for (std::uint64_t failures = 1;; ++failures) {
            const Outcome outcome = attempt(asked_.command, environment, file_);
            if (outcome.well) break;
            if (stopped()) return stop_status();
            const std::string failed =
                fmt::format("'{}' {}; {}", asked_.command, outcome.told, which());
            if (failures > asked_.retries) {
                if (asked_.dead_letter.empty()) return give_up(failed);
                if (const Status status = bury(failed)) return status;
                break;
            }
            tools::notice(name(), fmt::format("{}, again in {}", failed,
                                              tools::format_duration_ns(pause_ns)));
            sleep_until(monotonic_ns() + pause_ns, stopped);
            if (stopped()) return stop_status();
            pause_ns = std::min(pause_ns * 2, kLongestPauseNs);
        }
        ++done_batches_;
        done_records_ += collection_.count();
        done_bytes_ += file_.bytes();
        progress::add(collection_.count(), file_.bytes());
        const Status status = done();
        return stopped() ? stop_status() : status;
    }

    Status done() {
        reader_.commit();
        collection_.clear();
        return std::nullopt;
    }

    int give_up(const std::string& failed) const {
        return fail(
            tools::kFarSide, name(), failed + " were not consumed",
            options_.ring.cursor.empty()
                ? ""
                : fmt::format("the cursor '{}' stays in front of them", options_.ring.cursor));
    }

    Status bury(const std::string& failed) {
        if (const int error = append_durably(asked_.dead_letter, file_)) {
            tools::notice(name(), failed + " were not consumed");
            return fail(tools::kFailed, asked_.dead_letter, std::strerror(error));
        }
        tools::notice(name(), fmt::format("{} went to {}", failed, asked_.dead_letter));
        return std::nullopt;
    }

    std::string which() const {
        return fmt::format("records {} to {}", collection_.first(), collection_.last());
    }

    std::vector<std::string> told() const {
        return {"RINGPIPE_RING=" + options_.ring.path, "RINGPIPE_ID=" + ring_.id_text(),
                fmt::format("RINGPIPE_FIRST={}", collection_.first()),
                fmt::format("RINGPIPE_LAST={}", collection_.last()),
                fmt::format("RINGPIPE_COUNT={}", collection_.count())};
    }

    const std::string& name() const { return options_.ring.given; }

    const Options& options_;
    const EachOptions& asked_;
    Reader& reader_;
    const Ring& ring_;
    Patience patience_;
    BatchFile file_;
    Collection collection_;
    std::array<Batch, kMostFrames> batches_{};
    Losses losses_;
    std::uint64_t done_batches_ = 0;
    std::uint64_t done_records_ = 0;
    std::uint64_t done_bytes_ = 0;
    bool gone_ = false;
};

}  // namespace

int each(const Options& options) {
    // A command is to find SIGPIPE as we did; and who is not waited for has no exit status.
    tools::ignore_sigpipe();
    ::signal(SIGCHLD, SIG_DFL);
    return consume<Each>(options);
}

}  // namespace ringpipe::ringcat
