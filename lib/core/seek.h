// Seeking: a linear walk over frame headers from a point where the reader already stands.
//
// The reader first joins at the oldest frame, so that on a ring that waits nothing can be
// overwritten under the walk; elsewhere every header is checked and an overtaken walk begins anew.
// What is passed over on purpose is consumed, not lost.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>

#include "core/reader_core.h"

namespace ringpipe::core {

template <class Memory>
class Seek {
public:
    explicit Seek(ReaderCore<Memory>& reader) : reader_(reader), ring_(reader.ring()) {}

    Next to(const From& from) {
        switch (from.point) {
            case From::Point::kUnread:
                return Next::kBatch;  // attach() alone knows it
            case From::Point::kOldest:
                reader_.move_to_oldest();
                return moved();
            case From::Point::kNext:
                return to_end();
            case From::Point::kNewest:
                return back(1);
            case From::Point::kBack:
                return from.value == 0 ? to_end() : back(from.value);
            case From::Point::kSequence:
                return walk(
                    [&](const Frame& frame) { return frame.sequence + frame.count > from.value; },
                    from.value);
            case From::Point::kTime:
                return walk(
                    [&](const Frame& frame) {
                        return frame.time_ns >= from.value && frame.time_ns != 0;
                    },
                    0);
        }
        return Next::kDamaged;
    }

    // Ahead by so many records, refused ones not counted; at most to the end. If the reader is
    // overrun on the way, what is gone counts as lost, and the skipping is over.
    Next skip(std::uint64_t records) {
        CursorValue where = reader_.cursor();
        Frame frame;
        Step step = Step::kFrame;
        while (records != 0) {
            step = read_header<Memory>(ring_, where.position, reader_.overrunnable(), frame);
            if (step == Step::kDamaged) return Next::kDamaged;
            if (step != Step::kFrame) break;
            const std::uint64_t at = std::max(where.details.sequence, frame.sequence);
            const std::uint64_t left = frame.sequence + frame.count - at;
            if (left > frame.count) return Next::kDamaged;
            if (records < left) {
                where.details.sequence = at + records;
                records = 0;
            } else {
                records -= left;
                where = {frame.end(), {frame.sequence + frame.count, 0, 0}};
            }
        }
        reader_.move_to(where, step == Step::kOverrun);
        return moved();
    }

private:
    static constexpr int kAttempts = 1'000;  // overtaken so often, a reader starts at the end

    Next to_end() {
        const std::uint64_t end = committed_end<Memory>(ring_);
        reader_.move_to({end, {sequence_at<Memory>(ring_, end), 0, 0}});
        return moved();
    }

    // To the first frame that is `wanted`, and in it to `sequence`; to the end if there is none.
    template <class Wanted>
    Next walk(Wanted wanted, std::uint64_t sequence) {
        for (int attempt = 0; attempt < kAttempts; ++attempt) {
            reader_.move_to_oldest();
            if (reader_.is_damaged()) return Next::kDamaged;
            Walk<Memory> walk(ring_, reader_.overrunnable(), standing());
            Start where = walk.at();
            Frame frame;
            Step step;
            while ((step = walk.next(frame)) == Step::kFrame && !wanted(frame)) where = walk.at();
            if (step == Step::kDamaged) return Next::kDamaged;
            if (step == Step::kOverrun) continue;
            if (step == Step::kFrame) {
                where.sequence = std::max(sequence, frame.sequence);
            } else {
                where.sequence = sequence_at<Memory>(ring_, where.position);
            }
            reader_.move_to({where.position, {where.sequence, 0, 0}});
            return moved();
        }
        return to_end();
    }

    // Counts records, not sequence numbers: refused ones have those, too, but are not there. Keeps
    // the last frames in mind that hold as many, and stops where the end was when it began, since
    // a walk over a busy ring has no other end.
    Next back(std::uint64_t records) {
        for (int attempt = 0; attempt < kAttempts; ++attempt) {
            reader_.move_to_oldest();
            if (reader_.is_damaged()) return Next::kDamaged;
            const std::uint64_t end = committed_end<Memory>(ring_);
            Walk<Memory> walk(ring_, reader_.overrunnable(), standing());
            std::deque<Frame> last;
            std::uint64_t held = 0;
            Frame frame;
            Step step = Step::kEnd;
            while (walk.at().position < end && (step = walk.next(frame)) == Step::kFrame) {
                last.push_back(frame);
                held += frame.count;
                while (held - last.front().count >= records) {
                    held -= last.front().count;
                    last.pop_front();
                }
            }
            if (step == Step::kDamaged) return Next::kDamaged;
            if (step == Step::kOverrun) continue;
            if (last.empty()) return to_end();
            const Frame& first = last.front();
            const std::uint64_t over = held > records ? held - records : 0;
            reader_.move_to({first.position, {first.sequence + over, 0, 0}});
            return moved();
        }
        return to_end();
    }

    [[nodiscard]] Next moved() const {
        return reader_.is_damaged() ? Next::kDamaged : Next::kBatch;
    }

    [[nodiscard]] Start standing() const {
        return {reader_.cursor().position, reader_.cursor().details.sequence};
    }

    ReaderCore<Memory>& reader_;
    const RingView& ring_;
};

}  // namespace ringpipe::core
