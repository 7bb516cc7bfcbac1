// Writer: the core on a mapped ring, pages made present ahead of it, and batches.
#include "ringpipe/writer.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "attachment.h"
#include "boot.h"
#include "core/memory.h"
#include "core/walk.h"
#include "core/writer_core.h"
#include "draw.h"
#include "os/file_system.h"
#include "os/system.h"
#include "packing.h"

namespace ringpipe::inline v0 {

using Core = core::WriterCore<core::Processor>;

std::uint64_t wall_clock_ns() {
    return os::wall_ns();
}

namespace {

std::uint64_t lines_limit(std::uint64_t capacity) {
    return std::min<std::uint64_t>(256 * 1024, capacity / 16);
}

}  // namespace

struct Writer::Impl {
    Impl(std::unique_ptr<Attachment> ring, const WriterOptions& options)
        : attachment(std::move(ring)),
          view(attachment->view),
          core(view, attachment->locks, options.exclusive),
          packing(std::min(lines_limit(view.capacity), core::stride_of(view.largest_record)),
                  view.capacity / 4, view),
          interrupt(options.interrupt),
          exclusive(options.exclusive) {}

    std::unique_ptr<Attachment> attachment;
    const core::RingView& view;
    Core core;
    Packing packing;
    std::vector<std::byte> staging;  // a shared writer's claim
    std::uint64_t claimed = 0;
    std::uint64_t populated = 0;  // position up to which pages were made present
    std::uint64_t populate_end = 0;
    const std::atomic<int>* interrupt;
    bool exclusive;

    // Pages fault in one by one otherwise; only on the first lap, and never under the lock word.
    void populate_ahead(std::uint64_t bytes) {
        constexpr std::uint64_t kChunk = 256 * 1024;
        const std::uint64_t position = exclusive ? core.end() : core.published();
        if (populate_end == 0) {
            populated = position;
            populate_end = position + view.capacity;
        }
        while (populated < populate_end && populated < position + bytes + kChunk / 2) {
            const std::uint64_t offset = populated & (view.capacity - 1);
            const std::uint64_t chunk =
                std::min({kChunk, view.capacity - offset, populate_end - populated});
            os::populate(view.frames + offset, chunk);
            populated += chunk;
        }
    }

    Push publish(core::Publication& what, Deadline deadline) {
        populate_ahead(what.stride);
        return core.publish(what, {deadline, interrupt}, [this] { return attachment->gone(); });
    }

    // One frame around `bytes`.
    [[gnu::always_inline]] Push publish_frame(std::span<const std::byte> bytes,
                                              std::uint32_t records, FrameKind kind,
                                              std::uint8_t delimiter, const Mark& mark,
                                              Deadline deadline, bool in_place) {
        if (bytes.size() > view.largest_record) return Push::kTooLarge;
        const std::uint8_t flags = mark.continued ? kContinued : std::uint8_t{0};
        const std::uint64_t size = view.overhead + bytes.size();
        populate_ahead(core::stride_of(size));
        if (!view.checksums && core.publish_at_once(in_place ? nullptr : bytes.data(), bytes.size(),
                                                    core::frame_word(size, kind, flags, delimiter),
                                                    records, mark.tag, mark.time_ns)) {
            return Push::kPublished;
        }
        return publish_with_care(bytes, records, kind, delimiter, mark, deadline, in_place);
    }
    // The same, if it is to be checked, or needs the lock word or room.
    Push publish_with_care(std::span<const std::byte> bytes, std::uint32_t records, FrameKind kind,
                           std::uint8_t delimiter, const Mark& mark, Deadline deadline,
                           bool in_place) {
        core::Publication what;
        what.image = bytes.data();
        what.payload_bytes = bytes.size();
        what.stride = core::stride_of(view.overhead + bytes.size());
        what.records = records;
        what.kind = kind;
        what.flags = mark.continued ? kContinued : std::uint8_t{0};
        what.delimiter = delimiter;
        what.in_place = in_place;
        // One by one: a load of both waits until the caller's stores have left the store buffer.
        what.mark.tag = mark.tag;
        what.mark.time_ns = mark.time_ns;
        if (view.checksums) what.payload_sum = core::payload_sum(view, bytes);
        return publish(what, deadline);
    }

    // Whether a living writer other than us has the lock word and stores.
    [[nodiscard]] bool another_stores() const {
        const auto lives = [&](std::uint64_t id) {
            return id != 0 && id <= kLockOwner && attachment->locks.is_held(kOwnerBytes + id);
        };
        const std::uint64_t word = core::Processor::load(view.data->lock);
        if ((word & kLockKept) == 0 && lives(word & kLockOwner)) return true;
        const std::uint64_t keeper = keeper_in_lock(word);
        return keeper != 0 && keeper <= view.entry_count &&
               lives(core::Processor::load(view.entries[keeper - 1].storing));
    }

