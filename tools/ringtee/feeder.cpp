// Feeder: the process of one branch.
//
// It ends in one of these ways: the stream has ended and all was delivered; nobody reads at the
// other end any more; or it was told to end. A command that may be started again is given, when it
// has failed, what it left in its pipe, from the start of the record that it did not read whole.
#include "ringtee/feeder.h"

#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "common/damage.h"
#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/std_streams.h"
#include "ringcat/readiness.h"
#include "ringcat/successor.h"
#include "ringcat/write_list.h"
#include "ringtee/backlog.h"
#include "ringtee/command.h"
#include "ringtee/outlet.h"
#include "ringtee/sample.h"
#include "ringtee/sifted.h"
#include "ringtee/told.h"
#include "ringtee/where.h"

namespace ringpipe::ringtee {
namespace {

using tools::fail;
using Wrote = Outlet::Wrote;

constexpr std::size_t kMostFrames = 64;  // in one round
constexpr std::uint64_t kFirstPauseNs = 100'000'000;
constexpr std::uint64_t kLongestPauseNs = 5'000'000'000;

// How feeding came to an end.
enum class End { kDelivered, kBroken, kStopped, kFailed };

class Feeder {
public:
    Feeder(const Branch& branch, const RingIdentity& ring, const ringcat::Options& framing,
           Reader reader, int feeding, Progress& progress, Told& told)
        : branch_(branch),
          ring_(ring),
          name_(framing.ring),
          progress_(progress),
          told_(told),
          reader_(std::move(reader)),
          feeding_(feeding),
          list_(framing.delimiter_given, framing.delimiter),
          sifted_(framing.delimiter_given && !branch.query, framing.delimiter) {
        if (branch.sample > 1) filters_.push_back(std::make_unique<Sample>(branch.sample));
        if (branch.query) {
            filter::SieveOptions sifting;
            sifting.on_invalid = branch.on_invalid;
            if (framing.delimiter_given) sifting.delimiter = framing.delimiter;
            auto where = std::make_unique<Where>(branch.query, sifting);
            where_ = where.get();
            filters_.push_back(std::move(where));
        }
        if (branch.restarts != 0) backlog_.emplace(Command::kPipeBytes);
    }

    int run() {
        if (branch_.to_stdout()) {
            outlet_.emplace(STDOUT_FILENO, told_.stop);
            note(feed());
            leave();
            return status_;
        }
        if (!start_command()) return status_;
        for (;;) {
            const End end = feed();
            note(end);
            if (!backlog_ || end == End::kFailed) leave();
            if (!restarts_after(end)) break;
        }
        leave();
        return status_;
    }

private:
    bool start_command() {
        if (const int error = command_.start(branch_.command); error != 0) {
            status_ = fail(tools::kFailed, label(branch_),
                           fmt::format("cannot be started: {}", std::strerror(error)));
            leave();
            return false;
        }
        outlet_.emplace(command_.input(), told_.stop);
        progress_.has_status.store(false);
        progress_.command_pid.store(command_.pid());
        return true;
    }

    // No more is read from the ring; whoever waited for us goes on.
    void leave() {
        reader_.reset();
        if (feeding_ >= 0) ::close(feeding_);
        feeding_ = -1;
    }

    void note(End end) {
        // A lossy one that stood still learns only now what it was lapped by.
        if (end != End::kDelivered && end != End::kFailed && !reader_->holding()) {
            std::size_t got = 0;
            const Next next = reader_->next_batches(batches_, got, Deadline::passed());
            if (next == Next::kLost) static_cast<void>(act(next, {}));
        }
        if (end != End::kBroken) return;
        progress_.left_early.store(true);
    }

    // Waits for the command. True if it was started again, and feeding goes on.
    bool restarts_after(End end) {
        const bool may = backlog_ && (end == End::kBroken || end == End::kDelivered);
        if (end != End::kBroken) command_.close_input();
        const int status = command_.wait();
        progress_.wait_status.store(status);
        progress_.command_pid.store(0);
        progress_.has_status.store(true);
        const std::size_t unread = command_.unread();
        progress_.unread.store(unread);
        if (!may || ended_well(status) || told_.to_end() ||
            progress_.restarts >= branch_.restarts) {
            return false;
        }
        if (end == End::kDelivered && unread == 0) return false;
        // The record at which it stopped is given again, whole.
        resend_at_ = backlog_->record_at(begun_at_ + given_ - unread);
        // One that gets on is started again soon, however often.
        if (resend_at_ != begun_at_) pause_ns_ = kFirstPauseNs;
        begun_at_ = resend_at_;
        given_ = 0;
        pause();
        if (told_.to_end()) return false;
        progress_.restarts.fetch_add(1);
        progress_.left_early.store(false);
        progress_.unread.store(0);
        tools::notice(label(branch_), describe_end(status) + "; started again");
        return start_command();
    }

