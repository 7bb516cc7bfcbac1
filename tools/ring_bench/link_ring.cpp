// RingLink: our own way from one process to another.
#include "ring_bench/link_ring.h"

#include <algorithm>
#include <cstring>

#include "ring_bench/clock.h"
#include "ring_bench/drive.h"
#include "ringpipe/snapshot.h"

namespace ringpipe::ring_bench {
namespace {

const char* name_of(Push answer) {
    switch (answer) {
        case Push::kPublished:
            return "published";
        case Push::kFull:
            return "the ring is full";
        case Push::kRefused:
            return "refused";
        case Push::kTimeout:
            return "timed out";
        case Push::kTooLarge:
            return "a record is too large for the ring";
        case Push::kInterrupted:
            return "interrupted";
        case Push::kGone:
            return "the ring is gone";
        case Push::kDamaged:
            return "the ring is damaged";
    }
    return "unknown";
}

}  // namespace

RingLink::RingLink(const Workload& workload, const std::string&) : workload_(workload) {
    RingOptions options;
    options.capacity = workload.capacity;
    options.on_full = workload.on_full;
    auto ring = Ring::in_memory(options);
    if (!ring) {
        problem = ring.error().problem();
        return;
    }
    ring_ = std::move(*ring);
}

Fill RingLink::fill() const {
    Fill fill{static_cast<double>(now_ns()) / 1e9, 0, 0};
    const auto snapshot = look(*ring_);
    if (!snapshot) return fill;
    fill.lost = snapshot->refused;
    for (const ReaderView& reader : snapshot->readers) {
        fill.ratio = std::max(fill.ratio, static_cast<double>(reader.lag_bytes) /
                                              static_cast<double>(workload_.capacity));
        fill.lost += reader.overrun;
    }
    fill.ratio = std::min(fill.ratio, 1.0);
    return fill;
}

bool RingLink::Sender::open(RingLink& link, Party& party, std::uint32_t) {
    link_ = &link;
    party_ = &party;
    WriterOptions options;
    options.exclusive = !link.workload_.shared_writers;
    options.interrupt = party.interrupt();
    auto writer = Writer::attach(*link.ring_, options);
    if (!writer) return party.fail(writer.error().problem());
    writer_ = std::move(*writer);
    return true;
}

bool RingLink::Sender::check(Push answer) {
    // What a lossy ring refuses is a loss that its readers are told of.
    if (answer == Push::kPublished || answer == Push::kRefused) return true;
    return party_->fail(name_of(answer));
}

bool RingLink::Sender::send(Payload& payload, std::uint64_t due_ns) {
    const Workload& workload = link_->workload_;
    switch (workload.method) {
        case Method::kRecord:
            return check(writer_->push(payload.next(due_ns)));
        case Method::kClaim: {
            std::span<std::byte> room;
            const Push answer = writer_->claim(workload.record_bytes, room);
            if (answer != Push::kPublished) return check(answer);
            payload.next_into(room);
            return check(writer_->commit(workload.record_bytes));
        }
        case Method::kBatch:
            break;
    }
    const auto record = payload.next(due_ns);
    Push answer = writer_->add(record);
    if (answer == Push::kFull && gathered_ != 0) {  // a smaller batch, then
        if (!flush()) return false;
        answer = writer_->add(record);
    }
    if (!check(answer)) return false;
    return ++gathered_ < workload.batch || flush();
}

bool RingLink::Sender::flush() {
    if (gathered_ == 0) return true;
    gathered_ = 0;
    return check(writer_->flush());
}

bool RingLink::Sender::end() {
    writer_.reset();
    return true;
}

std::optional<std::uint64_t> RingLink::Sender::blocked_ns() const {
    const auto snapshot = look(*link_->ring_);
    return snapshot ? std::optional(snapshot->blocked_ns) : std::nullopt;
}

bool RingLink::Receiver::open(RingLink& link, Party& party, std::uint32_t) {
    link_ = &link;
    party_ = &party;
    ReaderOptions options;
    options.spin = link.workload_.wait == Wait::kSpin;
    options.wait_for_writer = true;
    options.interrupt = party.interrupt();
    if (link.workload_.on_full != OnFull::kBlock) options.from.point = From::Point::kOldest;
    auto reader = Reader::attach(*link.ring_, options);
    if (!reader) return party.fail(reader.error().problem());
    reader_ = std::move(*reader);
    copy_.resize(link.workload_.record_bytes);
    // What can be overrun, the library copies by itself.
    copies_ = link.workload_.method != Method::kClaim && reader_->holding();
    return true;
}

bool RingLink::Receiver::receive(std::span<const std::byte>& record) {
    for (;;) {
        while (at_ < got_) {
            std::span<const std::byte> view;
            if (!take_record(batches_[at_], view)) {
                ++at_;
                continue;
            }
            record = view;
            if (!copies_ || view.size() > copy_.size()) return true;
            std::memcpy(copy_.data(), view.data(), view.size());
            // The copy is made even where nobody looks at all of it.
            asm volatile("" : : "r"(copy_.data()) : "memory");
            record = std::span(copy_).first(view.size());
            return true;
        }
        if (!refill()) return false;
    }
}

Next RingLink::Receiver::look_for_more() {
    if (link_->workload_.take == Take::kBatches) return reader_->next_batches(batches_, got_);
    const Next next = reader_->next_record(batches_[0]);
    if (next == Next::kBatch) got_ = 1;
    return next;
}

bool RingLink::Receiver::refill() {
    if (taken_ != 0) reader_->release(taken_);
    taken_ = 0;
    at_ = 0;
    for (;;) {
        got_ = 0;
        const Next next = look_for_more();
        switch (next) {
            case Next::kBatch:
                for (std::size_t i = 0; i < got_; ++i) taken_ += batches_[i].count;
                return true;
            case Next::kLost:
                continue;
            case Next::kEmpty:
            case Next::kTimeout:
                if (party_->abandoned()) return false;
                continue;
            case Next::kEnded:
                ended_ = true;
                return false;
            case Next::kDied:
                return party_->fail("the writer died");
            case Next::kInterrupted:
                return false;
            case Next::kGone:
                return party_->fail("the ring is gone");
            case Next::kDamaged:
                return party_->fail("the ring is damaged");
        }
    }
}

std::uint64_t RingLink::Receiver::lost() const {
    return reader_->lost_overrun() + reader_->lost_refused();
}

const System& ring_system() {
    static const System system = system_of<RingLink>();
    return system;
}

}  // namespace ringpipe::ring_bench
