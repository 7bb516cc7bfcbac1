// archiver: a ring into a compressed file that holds every record once.
//
// A batch is collected in memory, compressed, and appended by a thread of its own, which also syncs
// it; only then the cursor moves over it. Whatever ends us before, the file says how far it
// reaches: what it has already is passed over when the ring gives it again.
#include "ringcat/archiver.h"

#include <signal.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "common/damage.h"
#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/quantity.h"
#include "ringcat/archive.h"
#include "ringcat/archive_start.h"
#include "ringcat/archive_writer.h"
#include "ringcat/batch_memory.h"
#include "ringcat/collection.h"
#include "ringcat/gap_mark.h"
#include "ringcat/last_party.h"
#include "ringcat/losses.h"
#include "ringcat/patience.h"
#include "ringcat/progress.h"
#include "ringcat/readiness.h"
#include "ringcat/successor.h"
#include "ringcat/zstd_frame.h"
#include "ringpipe/writer.h"

namespace ringpipe::ringcat {
namespace {

using tools::fail;
using tools::Status;

constexpr std::size_t kMostFrames = 256;  // looked at in one round
constexpr std::uint64_t kLookAtClockNs = 60'000'000'000;

class Archiver {
public:
    // All must outlive it. `wait` is when --wait=DUR gives up. What is in front of `start` the
    // archive holds.
    Archiver(const Options& options, Reader& reader, const Ring& ring, Archive& archive,
             std::uint64_t start, Deadline wait)
        : options_(options),
          reader_(reader),
          ring_(ring.identity()),
          half_ring_(ring.identity().capacity / 2),
          start_(start),
          patience_(options, ring, wait),
          collection_(options, reader, ring.identity(), text_),
          compressor_(options.deliver.archive->level),
          writer_(archive) {}

    int run() {
        Status status = commit();  // or the archive cannot be written at all
        if (!status) status = told_of_start();
        while (!status) status = step();
        if (const Form* form = collection_.form()) tell_invalid(*form, name());
        losses_.tell(name(), *status);
        if (options_.verbose) {
            tools::inform(
                name(),
                fmt::format("{} archived, {} as {}", tools::counted(done_records_, "record"),
                            tools::format_size(done_bytes_), tools::format_size(frame_bytes_)));
        }
        return *status;
    }

private:
    // Records between the end of the archive and what the ring still holds.
    Status told_of_start() {
        const std::uint64_t next = reader_.next_sequence();
        return next > start_ ? note_loss({start_, next - 1, Cause::kOverrun}) : std::nullopt;
    }

    Status step() {
        if (collection_.was_last()) return finish(tools::kDone);
        if (stopped()) return stop();
        if (collection_.is_full() || monotonic_ns() >= collection_.due_ns()) return hand_over();
        if (wall_clock_ns() >= writer_.due_ns()) return set_aside();
        const Deadline patient = patience_.next_deadline();
        const Deadline deadline = writer_.is_idle() ? sooner(patient) : Deadline::passed();
        std::size_t got = 0;
        switch (reader_.next_batches(batches_, got, deadline)) {
            case Next::kBatch:
                patience_.note_arrival();
                return collect(std::span(batches_).first(got));
            case Next::kLost:
                patience_.note_arrival();
                return note_loss(reader_.gap());
            case Next::kTimeout:
                if (monotonic_ns() < patient.at_ns()) return std::nullopt;
                if (const Status status = finish(std::nullopt)) return status;
                return patience_.timed_out();
            case Next::kEmpty:  // tried without waiting
                return options_.deliver.drain ? finish(tools::kDone) : settle();
            case Next::kEnded:
                return finish(tools::kDone);
            case Next::kDied:
                if (const Status status = finish(std::nullopt)) return status;
                if (options_.deliver.drain) return tools::kDone;
                return fail(tools::kDied, name(), "the writer died");
            case Next::kInterrupted:
                return stop();
            case Next::kGone:
                if (const Status status = finish(std::nullopt)) return status;
                return fail_gone(options_.ring, ring_);
            case Next::kDamaged:
                break;
        }
        if (const Status status = finish(std::nullopt)) return status;
        // Where the archive ends decides where its next run begins.
        return tools::fail_damaged(name(), reader_.damage(), "goes on after it, in another file");
    }

    // When there is something to do though nothing came.
    Deadline sooner(Deadline patient) {
        const std::uint64_t wall_ns = wall_clock_ns();
        const std::uint64_t aside_ns = writer_.due_ns();
        std::uint64_t at_ns = std::min(collection_.due_ns(), patient.at_ns());
        if (aside_ns != UINT64_MAX) {
            const std::uint64_t left_ns = aside_ns - std::min(aside_ns, wall_ns);
            at_ns = std::min(at_ns, monotonic_ns() + std::min(left_ns, kLookAtClockNs));
        }
        return Deadline::at_ns(at_ns);
    }

    Status collect(std::span<const Batch> batches) {
        const Batch& first = batches.front();
        if (first.first < start_) {
            reader_.release(std::min<std::uint64_t>(first.count, start_ - first.first));
            if (writer_.is_idle()) reader_.commit();
            return std::nullopt;
        }
        if (collection_.add(batches) != 0) {
            return fail(tools::kFailed, name(), "a batch cannot be kept in memory");
        }
        const Form* form = collection_.form();
        if (form == nullptr || !form->failed()) return std::nullopt;
        if (const Status status = finish(std::nullopt)) return status;
        return fail_invalid(*form, name());
    }