    // A command that fails at once is not started a thousand times a second.
    void pause() {
        const std::uint64_t end_ns = ringcat::monotonic_ns() + pause_ns_;
        pause_ns_ = std::min(pause_ns_ * 2, kLongestPauseNs);
        ringcat::sleep_until(end_ns, [this] { return told_.to_end(); });
    }

    End feed() {
        for (;;) {
            if (told_.to_stop()) return End::kStopped;
            if (backlog_) {
                if (const auto end = resend()) return *end;
            }
            if (told_.to_finish() && !finishing_) {
                finishing_ = true;
                until_ = reader_->end_sequence();
            }
            if (finishing_ && reader_->next_sequence() >= until_) return end_delivered();
            std::size_t got = 0;
            const Next next = reader_->next_batches(
                batches_, got, finishing_ ? Deadline::passed() : Deadline::never());
            if (next == Next::kInterrupted) {
                told_.look.store(0, std::memory_order_relaxed);
                if (command_is_gone()) return End::kBroken;
                continue;
            }
            if (const auto end = act(next, std::span(batches_).first(got))) return *end;
        }
    }

    std::optional<End> act(Next next, std::span<const Batch> batches) {
        switch (next) {
            case Next::kBatch:
                return pass_on(batches);
            case Next::kLost:
                progress_.lost.fetch_add(reader_->gap().last - reader_->gap().first + 1);
                return break_off();
            case Next::kEnded:
            case Next::kEmpty:  // of one that finishes
                return end_delivered();
            case Next::kDied:
                progress_.writer_died.store(!finishing_);
                return end_delivered();
            case Next::kGone:
                status_ = ringcat::fail_gone(name_, ring_);
                return End::kFailed;
            default:
                status_ = tools::fail_damaged(name_.given, reader_->damage());
                return End::kFailed;
        }
    }

    // It ended while there was nothing to write, and left nobody who reads.
    bool command_is_gone() {
        return !branch_.to_stdout() && command_.try_wait() && !command_.has_reader();
    }

    std::optional<End> pass_on(std::span<const Batch> batches) {
        if (filters_.empty()) return backlog_ ? pass_on_sifted(batches) : pass_on_whole(batches);
        // Where nothing gets through, no write tells that nobody reads any more.
        if (told_.look.load(std::memory_order_relaxed) != 0) {
            told_.look.store(0, std::memory_order_relaxed);
            if (command_is_gone()) return End::kBroken;
        }
        const bool is_alone = where_ != nullptr && filters_.size() == 1 && !backlog_;
        return is_alone ? pass_on_where(batches) : pass_on_sifted(batches);
    }

    // As they are, straight from the ring.
    std::optional<End> pass_on_whole(std::span<const Batch> batches) {
        list_.clear();
        std::uint64_t unended = 0;
        for (const Batch& batch : batches) {
            list_.add(batch, batch.count);
            if (batch.continued) ++unended;
        }
        std::size_t written = 0;
        const Wrote wrote = outlet_->write(list_.pieces(), written);
        const bool all = wrote == Wrote::kAll;
        const std::uint64_t whole = all ? list_.records() : list_.whole_records(written);
        count(all ? whole - unended : whole, written);
        reader_->release(whole);
        return outcome(wrote);
    }

    // Whole batches are searched for what a record must contain; that is faster than one by one.
    std::optional<End> pass_on_where(std::span<const Batch> batches) {
        filter::Sieve& sieve = where_->sieve();
        sieve.clear();
        for (const Batch& batch : batches) {
            if (!sieve.add(batch, batch.count, ringcat::kForever)) break;
        }
        std::size_t written = 0;
        const Wrote wrote = outlet_->write(sieve.pieces(), written);
        const filter::Sieve::Whole whole = sieve.whole(written);
        count(whole.kept, written);
        reader_->release(whole.records);
        return outcome_of_filters(wrote);
    }

    std::optional<End> pass_on_sifted(std::span<const Batch> batches) {
        sifted_.clear();
        for (const Batch& batch : batches) {
            if (sifted_.add(batch, filters_)) continue;
            if (where_ != nullptr && where_->stops()) break;
            status_ = fail(tools::kBadRing, name_.given, "the ring is damaged");
            return End::kFailed;
        }
        return write_sifted();
    }

    // What was not whole when a loss or the stream's end cut it off.
    std::optional<End> break_off() {
        sifted_.clear();
        sifted_.break_off(filters_);
        return write_sifted();
    }