    void say_who_we_are() {
        WriterEntry& entry = view.entries[core.entry()];
        const std::string name = os::command_name();
        // relaxed: hints for people.
        core::Processor::store(entry.pid, static_cast<std::uint32_t>(getpid()));
        core::Processor::store(entry.shared, exclusive ? 0u : 1u);
        core::Processor::store(entry.since_ns, os::wall_ns());
        char comm[sizeof entry.comm] = {};
        name.copy(comm, sizeof comm - 1);
        std::memcpy(entry.comm, comm, sizeof comm);
        if (core.began_session() && !attachment->on_disk) enter_boot(*view.data);
    }
};

Writer::Writer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&& other) noexcept {
    std::swap(impl_, other.impl_);
    return *this;
}
// On disk nothing is called clean that the disk does not have. If it has lost something, readers
// are told that the writer died.
Writer::~Writer() {
    if (!impl_ || !impl_->attachment->locks.is_ours()) return;
    const Attachment& ring = *impl_->attachment;
    if (ring.on_disk && !os::sync_file(ring.data_fd.get())) return;
    impl_->core.detach();
    if (ring.on_disk) sync_header(*impl_->view.data);
}

Result<Writer> Writer::attach(const Ring& ring, const WriterOptions& options) {
    if (auto clean = refuse_unclean_boot(ring.impl()); !clean) return clean.error();
    auto attachment = Attachment::make(ring, Role::kWriter, options.trust_owner);
    if (!attachment) return attachment.error();
    const std::string object = (*attachment)->object;
    auto impl = std::make_unique<Impl>(std::move(*attachment), options);
    if (impl->attachment->on_disk) enter_boot(*impl->view.data);
    // Another writer has the seat to itself for a moment while it comes or goes.
    constexpr std::uint64_t kComingNs = 300'000'000;
    const std::uint64_t start_ns = os::monotonic_ns();
    Core::Attach answer;
    while ((answer = impl->core.attach()) == Core::Attach::kBusy) {
        if (os::monotonic_ns() - start_ns > kComingNs) {
            return Error{ErrorKind::kBusy,
                         options.exclusive ? "has a writer already"
                                           : "has an exclusive writer, or too many writers",
                         object,
                         0,
                         {}};
        }
        os::sleep_ns(1'000'000);
    }
    if (answer == Core::Attach::kDamaged) {
        impl->core.detach();
        return Error{ErrorKind::kBad, "damaged: no end of its records can be found", object, 0, {}};
    }
    if (impl->attachment->on_disk && !sync_header(*impl->view.data)) {
        return system_error("cannot write to its disk", object, errno);
    }
    impl->say_who_we_are();
    return Writer(std::move(impl));
}

std::uint64_t Writer::largest_record() const {
    return impl_->view.largest_record;
}
std::uint64_t Writer::largest_lines() const {
    return lines_limit(impl_->view.capacity);
}
std::uint64_t Writer::largest_batch() const {
    return impl_->view.capacity / 4;
}
std::uint64_t Writer::next_sequence() const {
    if (impl_->exclusive) return impl_->core.sequence();
    return core::sequence_at<core::Processor>(impl_->view,
                                              core::committed_end<core::Processor>(impl_->view));
}
bool Writer::gone() const {
    return impl_->attachment->gone();
}

Push Writer::push(std::span<const std::byte> record, const Mark& mark, Deadline deadline) {
    return impl_->publish_frame(record, 1, FrameKind::kRecord, 0, mark, deadline, false);
}

Push Writer::push_lines(std::span<const std::byte> text, std::uint32_t count,
                        std::uint8_t delimiter, const Mark& mark, Deadline deadline) {
    if (count > 1 && text.size() > largest_lines()) return Push::kTooLarge;
    if (count > 1 && count > text.size()) return Push::kTooLarge;
    if (count == 0) return Push::kPublished;
    return impl_->publish_frame(text, count, FrameKind::kLines, delimiter, mark, deadline, false);
}

Push Writer::draw_lines(const Draw& draw, Drawn& drawn, const Mark& mark) {
    Impl& self = *impl_;
    drawn = {};
    const std::uint64_t most = draw.before.size() + draw.most;
    if (most > largest_lines() || draw.rest.size() < draw.most) return Push::kTooLarge;
    const std::uint64_t stride = core::stride_of(self.view.overhead + most);
    self.populate_ahead(stride);
    core::Publication what;
    what.kind = FrameKind::kLines;
    what.delimiter = draw.delimiter;
    what.in_place = true;
    what.mark = mark;
    const auto fill = [&](std::byte* payload) {
        what.payload_bytes = draw_into(payload, draw, drawn);
        if (drawn.lines == 0) return false;
        what.records = drawn.lines;
        what.stride = core::stride_of(self.view.overhead + what.payload_bytes);
        if (self.view.checksums) {
            what.payload_sum = core::payload_sum(self.view, {payload, what.payload_bytes});
        }
        return true;
    };
    return self.core.publish_filled(what, stride, fill);
}

