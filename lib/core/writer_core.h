// WriterCore: publication, recovery, and what happens when the ring is full.
//
// The commit is in the frame. A writer stores the payload and the header's other words, seals the
// header that follows (word 0, the next sequence number), and then stores the frame's own word: a
// reader that sees it sees everything. `published` and `recent` follow; no reader polls them.
// Killed anywhere, a writer leaves whole frames or nothing. Who comes next walks from `published`
// to the sealed header, stores `published` there before it moves `oldest` or overwrites anything,
// and goes on with the sequence number it finds, so none is ever used twice. A shared writer does
// this whenever it has taken the lock word from others; an exclusive one when it attaches.
//
// A publication of many frames stores the first one's word last: readers see all or nothing.
//
//   word            stored by  loaded by         sync point
//   frame.word      writers    readers, writers  COMMIT     the frame, and the sealed next header
//   frame.sequence  writers    writers, readers  (before COMMIT; alone when drop-new refuses)
//   published       writers    writers, readers  PUBLISHED  every byte below is whole
//   recent          writers    readers           (a hint, checked by who uses it)
//   needed, bell    writers    readers           ROOM_WANTED
//
// While it stores under the lock word a writer waits for nothing: if it finds no room it gives the
// word back, waits outside, and tries again. The only system call is a read that does not wait
// (publish_filled()): a copy, as from private memory.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/ahead.h"
#include "core/bell.h"
#include "core/every.h"
#include "core/frame.h"
#include "core/gauges.h"
#include "core/lock_word.h"
#include "core/publication.h"
#include "core/recovery.h"
#include "core/room.h"
#include "core/seat.h"
#include "core/view.h"
#include "ringpipe/writer.h"

namespace ringpipe::core {

template <class Memory>
class WriterCore {
public:
    WriterCore(const RingView& ring, typename Memory::Locks& locks, bool exclusive)
        : ring_(ring),
          seat_(ring, locks),
          lock_(ring, locks),
          room_(ring),
          gauges_(ring),
          locks_(locks),
          exclusive_(exclusive) {}

    enum class Attach { kAttached, kBusy, kDamaged };

    // Does not wait; kBusy may be over in a moment (see Seat).
    Attach attach() {
        if (seat_.take(exclusive_) != Seat<Memory>::Answer::kTaken) return Attach::kBusy;
        const bool barriers = waker_.accept_barriers();
        if (!exclusive_ && !lock_.attach(seat_.entry(), barriers)) {
            seat_.give();
            return Attach::kBusy;
        }
        attached_ = true;
        if (exclusive_ && !find_end()) return Attach::kDamaged;
        if constexpr (Memory::keeps(Guard::kWakeOnAttach)) {
            Waker<Memory>::wake(ring_.data->answer);
        }
        return Attach::kAttached;
    }

    void detach() {
        if (!attached_) return;
        attached_ = false;
        if (!exclusive_) lock_.detach();
        seat_.give();
        if constexpr (Memory::keeps(Guard::kWakeOnAttach)) {
            Waker<Memory>::wake(ring_.data->answer);
        }
    }

    // Publishes, waiting for room as the policy and `patience` say. `gone` is asked now and then
    // while it waits, whether the ring still has its name.
    template <class Gone>
    Push publish(const Publication& what, const Patience& patience, Gone gone) {
        const auto again = [&](bool refuse) {
            return attempt(what, what.stride, patience, refuse, [] { return true; });
        };
        return finish(again, what.stride + sizeof(FrameHeader), patience, gone);
    }

    // Publishes what `fill` makes in the room for a frame of `stride` bytes, if there is room at
    // once. It runs while the lock word is held: it must not wait. False: it made nothing.
    template <class Fill>
    Push publish_filled(const Publication& what, std::uint64_t stride, Fill fill) {
        const Patience none{Deadline::passed()};
        const auto made = [&] { return fill(ring_.payload(end_)); };
        return settle(attempt(what, stride, none, false, made), none);
    }

