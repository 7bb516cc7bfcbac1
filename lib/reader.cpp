// Reader: the core on a mapped ring.
#include "ringpipe/reader.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "attachment.h"
#include "boot.h"
#include "core/latest.h"
#include "core/memory.h"
#include "core/reader_core.h"
#include "core/seek.h"
#include "os/system.h"
#include "ringpipe/name.h"

namespace ringpipe::inline v0 {

using Core = core::ReaderCore<core::Processor>;
using core::Frame;
using core::Step;

struct Reader::Impl {
    Impl(std::unique_ptr<Attachment> ring, const ReaderOptions& chosen)
        : attachment(std::move(ring)),
          view(attachment->view),
          core(view, attachment->locks),
          options(chosen) {}

    std::unique_ptr<Attachment> attachment;
    const core::RingView& view;
    Core core;
    ReaderOptions options;
    core::Copies latest_copy;
    std::uint64_t consumed_before = 0;
    Batch rest{};  // of the frame that next_record() takes apart
    bool rest_is_valid = false;
    Batch handed{};  // by next_record(), until it is released
    bool record_is_handed = false;
    bool resumed = false;  // an existing cursor, from where it was

    template <class Look>
    Next wait(Look look, Deadline deadline) {
        return core.wait(look, {deadline, options.interrupt},
                         {options.follow, options.wait_for_writer, options.spin, options.nap},
                         [this] { return attachment->gone(); });
    }

    void forget_rest() {
        rest_is_valid = false;
        record_is_handed = false;
    }

    void say_who_we_are() {
        if (!core.has_slot()) return;
        SharedSlot& slot = core.slot();
        // relaxed: hints for people.
        core::Processor::store(slot.pid, static_cast<std::uint32_t>(getpid()));
        core::Processor::store(slot.since_ns, os::wall_ns());
        char comm[sizeof slot.comm] = {};
        os::command_name().copy(comm, sizeof comm - 1);
        std::memcpy(slot.comm, comm, sizeof comm);
    }
};

Reader::Reader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&& other) noexcept {
    std::swap(impl_, other.impl_);
    return *this;
}
Reader::~Reader() {
    if (impl_ && impl_->attachment->locks.is_ours()) impl_->core.detach();
}

Result<Reader> Reader::attach(const Ring& ring, const ReaderOptions& options) {
    const OnFull policy = ring.identity().on_full;
    const bool observes = options.observe || policy == OnFull::kDropOld;
    const bool wants_slot = !observes || options.keep || !options.cursor.empty();
    // Who only observes may see what an unclean boot has left of it.
    if (auto clean = refuse_unclean_boot(ring.impl()); !clean && wants_slot) return clean.error();
    auto attachment = Attachment::make(ring, wants_slot ? Role::kReader : Role::kObserver);
    if (!attachment) return attachment.error();
    const std::string object = (*attachment)->object;
    const std::string cursor_object = object + "/" + options.cursor;
    if (!options.cursor.empty() && !is_cursor_name(options.cursor)) {
        return Error{ErrorKind::kUsage, "not a name for a cursor", cursor_object, 0, {}};
    }
    const bool holds = (*attachment)->view.holds_by_policy() && !options.observe;
    if (options.keep && !holds) {
        return Error{ErrorKind::kUsage,
                     options.observe ? "an observer cannot hold"
                                     : "cannot hold: this ring drops old records",
                     cursor_object,
                     0,
                     {}};
    }
    auto impl = std::make_unique<Impl>(std::move(*attachment), options);
    const bool unread = options.from.point == From::Point::kUnread;
    // Before a writer can see us: one that waits for a holder may be gone once we are attached.
    if (options.wait_for_writer) impl->core.note_start();
    Core::Attach answer;
    if (!impl->view.sees_readers()) {
        answer = impl->core.attach({}, true, false, false);
    } else {
        ClaimLock lock(impl->attachment->locks);
        if (!lock.taken()) return claim_lock_error(object);
        answer = impl->core.attach(options.cursor, options.observe, options.keep,
                                   unread && impl->view.holds_by_policy());
    }
    if (answer == Core::Attach::kInUse) {
        return Error{
            ErrorKind::kBusy, "another process reads under this name", cursor_object, 0, {}};
    }
    if (answer == Core::Attach::kKept) {
        return Error{ErrorKind::kUsage,
                     "this cursor holds; who only observes cannot read at it",
                     cursor_object,
                     0,
                     {}};
    }
    if (answer != Core::Attach::kAttached) {
        return no_free_slot(impl->view.slot_count, object);
    }
    impl->say_who_we_are();
    Next found = impl->core.is_damaged() ? Next::kDamaged : Next::kBatch;
    // A cursor that is there already is moved only when it is ours: killed in between, its next
    // reader finds it where it was.
    impl->resumed = impl->core.resumed() && (unread || !options.from_given);
    if (found == Next::kBatch && !unread && !impl->resumed) {
        found = core::Seek<core::Processor>(impl->core).to(options.from);
    }
    if (found == Next::kDamaged) {
        return Error{ErrorKind::kBad, "damaged: its positions make no sense", object, 0, {}};
    }
    impl->core.announce();
    if (unread && holds && !impl->core.resumed()) {
        impl->consumed_before = impl->core.started_at();
    }
    if (options.deferred) impl->core.defer(true);
    return Reader(std::move(impl));
}

