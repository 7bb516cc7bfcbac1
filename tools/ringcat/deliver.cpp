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
#include <optional>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/quantity.h"
#include "filter/sieve.h"
#include "ringcat/attach.h"
#include "ringcat/last_party.h"
#include "ringcat/losses.h"
#include "ringcat/patience.h"
#include "ringcat/readiness.h"
#include "ringcat/stdout_writer.h"
#include "ringcat/successor.h"
#include "ringcat/write_list.h"

namespace ringpipe::ringcat {
namespace {

using tools::fail;
using Status = std::optional<int>;
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
          list_(options.delimiter_given, options.delimiter),
          stdout_(options.timeout_ns),
          left_(options.count) {
        if (options.deliver.drain) until_ = reader.end_sequence();
        if (options.deliver.query) {
            filter::SieveOptions sifting;
            sifting.on_invalid = options.deliver.on_invalid;
            if (options.delimiter_given) sifting.delimiter = options.delimiter;
            sieve_.emplace(options.deliver.query, sifting);
        }
    }

    int run() {
        Status status;
        while (!status) status = step();
        if (sieve_) end_sifting(status);
        if (losses_.all() != 0 && *status != tools::kLost) {
            tools::notice(name(),
                          tools::counted(losses_.all(), "record") + " lost" + losses_.why());
        }
        if (options_.verbose) {
            const std::string of = sieve_ ? fmt::format(" of {} read", sifted_) : "";
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
                return sieve_ ? write_sifted(std::span(batches_).first(got))
                              : write_out(std::span(batches_).first(got));
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
        return fail(tools::kBadRing, name(), "the ring is damaged");
    }

    Status note_loss() {
        const std::uint64_t lost = losses_.add(reader_.gap());
        if (sieve_) sieve_->break_off();
        if (!options_.deliver.fail_when_lost) return std::nullopt;
        return fail(tools::kLost, name(),
                    fmt::format("{} lost before record {}{}", tools::counted(lost, "record"),
                                reader_.gap().last + 1, losses_.why()));
    }

    // How many records of the batch may go out. One that goes on in the next batch does not count
    // against -n until its end.
    std::uint32_t allowed(const Batch& batch) const {
        std::uint64_t records = std::min<std::uint64_t>(batch.count, until_ - batch.first);
        const std::uint32_t ends = batch.continued ? batch.count - 1 : batch.count;
        if (left_ < ends || (batch.continued && left_ == ends)) records = std::min(records, left_);
        return static_cast<std::uint32_t>(records);
    }

    Status write_out(std::span<const Batch> batches) {
        list_.clear();
        std::uint64_t unended = 0;
        const std::uint64_t before = left_;
        for (const Batch& batch : batches) {
            if (left_ == 0 || batch.first >= until_) break;
            const std::uint32_t records = allowed(batch);
            list_.add(batch, records);
            const bool goes_on = batch.continued && records == batch.count;
            if (goes_on) ++unended;
            if (left_ != kForever) left_ -= records - (goes_on ? 1 : 0);
        }
        std::size_t written = 0;
        const Wrote wrote = stdout_.write(list_.pieces(), written);
        const std::uint64_t whole =
            wrote == Wrote::kAll ? list_.records() : list_.whole_records(written);
        reader_.release(whole);
        delivered_ += wrote == Wrote::kAll ? whole - unended : whole;
        delivered_bytes_ += written;
        if (wrote == Wrote::kAll) return std::nullopt;
        left_ = before;
        return not_written(wrote);
    }

    // The same for what --where lets through and --pick makes of it. What was dropped is consumed
    // with what was written before it.
    Status write_sifted(std::span<const Batch> batches) {
        for (const Batch& batch : batches) {
            if (batch.first >= until_) break;
            const auto records = std::min<std::uint64_t>(batch.count, until_ - batch.first);
            if (!sieve_->add(batch, static_cast<std::uint32_t>(records), left_)) break;
        }
        std::size_t written = 0;
        const Wrote wrote = stdout_.write(sieve_->pieces(), written);
        const filter::Sieve::Whole whole = sieve_->whole(written);
        reader_.release(whole.records);
        sifted_ += whole.records;
        delivered_ += whole.kept;
        delivered_bytes_ += written;
        if (left_ != kForever) left_ -= whole.kept;
        if (wrote != Wrote::kAll) return not_written(wrote);
        sieve_->clear();
        if (!sieve_->failed()) return std::nullopt;
        return fail(tools::kFailed, name(), fmt::format("record {} is not JSON", *sieve_->failed()),
                    "--invalid drop or pass goes on over such records");
    }

    void end_sifting(Status& status) {
        if (sieve_->failed()) return;
        if (*status == tools::kDone || *status == tools::kDied || gone_) {
            sieve_->break_off();
            if (const Status failure = write_sifted({})) status = failure;
        }
        const std::string invalid = sieve_->about_invalid();
        if (!invalid.empty()) tools::notice(name(), invalid);
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
    WriteList list_;
    std::optional<filter::Sieve> sieve_;  // with --where or --pick
    StdoutWriter stdout_;
    std::array<Batch, kMostFrames> batches_{};
    std::uint64_t left_;              // records still to deliver (-n)
    std::uint64_t until_ = kForever;  // sequence at which to stop (-x)
    Losses losses_;
    std::uint64_t sifted_ = 0;  // records that were let through or not
    std::uint64_t delivered_ = 0;
    std::uint64_t delivered_bytes_ = 0;
    bool gone_ = false;
};

}  // namespace

int deliver(const Options& asked) {
    for (Options options = asked;;) {
        const Deadline wait = Deadline::after_ns(options.deliver.wait_ns.value_or(kForever));
        std::optional<Ring> ring;
        std::optional<Reader> reader;
        if (const Status status = attach(options, wait, ring, reader)) return *status;
        Delivery delivery(options, *reader, *ring, wait);
        const int status = delivery.run();
        reader.reset();
        const bool goes_on = delivery.found_gone() && status == tools::kDone;
        if (goes_on) {
            options = for_successor(asked, delivery.left());
            continue;
        }
        if (options.remove) remove_after_last(options.ring, *ring);
        return status;
    }
}

}  // namespace ringpipe::ringcat