    // The archive goes on after the gap, and tells of it once.
    Status note_loss(const Gap& told) {
        if (told.last < start_) return std::nullopt;
        const Gap gap{std::max(told.first, start_), told.last, told.cause};
        losses_.add(gap);
        if (const Status status = finish(std::nullopt)) return status;
        ArchiveTrailer trailer;
        trailer.first = trailer.next = gap.last + 1;
        if (const Status status = append(mark_of(gap), trailer)) return status;
        if (!options_.deliver.fail_when_lost) return std::nullopt;
        if (const Status status = settle()) return status;
        return losses_.fail_at(gap, name());
    }

    // What has come is kept, but not a part of a line: it comes again with the rest.
    Status stop() {
        if (!collection_.is_in_line()) {
            if (const Status status = hand_over()) return status;
        }
        const Status status = settle();
        return status ? status : stop_status();
    }

    // No more belongs to this batch. Everything is on its disk after that.
    Status finish(Status status) {
        if (collection_.break_off() != 0) {
            return fail(tools::kFailed, name(), "a batch cannot be kept in memory");
        }
        if (const Status failed = hand_over()) return failed;
        if (const Status failed = settle()) return failed;
        return status;
    }

    Status hand_over() {
        if (!collection_.is_open()) return std::nullopt;
        ArchiveTrailer trailer;
        trailer.first = collection_.first();
        trailer.next = collection_.last() + 1;
        trailer.records = collection_.count();
        if (const Status status = append(text_.text(), trailer)) return status;
        progress::add(trailer.records, text_.bytes());
        done_records_ += trailer.records;
        done_bytes_ += text_.bytes();
        collection_.clear();
        // Writers must not wait for room that only our commit() would give.
        while (reader_.holding() && reader_.uncommitted_bytes() >= half_ring_ / 2) {
            if (writer_.is_idle()) return commit();
            writer_.wait_for_some();
            if (const Status status = commit()) return status;
        }
        return std::nullopt;
    }

    Status append(std::span<const std::byte> text, ArchiveTrailer trailer) {
        std::vector<std::byte> frame = writer_.spare();
        frame.clear();
        if (!text.empty()) {
            if (const char* problem = compressor_.compress(text, frame)) {
                return fail(tools::kFailed, name(),
                            fmt::format("cannot be compressed: {}", problem));
            }
        }
        trailer.text_bytes = text.size();
        frame_bytes_ += frame.size();
        writer_.submit({std::move(frame), trailer, reader_.place()});
        return commit();
    }

    // What stands in the archive for a gap, if anything does.
    std::span<const std::byte> mark_of(const Gap& gap) {
        mark_.clear();
        append_gap(mark_, options_, gap, false);
        return std::as_bytes(std::span(mark_));
    }

    // Of what is on its disk.
    Status commit() {
        if (const auto place = writer_.take_done()) reader_.commit(*place);
        const auto failure = writer_.failure();
        if (!failure) return std::nullopt;
        return fail(tools::exit_code(*failure), failure->path, failure->problem(),
                    "nothing was lost: the next run goes on where this one stopped");
    }

    Status settle() {
        writer_.wait_for_all();
        return commit();
    }

    Status set_aside() {
        if (!collection_.is_in_line()) {
            if (const Status status = hand_over()) return status;
        }
        if (const Status status = settle()) return status;
        const auto done = writer_.rotate();
        return done ? std::nullopt : Status(fail(done.error()));
    }

    const std::string& name() const { return options_.ring.given; }

    const Options& options_;
    Reader& reader_;
    const RingIdentity& ring_;
    const std::uint64_t half_ring_;
    const std::uint64_t start_;
    Patience patience_;
    BatchMemory text_;
    Collection collection_;
    ZstdCompressor compressor_;
    ArchiveWriter writer_;
    std::array<Batch, kMostFrames> batches_{};
    Losses losses_;
    std::string mark_;
    std::uint64_t done_records_ = 0;
    std::uint64_t done_bytes_ = 0;
    std::uint64_t frame_bytes_ = 0;
};

}  // namespace

int archive(const Options& options) {
    // A file that must not grow (ulimit -f) is an error like a full disk.
    ::signal(SIGXFSZ, SIG_IGN);
    const ArchiveOptions& asked = *options.deliver.archive;
    const Deadline wait = Deadline::after_ns(options.deliver.wait_ns.value_or(kForever));
    const auto archive = Archive::open(asked.path, asked.rotation);
    if (!archive) return fail(archive.error());
    std::optional<Ring> ring;
    std::optional<Reader> reader;
    std::uint64_t start = 0;
    if (const Status status = start_archive(options, wait, **archive, ring, reader, start)) {
        return *status;
    }
    const progress::Gauge gauge(*ring);
    const int status = Archiver(options, *reader, *ring, **archive, start, wait).run();
    reader.reset();
    if (options.remove) remove_after_last(options.ring, *ring);
    return status;
}

}  // namespace ringpipe::ringcat