    // store_frame() and all that goes with it, by the exclusive writer or the keeper of the lock
    // word, who knows of room.
    bool publish_at_once(const std::byte* image, std::uint64_t bytes, std::uint64_t word,
                         std::uint32_t records, std::uint32_t tag, std::uint64_t time_ns) {
        const std::uint64_t need = stride_of(sizeof(FrameHeader) + bytes) + sizeof(FrameHeader);
        if (end_ + need > room_.limit() || !(exclusive_ || lock_.retake())) return false;
        look_ahead(need);
        store_frame(image, bytes, word, records, tag, time_ns);
        if (!exclusive_) lock_.give(true);
        stalled_since_ns_ = 0;
        waker_.tell(ring_.readers->bell, ring_.data->answer);
        return true;
    }

    // Makes room before it is needed, or there would be none to ask for lines in.
    void look_ahead(std::uint64_t need) {
        if (ring_.capacity < kCachedRing || end_ < next_look_ahead_) return;
        if (end_ + need + kFar <= room_.limit()) return;
        next_look_ahead_ = end_ + kFar;
        room_.make(end_, need + kFar, false);
    }

    // Makes room for a frame of `stride` bytes that an exclusive writer fills in place.
    template <class Gone>
    Push reserve(std::uint64_t stride, const Patience& patience, Gone gone) {
        const std::uint64_t need = stride + sizeof(FrameHeader);
        const auto again = [&](bool refuse) {
            const Push answer = as_push(room_.make(end_, need, overrunning_));
            return answer == Push::kFull && refuse ? refuse_records(1) : answer;
        };
        return finish(again, need, patience, gone);
    }

    // Waits until `enough()`; it is asked after every wake-up and slice.
    template <class Enough, class Gone>
    Push wait_until(Enough enough, const Patience& patience, Gone gone) {
        const std::uint64_t since_ns = Memory::monotonic_ns();
        for (;;) {
            const std::uint32_t answer = Memory::load(ring_.readers->answer);
            ring_bell(0);
            if (enough()) return Push::kPublished;
            const Push why = sleep_slice(answer, since_ns, patience, gone);
            if (why != Push::kPublished) return why;
        }
    }

    [[nodiscard]] std::uint64_t end() const { return end_; }  // of an exclusive writer
    [[nodiscard]] std::uint64_t published() const { return Memory::load(ring_.data->published); }
    [[nodiscard]] std::uint64_t sequence() const { return sequence_; }
    [[nodiscard]] const Room<Memory>& room() const { return room_; }
    [[nodiscard]] std::uint32_t entry() const { return seat_.entry(); }
    [[nodiscard]] bool began_session() const { return seat_.began_session(); }

private:
    static Push as_push(typename Room<Memory>::Answer answer) {
        switch (answer) {
            case Room<Memory>::Answer::kRoom:
                return Push::kPublished;
            case Room<Memory>::Answer::kFull:
                return Push::kFull;
            default:
                return Push::kDamaged;
        }
    }

    bool find_end() {
        const auto end = recover_end<Memory>(ring_);
        if (!end || end->sequence < sequence_) return false;  // or somebody has wiped it
        end_ = end->position;
        sequence_ = end->sequence;
        return true;
    }

    // `again` tries once; what it cannot do at once is done as the policy says.
    template <class Again, class Gone>
    Push finish(Again again, std::uint64_t need, const Patience& patience, Gone gone) {
        const Push first = again(false);
        if (first != Push::kFull) return settle(first, patience);
        return settle(when_full(need, patience, gone, again), patience);
    }

    Push settle(Push answer, const Patience& patience) {
        if (answer == Push::kPublished) stalled_since_ns_ = 0;
        // Another writer was storing just then, which is no reason to refuse or to overrun.
        return answer == Push::kTimeout && patience.deadline.is_try() ? Push::kFull : answer;
    }

    // One try: take the lock word if shared, make room, publish, wake. With `refuse` what finds no
    // room is turned away, under the same lock.
    template <class Made>
    Push attempt(const Publication& what, std::uint64_t stride, const Patience& patience,
                 bool refuse, Made made) {
        constexpr std::uint64_t kNext =
            Memory::keeps(Guard::kRoomForNext) ? sizeof(FrameHeader) : 0;
        const Push answer = locked(patience, [&] {
            const Push room = as_push(room_.make(end_, stride + kNext, overrunning_));
            if (room == Push::kPublished && made()) store(what);
            return room == Push::kFull && refuse ? refuse_records(what.records) : room;
        });
        if (answer == Push::kPublished) waker_.tell(ring_.readers->bell, ring_.data->answer);
        return answer;
    }

