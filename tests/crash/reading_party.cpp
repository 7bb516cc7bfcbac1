// A reader: checks every record, accounts for every sequence number, and notes what it was given
// before it gives it back.
#include <sstream>
#include <vector>

#include "crash/child.h"
#include "crash/parties.h"
#include "lib/scratch.h"

namespace ringpipe::testing {

namespace {

class ReadingParty {
public:
    ReadingParty(Reader reader, const Journal& journal, const ReaderPlan& plan)
        : reader_(std::move(reader)), journal_(journal), plan_(plan), random_(plan.seed) {}

    int run() {
        if (!check_start()) return 1;
        way_ = random_.below(4);
        const bool leaves = !plan_.stays && random_.below(5) == 0;
        const std::uint64_t most = leaves ? random_.below(5000) : UINT64_MAX;
        while (taken_ < most) {
            if (random_.below(500) == 0) sleep_us(random_.below(1000));
            const bool last_look = journal_->finish;
            switch (const Next next = take_some()) {
                case Next::kBatch:
                case Next::kTimeout:
                    break;
                case Next::kLost:
                    if (!lose()) return 1;
                    break;
                case Next::kEnded:
                case Next::kDied:
                    if (last_look) return end();
                    sleep_us(100);  // the next writer is on its way
                    break;
                default:
                    return complain(Fault::kOther, next);
            }
            if (failed_) return 1;
        }
        return 0;
    }

private:
    bool check_start() {
        if (!plan_.starts_at_stand) {
            // What it lost while it joined is told by the first gap.
            expected_ = reader_.next_sequence() - reader_.lost_overrun();
            // Where another reader stopped, but not further than anybody was.
            if (!plan_.may_overrun && !plan_.may_refuse && expected_ != 0 &&
                !journal_.is_delivered(expected_ - 1)) {
                fault(Fault::kSkipped, "a reader starts beyond what was delivered");
            }
            return !failed_;
        }
        expected_ = plan_.stand.sequence;
        overrun_ = plan_.stand.overrun;
        refused_ = plan_.stand.refused;
        const std::uint64_t moved = reader_.next_sequence() - expected_;
        if (reader_.next_sequence() < expected_) fault(Fault::kRepeated, "a cursor went back");
        if (moved != reader_.lost_overrun() - overrun_ || reader_.lost_refused() != refused_) {
            fault(Fault::kSkipped, "a cursor moved uncounted");
        }
        return !failed_;
    }

    Next take_some() {
        const Deadline deadline = in_ms(20);
        if (way_ == 0) {
            Batch record;
            const Next next = reader_.next_record(record, deadline);
            record.kind = FrameKind::kRecord;  // whatever frame it came from
            if (next == Next::kBatch) keep({&record, 1}, 1);
            return next;
        }
        Batch batches[8];
        std::size_t got = 0;
        const std::size_t wanted = way_ == 1 ? 1 : 8;
        const Next next = reader_.next_batches(std::span(batches).first(wanted), got, deadline);
        if (next != Next::kBatch) return next;
        std::uint64_t there = 0;
        for (std::size_t i = 0; i < got; ++i) there += batches[i].count;
        keep(std::span(batches).first(got), way_ == 3 ? 1 + random_.below(there) : there);
        return next;
    }

    // Checks and notes the first `records` of what was handed out, then releases them.
    void keep(std::span<Batch> batches, std::uint64_t records) {
        std::uint64_t kept = 0;
        std::span<const std::byte> bytes;
        for (Batch& batch : batches) {
            while (kept < records && batch.count != 0) {
                const std::uint64_t sequence = batch.first;
                if (!take_record(batch, bytes)) return fault(Fault::kTorn, "a batch ends early");
                const auto record = NumberedRecord::decode(bytes);
                if (!record)
                    return fault(Fault::kTorn, "torn: " + std::to_string(sequence) + ", " +
                                                   std::to_string(bytes.size()) + " bytes");
                if (sequence > expected_ + kept)
                    return fault(Fault::kSkipped, "a number is missing");
                if (sequence < expected_ + kept)
                    return fault(Fault::kRepeated, "a number came twice");
                if (plan_.notes && !journal_.deliver(sequence, *record))
                    return fault(Fault::kOther, "the journal is full");
                ++kept;
            }
        }
        reader_.release(kept);
        expected_ += kept;
        taken_ += kept;
        check_counts();
    }

    bool lose() {
        const Gap& gap = reader_.gap();
        const bool may_be = gap.cause == Cause::kOverrun ? plan_.may_overrun : plan_.may_refuse;
        if (!may_be) fault(Fault::kLost, "a loss where none can be");
        if (gap.first != expected_) fault(Fault::kOther, "a gap that does not begin here");
        (gap.cause == Cause::kOverrun ? overrun_ : refused_) += gap.last - gap.first + 1;
        expected_ = gap.last + 1;
        check_counts();
        return !failed_;
    }

    void check_counts() {
        if (reader_.next_sequence() != expected_ || reader_.lost_overrun() != overrun_ ||
            reader_.lost_refused() != refused_) {
            fault(Fault::kOther, "a reader's counts are not what it was told");
        }
    }

    int end() {
        if (reader_.end_sequence() != expected_) fault(Fault::kLost, "the end came early");
        const std::uint64_t end = journal_->end.exchange(expected_);
        if (end != 0 && end != expected_) fault(Fault::kLost, "readers came to different ends");
        if (overrun_ + refused_ > journal_->most_lost) journal_->most_lost = overrun_ + refused_;
        return failed_ ? 1 : 0;
    }

    int complain(Fault kind, Next next) {
        std::ostringstream text;
        text << "a reader was answered '" << next << "'";
        fault(kind, text.str());
        return 1;
    }
    void fault(Fault kind, const std::string& what) {
        failed_ = true;
        journal_.complain(kind, what);
    }

    Reader reader_;
    const Journal& journal_;
    const ReaderPlan plan_;
    Random random_;
    std::uint64_t way_ = 0;
    std::uint64_t expected_ = 0;
    std::uint64_t overrun_ = 0;
    std::uint64_t refused_ = 0;
    std::uint64_t taken_ = 0;
    bool failed_ = false;
};

}  // namespace

int read_until_ended(const Ring& ring, const Journal& journal, const ReaderPlan& plan) {
    ReaderOptions options;
    options.cursor = plan.cursor;
    options.observe = plan.observe;
    auto reader = Reader::attach(ring, options);
    if (!reader) {
        journal.complain(Fault::kOther, "a reader could not attach: " + reader.error().problem());
        return 1;
    }
    ReaderPlan actual = plan;
    if (reader->resumed() != plan.resumes) {
        if (reader->resumed() || plan.must_resume) {
            journal.complain(Fault::kOther, "a cursor was resumed, or was not");
            return 1;
        }
        actual.starts_at_stand = false;
    }
    journal->has_read[plan.index] = true;
    return ReadingParty(std::move(*reader), journal, actual).run();
}

}  // namespace ringpipe::testing