    End end_delivered() { return break_off().value_or(End::kDelivered); }

    std::optional<End> write_sifted() {
        std::size_t written = 0;
        const Wrote wrote = write(sifted_.bytes(), written);
        const Sifted::Whole whole = sifted_.whole(written);
        count(whole.taken, written);
        if (backlog_) {
            backlog_->add(sifted_, whole);
            resend_at_ = backlog_->end();
            given_ += written;
        }
        reader_->release(whole.records);
        return outcome_of_filters(wrote);
    }

    std::optional<End> outcome_of_filters(Wrote wrote) {
        if (where_ == nullptr) return outcome(wrote);
        filter::Sieve& sieve = where_->sieve();
        progress_.invalid.store(sieve.invalid(), std::memory_order_relaxed);
        if (wrote != Wrote::kAll || !sieve.failed()) return outcome(wrote);
        progress_.refused.store(true);
        status_ = fail(tools::kFarSide, label(branch_),
                       fmt::format("record {} is not JSON", *sieve.failed()),
                       "--invalid drop or pass goes on over such records");
        return End::kFailed;
    }

    // What the last command left unread.
    std::optional<End> resend() {
        for (;;) {
            const auto bytes = backlog_->from(resend_at_);
            if (bytes.empty()) return std::nullopt;
            std::size_t written = 0;
            const Wrote wrote = write(bytes, written);
            given_ += written;
            resend_at_ += written;
            if (const auto end = outcome(wrote)) return end;
        }
    }

    Wrote write(std::span<const std::byte> bytes, std::size_t& written) {
        iovec piece{const_cast<std::byte*>(bytes.data()), bytes.size()};
        written = 0;
        if (bytes.empty()) return Wrote::kAll;
        return outlet_->write({&piece, 1}, written);
    }

    void count(std::uint64_t records, std::uint64_t bytes) {
        // relaxed: read by main now and then, and when we are gone.
        progress_.records.fetch_add(records, std::memory_order_relaxed);
        progress_.bytes.fetch_add(bytes, std::memory_order_relaxed);
    }

    std::optional<End> outcome(Wrote wrote) {
        switch (wrote) {
            case Wrote::kAll:
                return std::nullopt;
            case Wrote::kStopped:
                return End::kStopped;
            case Wrote::kBroken:
                return End::kBroken;
            case Wrote::kFailed:
                break;
        }
        const int error = outlet_->error();
        status_ = error == EFAULT ? fail(tools::kBadRing, name_.given,
                                         "the ring's files were cut short under us")
                                  : fail(tools::kFailed, label(branch_), std::strerror(error));
        return End::kFailed;
    }

    const Branch& branch_;
    const RingIdentity& ring_;
    const RingName& name_;
    Progress& progress_;
    Told& told_;
    std::optional<Reader> reader_;
    int feeding_;
    Command command_;
    std::optional<Outlet> outlet_;
    RecordFilters filters_;
    Where* where_ = nullptr;  // of these
    ringcat::WriteList list_;
    Sifted sifted_;
    std::optional<Backlog> backlog_;
    std::array<Batch, kMostFrames> batches_{};
    std::uint64_t begun_at_ = 0;   // where in the backlog this command began
    std::uint64_t given_ = 0;      // bytes written to this command
    std::uint64_t resend_at_ = 0;  // what it is to be given of the backlog
    std::uint64_t pause_ns_ = kFirstPauseNs;
    std::uint64_t until_ = 0;
    bool finishing_ = false;
    int status_ = tools::kDone;
};

}  // namespace

int feed(const Branch& branch, const Ring& ring, const ReaderOptions& reading,
         const ringcat::Options& framing, Lines lines, Progress& progress) {
    Told& told = listen();
    // What ringstat shows beside the cursor.
    prctl(PR_SET_NAME, ("tee:" + (branch.to_stdout() ? "stdout" : branch.command)).c_str());
    ReaderOptions wanted = reading;
    wanted.interrupt = &told.look;
    auto reader = Reader::attach(ring, wanted);
    if (!reader) return fail(reader.error());
    progress.waiting = reader->end_sequence() - reader->next_sequence();
    const char byte = 0;
    if (::write(lines.ready, &byte, 1) != 1) return tools::kFailed;
    ::close(lines.ready);
    char none = 0;
    while (::read(lines.start, &none, 1) < 0 && errno == EINTR && !told.to_stop()) {
    }
    ::close(lines.start);
    if (told.to_stop()) return tools::kFailed;
    return Feeder(branch, ring.identity(), framing, *std::move(reader), lines.feeding, progress,
                  told)
        .run();
}

}  // namespace ringpipe::ringtee
