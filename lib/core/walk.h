// Walk: goes over frames by their headers, for readers that look for a place to start.
//
// Every header is copied and checked; where the ring may be overwritten meanwhile, `oldest` is
// looked at after each, and the walk says so if it was overtaken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/copies.h"
#include "core/frame.h"
#include "core/guard.h"
#include "core/view.h"

namespace ringpipe::core {

enum class Step {
    kFrame,    // a whole frame
    kEnd,      // nothing there yet
    kOverrun,  // `oldest` has passed the position
    kDamaged,
};

// The header at `position`. With `overrunnable`, what it says is believed only if `oldest` has not
// passed the position afterwards.
template <class Memory>
[[gnu::always_inline]] inline Step read_header(const RingView& ring, std::uint64_t position,
                                               bool overrunnable, Frame& frame) {
    // acquire COMMIT: the frame, and the header after it.
    const std::uint64_t word = Memory::load_acquire(ring.header(position).word);
    const bool possible = word != 0 && decode_frame<Memory>(ring, position, word, frame);
    const bool recheck =
        word == 0 ? Memory::keeps(Guard::kZeroRecheck) : Memory::keeps(Guard::kOldestRecheck);
    if (overrunnable && recheck) {
        // fence OVERRUN: the header was loaded before `oldest` is looked at.
        Memory::fence_acquire();
        // relaxed: after the fence. If it has not passed us, no byte that we read was overwritten.
        if (Memory::load(ring.data->oldest) > position) return Step::kOverrun;
    }
    if (word == 0) return Step::kEnd;
    return possible ? Step::kFrame : Step::kDamaged;
}

// Whether a frame that was there is not there any more: somebody has cut the file short and let it
// grow again, or punched a hole into it.
template <class Memory>
bool is_hollow(const RingView& ring, std::uint64_t position) {
    // acquire PUBLISHED: every frame below.
    if (Memory::load_acquire(ring.data->published) <= position) return false;
    if (Memory::load(ring.header(position).word) != 0) return false;
    // fence OVERRUN: the word was loaded before `oldest` is looked at.
    Memory::fence_acquire();
    // relaxed: after the fence. A frame that was overwritten is another matter.
    return Memory::load(ring.data->oldest) <= position;
}

// The sequence number that the header at `position` carries, committed or only sealed.
template <class Memory>
std::uint64_t sequence_at(const RingView& ring, std::uint64_t position) {
    // relaxed: sealed before the frame before it; who can be overrun checks `oldest` afterwards.
    return Memory::load(ring.header(position).sequence);
}

// Copies a frame's payload and checks that it was not overrun meanwhile; nullptr if it was.
template <class Memory>
const std::byte* copy_payload(const RingView& ring, const Frame& frame, Copies& copies) {
    std::byte* copy = copies.take(frame.payload_bytes());
    Memory::copy_out(copy, ring.payload(frame.position), frame.payload_bytes());
    if constexpr (Memory::keeps(Guard::kOldestRecheck)) {
        // fence OVERRUN: no byte of the copy was loaded later than this.
        Memory::fence_acquire();
        // relaxed: after the fence, as in read_header().
        if (Memory::load(ring.data->oldest) > frame.position) return nullptr;
    }
    return copy;
}

struct Start {
    std::uint64_t position = 0;
    std::uint64_t sequence = 0;
};

// The oldest frame and its sequence number, which belong together; nothing if the ring is damaged.
template <class Memory>
std::optional<Start> oldest_start(const RingView& ring) {
    constexpr int kAttempts = 1'000'000;  // no honest writer is that much faster
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        // acquire OLDEST: frames from it on are whole, and `published` is not behind it.
        const std::uint64_t oldest = Memory::load_acquire(ring.data->oldest);
        const std::uint64_t published = Memory::load(ring.data->published);
        if (oldest % kFrameAlign != 0 || oldest > published) return std::nullopt;
        const Start start{oldest, sequence_at<Memory>(ring, oldest)};
        // fence OVERRUN: the sequence was loaded before `oldest` is looked at again.
        Memory::fence_acquire();
        // relaxed: after the fence; unchanged means that the header was not overwritten.
        if (Memory::load(ring.data->oldest) == oldest) return start;
    }
    return std::nullopt;
}

// Goes from frame to frame. It says kOverrun, and the caller begins anew, when it was overtaken; a
// ring whose frames close a circle looks like that too, so callers give up after some attempts.
template <class Memory>
class Walk {
public:
    Walk(const RingView& ring, bool overrunnable, const Start& start)
        : ring_(ring),
          at_(start),
          most_(start.position + ring.capacity),
          overrunnable_(overrunnable) {}

    // The frame where the walk stands, and moves past it.
    Step next(Frame& frame) {
        const Step step = read_header<Memory>(ring_, at_.position, overrunnable_, frame);
        if (step != Step::kFrame) return step;
        if (frame.end() >= most_) return Step::kOverrun;
        at_ = {frame.end(), frame.sequence + frame.count};
        return Step::kFrame;
    }

    [[nodiscard]] const Start& at() const { return at_; }

private:
    const RingView& ring_;
    Start at_;
    std::uint64_t most_;
    bool overrunnable_;
};

// Where the next frame will be: from `published` over what is committed beyond it.
template <class Memory>
std::uint64_t committed_end(const RingView& ring) {
    constexpr int kAttempts = 1'000;
    std::uint64_t end = 0;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        // acquire PUBLISHED: every frame below.
        end = Memory::load_acquire(ring.data->published) & ~(kFrameAlign - 1);
        Walk<Memory> walk(ring, true, {end, 0});
        Frame frame;
        Step step;
        while ((step = walk.next(frame)) == Step::kFrame) end = walk.at().position;
        if (step != Step::kOverrun) break;
    }
    return end;
}

// Whether no byte from `position` to the end has been overwritten, if nobody raced past it.
template <class Memory>
bool is_in_window(const RingView& ring, std::uint64_t position) {
    const std::uint64_t end = committed_end<Memory>(ring);
    return position <= end && position + ring.capacity >= end + sizeof(FrameHeader);
}

// Where a reader that was lapped goes on: not at the oldest frame, which goes next.
template <class Memory>
std::optional<Start> some_way_in(const RingView& ring) {
    constexpr int kAttempts = 100'000;  // an honest writer laps nobody so often
    constexpr int kFrames = 1024;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        const auto oldest = oldest_start<Memory>(ring);
        if (!oldest) return std::nullopt;
        Walk<Memory> walk(ring, true, *oldest);
        const std::uint64_t goal = oldest->position + ring.capacity / 8;
        Frame frame;
        Step step = Step::kFrame;
        for (int i = 0; i < kFrames && walk.at().position < goal; ++i) {
            if ((step = walk.next(frame)) != Step::kFrame) break;
        }
        if (step == Step::kDamaged) return std::nullopt;
        if (step != Step::kOverrun) return walk.at();
    }
    return std::nullopt;
}

}  // namespace ringpipe::core