Next Reader::next(Batch& batch, Deadline deadline) {
    std::size_t got = 0;
    return next_batches({&batch, 1}, got, deadline);
}

Next Reader::next_batches(std::span<Batch> batches, std::size_t& got, Deadline deadline) {
    constexpr std::uint64_t kMostBytes = 1024 * 1024;  // so that writers get room back soon
    Impl& self = *impl_;
    self.forget_rest();
    return self.wait([&] { return self.core.poll(batches, got, kMostBytes); }, deadline);
}

Next Reader::next_record(Batch& record, Deadline deadline) {
    Impl& self = *impl_;
    if (!self.record_is_handed) {
        while (!self.rest_is_valid || self.rest.count == 0) {
            std::size_t got = 0;
            const Next next = self.wait(
                [&] {
                    return self.core.poll({&self.rest, 1}, got, 1);
                },
                deadline);
            if (next != Next::kBatch) return next;
            self.rest_is_valid = true;
        }
        Batch one = self.rest;
        const std::uint32_t before = self.rest.count;
        if (!take_record(self.rest, one.bytes)) return Next::kDamaged;
        one.count = 1;
        one.continued = one.continued && before == 1;
        self.handed = one;
        self.record_is_handed = true;
    }
    record = self.handed;
    return Next::kBatch;
}

void Reader::release(std::uint64_t records) {
    Impl& self = *impl_;
    if (self.record_is_handed) {
        if (records == 0) return;
        self.record_is_handed = false;
        self.core.release_one();
        if (self.rest.count == 0) self.rest_is_valid = false;
        return;
    }
    self.core.release(records);
}

void Reader::commit() {
    impl_->core.store(impl_->core.cursor());
}

Reader::Place Reader::place() const {
    const core::CursorValue& at = impl_->core.cursor();
    return {at.position, at.details.sequence, at.details.overrun, at.details.refused};
}

void Reader::commit(const Place& place) {
    const core::CursorValue cursor{place.position, {place.sequence, place.overrun, place.refused}};
    const bool moved_on =
        impl_->core.stored().is_past(cursor) || cursor.is_past(impl_->core.cursor());
    if (!moved_on) impl_->core.store(cursor);
}

std::uint64_t Reader::uncommitted_bytes() const {
    return impl_->core.cursor().position - impl_->core.stored().position;
}

Next Reader::latest(Batch& record) {
    Impl& self = *impl_;
    return core::latest<core::Processor>(self.view, self.latest_copy, self.core.checker(), record);
}

Next Reader::seek(const From& from) {
    impl_->forget_rest();
    const Next next = core::Seek<core::Processor>(impl_->core).to(from);
    impl_->core.store_if_moved();
    return next;
}

void Reader::skip(std::uint64_t records) {
    impl_->forget_rest();
    core::Seek<core::Processor>(impl_->core).skip(records);
    impl_->core.store_if_moved();
}

Damage Reader::damage() const {
    if (const Frame* frame = impl_->core.checker().mismatch()) {
        return {frame->position, frame->sequence, frame->count, true};
    }
    return {impl_->core.cursor().position, next_sequence(), 0, false};
}

const Gap& Reader::gap() const {
    return impl_->core.gap();
}
std::uint64_t Reader::lost_overrun() const {
    return impl_->core.cursor().details.overrun;
}
std::uint64_t Reader::lost_refused() const {
    return impl_->core.cursor().details.refused;
}
std::uint64_t Reader::next_sequence() const {
    return impl_->core.cursor().details.sequence;
}
bool Reader::holding() const {
    return impl_->core.holding();
}
bool Reader::has_slot() const {
    return impl_->core.has_slot();
}
bool Reader::resumed() const {
    return impl_->resumed;
}
std::uint64_t Reader::consumed_before() const {
    return impl_->consumed_before;
}

std::uint64_t Reader::end_sequence() const {
    return core::sequence_at<core::Processor>(impl_->view,
                                              core::committed_end<core::Processor>(impl_->view));
}

Lag Reader::lag() const {
    const auto& cursor = impl_->core.cursor();
    Lag lag;
    const std::uint64_t end = core::committed_end<core::Processor>(impl_->view);
    const std::uint64_t sequence = core::sequence_at<core::Processor>(impl_->view, end);
    if (end > cursor.position) lag.bytes = end - cursor.position;
    if (sequence > cursor.details.sequence) lag.records = sequence - cursor.details.sequence;
    Frame frame;
    const bool behind =
        lag.records != 0 && core::read_header<core::Processor>(impl_->view, cursor.position, true,
                                                               frame) == Step::kFrame;
    const std::uint64_t now_ns = os::wall_ns();
    if (behind && frame.time_ns != 0 && frame.time_ns < now_ns) {
        lag.seconds = static_cast<double>(now_ns - frame.time_ns) / 1e9;
    }
    return lag;
}

double Reader::pressure() const {
    return std::min(1.0,
                    static_cast<double>(lag().bytes) / static_cast<double>(impl_->view.capacity));
}

}  // namespace ringpipe::inline v0
