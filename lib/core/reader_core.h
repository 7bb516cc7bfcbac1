// ReaderCore: delivery in order, counting of every loss, and waiting for what comes next.
//
// A holder on a ring that waits is given views: no writer stores below its cursor. Everybody else
// copies and then looks at `oldest`: what was copied is valid only if it has not passed the
// position meanwhile. Nor is "nothing yet" believed otherwise, or a reader that was lapped exactly
// would wait for ever on bytes that mean nothing.
//
// Losses are counted by sequence number: the reader knows which one comes next. What is missing
// after a jump over overwritten bytes is an overrun; what is missing between two adjacent frames,
// or before the sealed header at the end, was refused by a full drop-new ring.
//
//   word              stored by        loaded by   sync point
//   frame.word        writers          readers     COMMIT
//   oldest            writers          readers     OLDEST
//   slot.cursor.word  this reader      writers     CURSOR   frames below may be overwritten
//   data.bell         writers          readers     ROOM_WANTED
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ahead.h"
#include "core/bell.h"
#include "core/checksum.h"
#include "core/copies.h"
#include "core/cursor.h"
#include "core/every.h"
#include "core/frame_batch.h"
#include "core/handed.h"
#include "core/held.h"
#include "core/seat.h"
#include "core/slot_claim.h"
#include "core/spin.h"
#include "core/view.h"
#include "core/walk.h"
#include "ringpipe/reader.h"

namespace ringpipe::core {

template <class Memory>
class ReaderCore {
public:
    ReaderCore(const RingView& ring, typename Memory::Locks& locks)
        : ring_(ring), locks_(locks), claim_(ring, locks), spin_(ring), ahead_(ring) {}

    enum class Attach { kAttached, kNoSlot, kInUse, kKept };

    // With the claim lock held (SlotClaim). `name` is empty for an anonymous cursor.
    Attach attach(std::string_view name, bool observe, bool keep, bool unread) {
        holding_ = !observe && ring_.holds_by_policy();
        overrunnable_ = !holding_ || ring_.holders_can_be_overrun();
        const auto found = name.empty() ? std::nullopt : claim_.find(name);
        const auto answer = claim_.take(found, holding_);
        if (answer == SlotClaim<Memory>::Answer::kInUse) return Attach::kInUse;
        if (answer == SlotClaim<Memory>::Answer::kNoSlot) {
            // An observer harms nobody without one; it only cannot be seen.
            if (!name.empty() || holding_) return Attach::kNoSlot;
        } else {
            shared_ = &claim_.slot().cursor;
        }
        const std::uint64_t claim = found ? Memory::load(claim_.slot().claim) : 0;
        resumed_ = found && ((claim & kSlotJoining) == 0 || !Memory::keeps(Guard::kMarkJoining));
        const std::uint64_t kept = claim & kSlotKept;
        if (kept != 0 && !holding_) {
            locks_.release(kSlotBytes + claim_.index());
            shared_ = nullptr;
            return Attach::kKept;
        }
        if (found) cursor_ = claim_.inherited();
        if (shared_ != nullptr) claim_.fold();
        if (!resumed_) start(unread);
        started_at_ = cursor_.details.sequence;
        if (shared_ != nullptr) {
            // Under the new generation no moment may show the old owner's cursor: an observer's
            // would let a writer overwrite what we are about to hold. The handshake comes after.
            store_cursor<Memory>(*shared_, cursor_);
            claim_.name_generation(name,
                                   (resumed_ ? 0 : kSlotJoining) | (holding_ ? kSlotHolding : 0) |
                                       (name.empty() ? 0 : kSlotNamed) | (keep ? kSlotKept : kept));
        }
        if (Memory::keeps(Guard::kKeepPlace) && resumed_ && kept != 0 && !overrunnable_ &&
            is_in_window<Memory>(ring_, cursor_.position)) {
            // Writers have stayed clear of it all the time, also below `oldest`.
            stored_ = cursor_;
        } else {
            // Where a stall may end in overruns, what nobody consumed may be gone: a loss.
            join_here(resumed_ || (unread && ring_.block_ns != 0));
        }
        if (shared_ != nullptr && !resumed_) claim_.joined();
        return Attach::kAttached;
    }

    // After the claim lock was given back: a writer may wait for a holder.
    void announce() {
        if (Memory::keeps(Guard::kWakeOnAttach) && ring_.sees_readers())
            Waker<Memory>::wake(ring_.readers->answer);
    }

