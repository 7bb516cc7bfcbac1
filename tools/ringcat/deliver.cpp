// deliver: a ring to standard output (ringcat without -w).
//
// A round takes what frames are there, up to a megabyte, writes them out and gives them back. So
// whenever the reader waits, all it was given is written; and the cursor moves only over records
// that were written whole.
#include "ringcat/deliver.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "common/damage.h"
#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/quantity.h"
#include "ringcat/consume.h"
#include "ringcat/form.h"
#include "ringcat/gap_mark.h"
#include "ringcat/losses.h"
#include "ringcat/patience.h"
#include "ringcat/progress.h"
#include "ringcat/readiness.h"
#include "ringcat/stdout_writer.h"
#include "ringcat/successor.h"

namespace ringpipe::ringcat {
namespace {

using tools::fail;
using tools::Status;
using Wrote = StdoutWriter::Wrote;

constexpr std::size_t kMostFrames = 64;  // in one writev

class Delivery {
public:
    // All must outlive it. `wait` is when --wait=DUR gives up.
    Delivery(const Options& options, Reader& reader, const Ring& ring, Deadline wait)
        : options_(options),
          reader_(reader),
          ring_(ring),
          patience_(options, ring, wait),
          form_(make_form(options)),
          stdout_(options.timeout_ns),
          left_(options.count) {
        if (!options.deliver.drain) return;
        until_ = reader.end_sequence();
        if (left_ == kForever) progress::expect(until_ - std::min(until_, reader.next_sequence()));
    }

    int run() {
        Status status;
        while (!status) status = step();
        finish(status);
        losses_.tell(name(), *status);
        if (options_.verbose) {
            const bool selects = options_.deliver.query || options_.deliver.tag;
            const std::string of = selects ? fmt::format(" of {} read", read_) : "";
            tools::inform(
                name(), fmt::format("delivered {}{}, {}", tools::counted(delivered_, "record"), of,
                                    tools::format_size(delivered_bytes_)));
        }
        return *status;
    }

    [[nodiscard]] bool found_gone() const { return gone_; }
    [[nodiscard]] std::uint64_t left() const { return left_; }  // of -n

private:
    Status step() {
        if (left_ == 0 || reader_.next_sequence() >= until_) return tools::kDone;
        if (stopped()) return stop_status();
        std::size_t got = 0;
        const Next next = reader_.next_batches(batches_, got, patience_.next_deadline());
        switch (next) {
            case Next::kBatch:
                patience_.note_arrival();
                return write_out(std::span(batches_).first(got));
            case Next::kLost:
                patience_.note_arrival();
                return note_loss();
            case Next::kEmpty:
                return tools::kDone;  // only --drain tries without waiting
            case Next::kTimeout:
                return patience_.timed_out();
            case Next::kEnded:
                return tools::kDone;
            case Next::kDied:
                if (options_.deliver.drain) return tools::kDone;
                return fail(tools::kDied, name(), "the writer died");
            case Next::kInterrupted:
                return stop_status();
            case Next::kGone:
                gone_ = true;
                return after_gone(options_, ring_.identity()).value_or(tools::kDone);
            case Next::kDamaged:
                break;
        }
        return tools::fail_damaged(name(), reader_.damage());
    }

    Status note_loss() {
        losses_.add(reader_.gap());
        form_->break_off();
        if (const Status status = write_out({})) return status;
        if (const Status status = write_gap()) return status;
        if (!options_.deliver.fail_when_lost) return std::nullopt;
        return losses_.fail_at(reader_.gap(), name());
    }

    Status write_gap() {
        std::string text;
        append_gap(text, options_, reader_.gap(), in_line_);
        if (text.empty()) return std::nullopt;
        in_line_ = false;
        iovec piece{text.data(), text.size()};
        std::size_t written = 0;
        const Wrote wrote = stdout_.write({&piece, 1}, written);
        return wrote == Wrote::kAll ? std::nullopt : Status(not_written(wrote));
    }

    bool is_wanted(const Batch& batch) const {
        return !options_.deliver.tag || *options_.deliver.tag == batch.tag;
    }

    // Whether a mark that comes next would stand in the middle of a line.
    void note_end(std::span<const iovec> pieces) {
        if (pieces.empty()) return;
        const iovec& last = pieces.back();
        const auto byte = static_cast<const char*>(last.iov_base)[last.iov_len - 1];
        in_line_ =
            byte != (options_.delimiter_given ? static_cast<char>(options_.delimiter) : '\n');
    }

    // What does not go out is consumed with what was written before it.
    Status write_out(std::span<const Batch> batches) {
        for (const Batch& batch : batches) {
            if (batch.first >= until_) break;
            const auto records = static_cast<std::uint32_t>(
                std::min<std::uint64_t>(batch.count, until_ - batch.first));
            if (is_wanted(batch)) {
                if (!form_->add(batch, records, left_)) break;
            } else {
                form_->pass_over(batch, records);
            }
        }
        const std::span<iovec> pieces = form_->pieces();
        if (options_.deliver.mark_gaps) note_end(pieces);
        std::size_t written = 0;
        const Wrote wrote = stdout_.write(pieces, written);
        const Form::Whole whole = form_->whole(written);
        form_->clear();
        reader_.release(whole.records);
        read_ += whole.records;
        delivered_ += whole.kept;
        delivered_bytes_ += written;
        progress::add(whole.kept, written);
        if (left_ != kForever) left_ -= whole.kept;
        if (wrote != Wrote::kAll) return not_written(wrote);
        return fail_invalid(*form_, name());
    }

    void finish(Status& status) {
        if (form_->failed()) return;
        if (*status == tools::kDone || *status == tools::kDied || gone_) {
            form_->break_off();
            if (const Status failure = write_out({})) status = failure;
        }
        tell_invalid(*form_, name());
    }

    Status not_written(Wrote wrote) {
        if (wrote == Wrote::kStopped) return stop_status();
        if (wrote == Wrote::kTimeout) {
            return fail(tools::kTimeout, "stdout",
                        fmt::format("timeout: nothing taken for {}",
                                    tools::format_duration_ns(options_.timeout_ns)));
        }
        const int error = stdout_.error();
        // Where SIGPIPE was ignored when we started, nobody expects us to die of it.
        if (error == EPIPE && stopped()) return stop_status();
        if (error == EFAULT) {
            return fail(tools::kBadRing, name(), "the ring's files were cut short under us");
        }
        return fail(tools::kFailed, "stdout", std::strerror(error));
    }

    const std::string& name() const { return options_.ring.given; }

    const Options& options_;
    Reader& reader_;
    const Ring& ring_;
    Patience patience_;
    std::unique_ptr<Form> form_;
    StdoutWriter stdout_;
    std::array<Batch, kMostFrames> batches_{};
    std::uint64_t left_;              // records still to deliver (-n)
    std::uint64_t until_ = kForever;  // sequence at which to stop (-x)
    bool in_line_ = false;            // what was written last has no end yet
    Losses losses_;
    std::uint64_t read_ = 0;  // records, whether they went out or not
    std::uint64_t delivered_ = 0;
    std::uint64_t delivered_bytes_ = 0;
    bool gone_ = false;
};

}  // namespace

int deliver(const Options& options) {
    return consume<Delivery>(options);
}

}  // namespace ringpipe::ringcat