    template <class Work>
    Push locked(const Patience& patience, Work work) {
        if (exclusive_) return work();
        const bool again = lock_.retake();
        const Push taken = again ? Push::kPublished : lock_.take(patience);
        if (taken != Push::kPublished) return taken;
        const std::uint64_t left_at = end_;
        const bool found = again || find_end();
        const bool alone = found && end_ == left_at;
        const Push answer = found ? work() : Push::kDamaged;
        lock_.give(alone);
        return answer;
    }

    void store(const Publication& what) {
        if (!what.is_batch()) {
            const std::uint64_t word = begin_frame<Memory>(ring_, end_, sequence_, what);
            return store_frame(what.in_place ? nullptr : what.image, what.payload_bytes, word,
                               what.records, what.mark.tag, what.mark.time_ns);
        }
        std::uint64_t recent = end_;
        const std::uint64_t word =
            store_batch<Memory>(ring_, end_, sequence_, what, room_.limit(), recent);
        commit(word, what.stride, what.records, recent, what.mark.time_ns);
    }

    // With `image` nullptr the payload is there already. No struct is handed on here: a load that
    // spans two stores waits until these have left the store buffer, and so for every store
    // before them, which is as dear as a fence.
    void store_frame(const std::byte* image, std::uint64_t bytes, std::uint64_t word,
                     std::uint32_t records, std::uint32_t tag, std::uint64_t time_ns) {
        const std::uint64_t stride = stride_of(size_in(word));
        FrameHeader& header = ring_.header(end_);
        if constexpr (!Memory::keeps(Guard::kCommitLast)) {
            // release COMMIT: too early.
            Memory::store_release(header.word, word);
        }
        // relaxed: this header and the next are committed by the word.
        store_header<Memory>(header, records, sequence_, tag, time_ns);
        if (image != nullptr) store_payload<Memory>(ring_, end_, image, bytes, room_.limit());
        commit(word, stride, records, end_, time_ns);
    }

    void commit(std::uint64_t word, std::uint64_t stride, std::uint32_t records,
                std::uint64_t recent, std::uint64_t time_ns) {
        FrameHeader& first = ring_.header(end_);
        const std::uint64_t end = end_ + stride;
        seal(end, sequence_ + records);
        // release COMMIT: payload, header, and the sealed header that follows.
        Memory::store_release(first.word, word);
        room_.announce_late();
        // release PUBLISHED: the same, for who starts from here.
        Memory::store_release(ring_.data->published, end);
        Memory::store(ring_.data->recent, recent);
        gauges_.published(time_ns);
        room_.note_frame(end_);
        end_ = end;
        sequence_ += records;
    }

    // The header at `end` says: nothing yet, and which sequence number comes next.
    void seal(std::uint64_t end, std::uint64_t sequence) {
        if constexpr (Memory::keeps(Guard::kSealNext)) {
            Memory::store(ring_.header(end).word, std::uint64_t{0});
        }
        Memory::store(ring_.header(end).sequence, sequence);
    }

    // No room: what the policy says.
    template <class Gone, class Again>
    Push when_full(std::uint64_t need, const Patience& patience, Gone gone, Again again) {
        if (ring_.on_full == OnFull::kBlock) return wait_for_room(need, patience, gone, again);
        if (ring_.on_full == OnFull::kDropOld) return Push::kDamaged;  // it always has room
        if (probe_.is_due(Memory::monotonic_ns()) || ring_.on_full == OnFull::kFail) {
            if (gone()) return Push::kGone;
            if (room_.find_dead(find_position(), need, locks_)) {
                if (const Push answer = again(false); answer != Push::kFull) return answer;
            }
        }
        return again(true);
    }

    // The records' sequence numbers are taken all the same, so that the gap can be seen.
    Push refuse_records(std::uint32_t records) {
        gauges_.refused(records);
        if (ring_.on_full != OnFull::kDropNew) return Push::kFull;
        sequence_ += records;
        // relaxed: one word, whole at any moment; a reader that sees the commit after it, sees it.
        Memory::store(ring_.header(end_).sequence, sequence_);
        return Push::kRefused;
    }