    void detach() {
        if (shared_ == nullptr) return;
        store_if_moved();
        locks_.release(kSlotBytes + claim_.index());
        if constexpr (Memory::keeps(Guard::kWakeOnAttach))
            Waker<Memory>::wake(ring_.readers->answer);
        shared_ = nullptr;
    }

    // What stands at the cursor: kBatch, kLost, kEmpty or kDamaged. More frames go on to `batches`
    // as long as they are there, whole, adjacent and of at most `most_bytes` together.
    Next poll(std::span<Batch> batches, std::size_t& got, std::uint64_t most_bytes) {
        got = 0;
        forget_copies();
        if (damaged_) return Next::kDamaged;
        if (std::exchange(gap_untold_, false)) return Next::kLost;
        handed_.expect(batches.size());
        ahead_.begin(cursor_.position);
        if (!overrunnable_ && !ring_.checksums) {
            got = hand_out_held<Memory>(ring_, cursor_, batches, most_bytes, handed_, ahead_);
            if (got != 0) return Next::kBatch;
        }
        CursorValue at = cursor_;
        std::uint64_t bytes = 0;
        while (got < batches.size() && (got == 0 || bytes < most_bytes)) {
            Frame frame;
            const Step step = read_header<Memory>(ring_, at.position, overrunnable_, frame);
            if (step == Step::kOverrun && got == 0) return jumped();
            if (step == Step::kEnd && got == 0) return sealed_gap();
            if (step == Step::kDamaged && got == 0) return Next::kDamaged;
            if (step != Step::kFrame) break;
            if (got != 0 && frame.sequence != at.details.sequence) break;
            if (frame.sequence + frame.count <= at.details.sequence) return damaged(got);
            if (frame.sequence > at.details.sequence) return refused_until(frame.sequence);
            if (overrunnable_ && got != 0 && !copies_.fits(frame.payload_bytes())) break;

            ahead_.follow(frame.position, frame.stride());
            const std::byte* payload = nullptr;
            const Step taken = checker_.take(ring_, frame, overrunnable_, copies_, payload);
            if (taken != Step::kFrame && got != 0) break;
            if (taken == Step::kOverrun) return jumped();
            if (taken == Step::kDamaged) return Next::kDamaged;
            Batch& batch = batches[got];
            fill(batch, frame, payload);
            if (at.details.sequence != frame.sequence &&
                !drop_front(batch, at.details.sequence - frame.sequence)) {
                return damaged(got);
            }
            handed_.add(frame.end(), batch.count);
            at.position = frame.end();
            at.details.sequence = frame.sequence + frame.count;
            bytes += batch.bytes.size();
            ++got;
        }
        return Next::kBatch;
    }

    // Moves over the first records of what poll() handed out.
    void release(std::uint64_t records) {
        if (records == 0) return;
        handed_.release(records, cursor_);
        note_progress();
    }
    void release_one() {
        handed_.release_one(cursor_);
        note_progress();
    }

    void note_progress() {
        idle_since_ns_ = 0;
        seen_writer_ = true;
        const bool due = cursor_.position - stored_.position >= ring_.capacity / 16;
        if (due || waker_.rung(ring_.data->bell)) store_if_moved();
    }