Push Writer::push_array(std::span<const std::byte> records, std::uint32_t count, const Mark& mark,
                        Deadline deadline) {
    if (count == 0) return Push::kPublished;
    if (records.size() < count || records.size() % count != 0) return Push::kTooLarge;
    return impl_->publish_frame(records, count, count == 1 ? FrameKind::kRecord : FrameKind::kArray,
                                0, mark, deadline, false);
}

Push Writer::claim(std::uint64_t bytes, std::span<std::byte>& room, Deadline deadline) {
    Impl& self = *impl_;
    if (bytes > self.view.largest_record) return Push::kTooLarge;
    if (self.exclusive) {
        const std::uint64_t stride = core::stride_of(self.view.overhead + bytes);
        self.populate_ahead(stride);
        const Push answer = self.core.reserve(stride, {deadline, self.interrupt},
                                              [&self] { return self.attachment->gone(); });
        if (answer != Push::kPublished) return answer;
        room = {self.view.payload(self.core.end()), bytes};
    } else {
        if (self.staging.size() < bytes) self.staging.resize(bytes);
        room = std::span(self.staging).first(bytes);
    }
    self.claimed = bytes;
    return Push::kPublished;
}

Push Writer::commit(std::uint64_t bytes, const Mark& mark, Deadline deadline) {
    Impl& self = *impl_;
    bytes = std::min(bytes, self.claimed);
    const std::byte* from =
        self.exclusive ? self.view.payload(self.core.end()) : self.staging.data();
    const Push answer =
        self.publish_frame({from, bytes}, 1, FrameKind::kRecord, 0, mark, deadline, self.exclusive);
    if (answer == Push::kPublished || answer == Push::kRefused) self.claimed = 0;
    return answer;
}

void Writer::abort() {
    impl_->claimed = 0;
}

Push Writer::add(std::span<const std::byte> record) {
    if (record.size() > impl_->view.largest_record) return Push::kTooLarge;
    return impl_->packing.add(record) ? Push::kPublished : Push::kFull;
}

Push Writer::flush(const Mark& mark, Deadline deadline) {
    Packing& packing = impl_->packing;
    if (packing.records() == 0) return Push::kPublished;
    core::Publication what = packing.finish();
    what.mark = mark;
    const Push answer = impl_->publish(what, deadline);
    if (answer == Push::kPublished || answer == Push::kRefused) packing.clear();
    return answer;
}

Push Writer::wait_holders(std::uint32_t count, Deadline deadline) {
    Impl& self = *impl_;
    const auto enough = [&] {
        std::uint32_t holders = 0;
        const std::uint32_t used =
            std::min(core::Processor::load(self.view.readers->holders_used), self.view.slot_count);
        for (std::uint32_t i = 0; i < used && holders < count; ++i) {
            const std::uint64_t claim = core::Processor::load(self.view.slots[i].claim);
            if ((claim & kSlotHolding) != 0 && self.attachment->locks.is_held(kSlotBytes + i))
                ++holders;
        }
        return holders >= count;
    };
    return self.core.wait_until(enough, {deadline, self.interrupt},
                                [&self] { return self.attachment->gone(); });
}

Blocker Writer::blocked_by() const {
    const Impl& self = *impl_;
    const auto holders =
        self.core.room().look(self.exclusive ? self.core.end() : self.core.published());
    Blocker blocker;
    constexpr double kRoomEnough = 0.75;
    const bool has_room = !self.view.holds_by_policy() || pressure() < kRoomEnough;
    if (has_room && !self.exclusive && self.another_stores()) {
        blocker.who = Blocker::Who::kWriter;
        return blocker;
    }
    if (!holders.any()) {
        blocker.who = Blocker::Who::kNoReader;
        return blocker;
    }
    const SharedSlot& slot = self.view.slots[holders.slowest_slot];
    blocker.who = Blocker::Who::kReader;
    blocker.slot = holders.slowest_slot;
    blocker.pid = core::Processor::load(slot.pid);
    char name[sizeof slot.name];
    std::memcpy(name, slot.name, sizeof name);
    blocker.name.assign(name, strnlen(name, sizeof name));
    blocker.alive = self.attachment->locks.is_held(kSlotBytes + holders.slowest_slot);
    return blocker;
}

double Writer::pressure() const {
    const Impl& self = *impl_;
    const std::uint64_t end = self.core.published();
    const std::uint64_t bound = std::min(self.core.room().look(end).bound(), end);
    return std::min(1.0,
                    static_cast<double>(end - bound) / static_cast<double>(self.view.capacity));
}

}  // namespace ringpipe::inline v0