    template <class Gone, class Again>
    Push wait_for_room(std::uint64_t need, const Patience& patience, Gone gone, Again again) {
        const std::uint64_t start_ns = Memory::monotonic_ns();
        if (room_.find_dead(find_position(), need, locks_)) {
            if (const Push answer = again(false); answer != Push::kFull) return answer;
        }
        if (stalled_since_ns_ == 0) {
            stalled_since_ns_ = start_ns;
            gauges_.block_begins();
        }
        gauges_.blocked_by(room_.look(find_position()));
        Push answer = Push::kFull;
        while (answer == Push::kFull) {
            if (stalled_too_long()) {
                // From now on whoever holds us back is overrun.
                overrunning_ = true;
                answer = again(false);
                overrunning_ = false;
                break;
            }
            if (patience.deadline.is_try()) break;
            const std::uint32_t seen = Memory::load(ring_.readers->answer);
            // count: too early.
            if constexpr (!Memory::keeps(Guard::kNeededFirst)) Memory::add(ring_.data->bell, 1u);
            ring_bell(wanted_cursor(need));
            answer = again(false);
            if (answer != Push::kFull) break;
            gauges_.blocked_by(room_.look(find_position()));
            const Push why = sleep_slice(seen, stalled_since_ns_, patience, gone);
            if (why != Push::kPublished) {
                answer = why;
                break;
            }
            room_.find_dead(find_position(), need, locks_);
            answer = again(false);
        }
        gauges_.block_ends(Memory::monotonic_ns() - start_ns);
        return answer;
    }

    bool stalled_too_long() const {
        return ring_.block_ns != 0 && Memory::monotonic_ns() - stalled_since_ns_ >= ring_.block_ns;
    }

    // kPublished: look again.
    template <class Gone>
    Push sleep_slice(std::uint32_t seen, std::uint64_t since_ns, const Patience& patience,
                     Gone gone) {
        if (patience.interrupted()) return Push::kInterrupted;
        const std::uint64_t now_ns = Memory::monotonic_ns();
        Deadline until = patience.deadline;
        if (!until.is_never() && now_ns >= until.at_ns()) return Push::kTimeout;
        if (ring_.block_ns != 0 && stalled_since_ns_ != 0 &&
            stalled_since_ns_ + ring_.block_ns < until.at_ns()) {
            until = Deadline::at_ns(stalled_since_ns_ + ring_.block_ns);
        }
        if (const std::uint64_t ns = slice_ns(since_ns, now_ns, until); ns != 0) {
            Memory::sleep(ring_.readers->answer, seen, ns);
        }
        if (gone_look_.is_due(now_ns) && gone()) return Push::kGone;
        return patience.interrupted() ? Push::kInterrupted : Push::kPublished;
    }

    void ring_bell(std::uint64_t needed) {
        // relaxed: ordered by the ring, which is an acquire and release.
        Memory::store(ring_.data->needed, needed);
        // release ROOM_WANTED: what we need.
        if constexpr (Memory::keeps(Guard::kNeededFirst)) Memory::add(ring_.data->bell, 1u);
        // fence SLEEP: the bell comes before our last look.
        if constexpr (Memory::keeps(Guard::kSleeperFence)) Memory::fence_full();
    }

    // The cursor from which on there is room for `need`, and some to spare: a wake-up is dear. If
    // several wait, that of the last one counts; a reader that goes on to the end comes past all.
    [[nodiscard]] std::uint64_t wanted_cursor(std::uint64_t need) const {
        const std::uint64_t end = find_position();
        const std::uint64_t wanted = end + need + ring_.capacity / 8;
        return wanted <= ring_.capacity ? 0 : std::min(wanted - ring_.capacity, end);
    }

    [[nodiscard]] std::uint64_t find_position() const {
        // relaxed: shared writers look without the lock word; make() decides.
        return exclusive_ ? end_ : Memory::load(ring_.data->published);
    }

    const RingView& ring_;
    Seat<Memory> seat_;
    LockWord<Memory> lock_;
    Room<Memory> room_;
    Gauges<Memory> gauges_;
    Waker<Memory> waker_;
    typename Memory::Locks& locks_;
    const bool exclusive_;
    bool attached_ = false;
    bool overrunning_ = false;    // block:DUR has run out
    std::uint64_t end_ = 0;       // of what we know to be published
    std::uint64_t sequence_ = 0;  // of the next record
    std::uint64_t stalled_since_ns_ = 0;
    std::uint64_t next_look_ahead_ = 0;
    Every gone_look_{200'000'000};
    Every probe_{5'000'000};
};

}  // namespace ringpipe::core