    // One look, then waiting as `patience` says. `look` polls; `gone` is asked now and then.
    template <class Look, class Gone>
    Next wait(Look look, const Patience& patience, const Waiting& how, Gone gone) {
        const bool trying = patience.deadline.is_try();
        const bool sleeps = !trying && !how.spin;
        std::uint64_t empty_since_ns = 0;  // 0: did not sleep
        for (;;) {
            Next next = look();
            if (next != Next::kEmpty) {
                if (empty_since_ns != 0) spin_.was_woken(Memory::monotonic_ns() - empty_since_ns);
                return next;
            }
            store_if_moved();
            const std::uint64_t start_ns = sleeps ? Memory::monotonic_ns() : 0;
            if (!trying && spin_.wait(cursor_.position, cursor_.details.sequence, how)) {
                continue;
            }
            if (empty_since_ns == 0) empty_since_ns = start_ns;
            const std::uint32_t answer = Memory::load(ring_.data->answer);
            const Woken woken = sleeps ? ring_before_look<Memory>(ring_.readers) : Woken::kSurely;
            if (has_data()) continue;
            if (!how.follow && (sleeps || probe_is_due(answer))) {
                const Verdict verdict =
                    judge_end<Memory>(ring_, locks_, words_, [&] { return has_data(); });
                if (verdict != Verdict::kOpen) probe_.hurry();
                if (verdict == Verdict::kAgain) continue;
                if (verdict == Verdict::kOpen || words_ != words_at_start_) seen_writer_ = true;
                const bool counts = seen_writer_ || !how.wait_for_writer;
                if (verdict == Verdict::kEnded && counts) return Next::kEnded;
                if (verdict == Verdict::kDied && counts) return Next::kDied;
            }
            if (patience.interrupted()) return Next::kInterrupted;
            const std::uint64_t now_ns = Memory::monotonic_ns();
            if (idle_since_ns_ == 0) idle_since_ns_ = now_ns;
            if (gone_look_.is_due(now_ns)) {
                if (is_hollow<Memory>(ring_, cursor_.position)) return Next::kDamaged;
                if (gone() && !has_data()) return Next::kGone;
            }
            if (trying) return Next::kEmpty;
            const std::uint64_t ns = slice_ns(idle_since_ns_, now_ns, patience.deadline, woken);
            if (ns == 0) return Next::kTimeout;
            if (sleeps) Memory::sleep(ring_.data->answer, answer, ns);
        }
    }

    // Remembers which writers were there, so that an old end does not count as a new one.
    void note_start() {
        const auto no_data = [] { return false; };
        seen_writer_ = judge_end<Memory>(ring_, locks_, words_at_start_, no_data) == Verdict::kOpen;
    }

    // Puts the cursor at the start of a frame in [oldest, end], or inside one by sequence. With
    // `counted`, what was overwritten from there on is lost.
    void move_to(const CursorValue& where, bool counted = false) {
        handed_.clear();
        const CursorDetails lost = cursor_.details;
        // What a holder has in front of it cannot be overwritten: to go on needs no handshake.
        const bool stays_held = !overrunnable_ && where.position >= cursor_.position;
        cursor_ = where;
        cursor_.details.overrun = lost.overrun;
        cursor_.details.refused = lost.refused;
        gap_untold_ = false;
        if (stays_held) {
            store_if_moved();
        } else {
            join_here(counted);
        }
    }
    void move_to_oldest() {
        const auto oldest = oldest_start<Memory>(ring_);
        if (oldest) move_to({oldest->position, {oldest->sequence, 0, 0}});
        damaged_ = damaged_ || !oldest;
    }

    void defer(bool on) { deferred_ = on; }  // while it is on, only store() stores
    void store_if_moved() {
        if (!deferred_) store(cursor_);
    }
    // Stores a cursor where writers and successors see it, and wakes who waits for that.
    void store(const CursorValue& cursor) {
        if (shared_ == nullptr) return;
        if (cursor != stored_) store_cursor<Memory>(*shared_, stored_ = cursor);
        waker_.tell_from(stored_.position, ring_.data->bell, ring_.data->needed,
                         ring_.readers->answer);
    }

    [[nodiscard]] const CursorValue& cursor() const { return cursor_; }
    [[nodiscard]] const CursorValue& stored() const { return stored_; }
    [[nodiscard]] const Gap& gap() const { return gap_; }
    [[nodiscard]] Checker<Memory>& checker() { return checker_; }
    [[nodiscard]] bool holding() const { return holding_; }
    [[nodiscard]] bool overrunnable() const { return overrunnable_; }
    [[nodiscard]] bool resumed() const { return resumed_; }
    [[nodiscard]] std::uint64_t started_at() const { return started_at_; }  // before it joined
    [[nodiscard]] bool is_damaged() const { return damaged_; }
    [[nodiscard]] bool has_slot() const { return shared_ != nullptr; }
    [[nodiscard]] SharedSlot& slot() const { return claim_.slot(); }
    [[nodiscard]] const RingView& ring() const { return ring_; }

    void forget_copies() {
        copies_.clear();
        handed_.clear();
    }

private:
    void start(bool unread) {
        const CursorDetails lost = cursor_.details;
        if (unread) {
            cursor_ = claim_.unread();
        } else {
            const auto oldest = oldest_start<Memory>(ring_);
            damaged_ = !oldest;
            cursor_.position = oldest ? oldest->position : 0;
            cursor_.details.sequence = oldest ? oldest->sequence : 0;
        }
        cursor_.details.overrun = lost.overrun;
        cursor_.details.refused = lost.refused;
    }

    // With `resumed`, what is lost by moving up is counted and told by the next poll().
    void join_here(bool resumed) {
        SharedCursor unseen{};
        const std::uint64_t expected = cursor_.details.sequence;
        SharedCursor& shared = shared_ != nullptr ? *shared_ : unseen;
        damaged_ = damaged_ || !join<Memory>(ring_, shared, cursor_, resumed);
        stored_ = cursor_;
        if (resumed && cursor_.details.sequence > expected) {
            gap_ = {expected, cursor_.details.sequence - 1, Cause::kOverrun};
            gap_untold_ = true;
        }
    }

    // We were lapped: goes on some way in, so that the next lap does not come at once. A jump over
    // overwritten bytes counts wholly as overrun.
    Next jumped() {
        handed_.clear();
        const auto where = some_way_in<Memory>(ring_);
        if (!where) return Next::kDamaged;
        const std::uint64_t expected = cursor_.details.sequence;
        if (where->sequence > expected) {
            cursor_.details.overrun += where->sequence - expected;
            cursor_.details.sequence = where->sequence;
        }
        cursor_.position = where->position;
        join_here(true);
        if (cursor_.details.sequence > expected) {
            gap_ = {expected, cursor_.details.sequence - 1, Cause::kOverrun};
            gap_untold_ = true;
        }
        if (damaged_) return Next::kDamaged;
        return std::exchange(gap_untold_, false) ? Next::kLost : Next::kEmpty;
    }

    Next damaged(std::size_t got) const { return got == 0 ? Next::kDamaged : Next::kBatch; }

    Next refused_until(std::uint64_t sequence) {
        gap_ = {cursor_.details.sequence, sequence - 1, Cause::kRefused};
        cursor_.details.refused += sequence - cursor_.details.sequence;
        cursor_.details.sequence = sequence;
        return Next::kLost;
    }

    // Nothing there yet; but the sealed header may say that records before it are missing.
    Next sealed_gap() {
        const std::uint64_t sealed = sequence_at<Memory>(ring_, cursor_.position);
        if (overrunnable_) {
            // fence OVERRUN: the sequence was loaded before `oldest` is looked at.
            Memory::fence_acquire();
            // relaxed: after the fence. Overrun in between: the next poll finds out.
            if (Memory::load(ring_.data->oldest) > cursor_.position) return Next::kEmpty;
        }
        return sealed > cursor_.details.sequence ? refused_until(sealed) : Next::kEmpty;
    }

    // Whether poll() would find something, or find out that it was overrun.
    bool has_data() const {
        if (Memory::load(ring_.header(cursor_.position).word) != 0) return true;
        if (overrunnable_ && Memory::load(ring_.data->oldest) > cursor_.position) return true;
        return sequence_at<Memory>(ring_, cursor_.position) > cursor_.details.sequence;
    }

    // For who tries again and again: writers that leave change `answer`, and the kernel is asked
    // only now and then whether those that have not left still live.
    bool probe_is_due(std::uint32_t answer) {
        const bool left = std::exchange(probed_answer_, answer) != answer;
        return probe_.is_due(Memory::monotonic_ns()) || left;
    }

    const RingView& ring_;
    typename Memory::Locks& locks_;
    SlotClaim<Memory> claim_;
    Waker<Memory> waker_;
    Spin<Memory> spin_;
    Ahead<Memory> ahead_;
    Checker<Memory> checker_;
    SharedCursor* shared_ = nullptr;  // our slot's, if we have one
    CursorValue cursor_{};            // where we are
    CursorValue stored_{};            // what shared_ says
    Gap gap_{};
    Handed handed_;
    Copies copies_;
    std::vector<std::uint64_t> words_;
    std::vector<std::uint64_t> words_at_start_;
    std::uint64_t started_at_ = 0;
    std::uint64_t idle_since_ns_ = 0;
    Every gone_look_{200'000'000};
    Every probe_{1'000'000, 50'000};
    std::uint32_t probed_answer_ = 0;
    bool holding_ = false;
    bool overrunnable_ = true;
    bool resumed_ = false;
    bool damaged_ = false;
    bool gap_untold_ = false;  // gap_ is to be told by the next poll()
    bool seen_writer_ = false;
    bool deferred_ = false;
};

}  // namespace ringpipe::core
