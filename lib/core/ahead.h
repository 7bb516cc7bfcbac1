// Ahead: asks for cache lines that records to come will need.
//
// In a ring that is larger than the processor's own cache every line is some way off, and where
// the next record begins is known only when the header of this one has come. Long reads are seen
// coming by the processor itself, stores are not. All of this is hints: no byte is read or stored
// because of them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/view.h"

namespace ringpipe::core {

inline constexpr std::uint64_t kLine = 64;
inline constexpr std::uint64_t kLongCopy = 2048;
inline constexpr std::uint64_t kFar = 4096;
inline constexpr std::uint64_t kNear = 2048;
inline constexpr std::uint64_t kCachedRing = 4 * 1024 * 1024;  // smaller ones stay in a cache
inline constexpr std::uint64_t kSmallRing = 512 * 1024;        // a reader's own, mostly

// A writer stores `bytes` at `position` now. In a small ring asking would only hurry lines away
// from readers; beyond `limit` they have not finished.
template <class Memory>
void ask_for_stores(const RingView& ring, std::uint64_t position, std::uint64_t bytes,
                    std::uint64_t limit) {
    if (position + kFar + bytes > limit || ring.capacity < kSmallRing) return;
    // Two mappings back to back: from any offset these lie in one piece.
    const std::byte* const line = ring.frames + ((position + kFar) & (ring.capacity - 1));
    for (std::uint64_t at = 0; at < bytes; at += kLine) Memory::prefetch_for_store(line + at);
}

// Copies the payload of a frame at `position` into the ring, and asks for the lines of what comes
// after: of a long one piece by piece, since the processor can wait for only so many at once, and
// in a ring that stays in a cache not at all, where the copy itself keeps that many under way.
// Inlined: what a call stores on the stack would queue behind the header's line, which the reader
// has, and its return with it. That was 200 ns, a half, of each round trip.
template <class Memory>
[[gnu::always_inline]] inline void store_payload(const RingView& ring, std::uint64_t position,
                                                 const std::byte* from, std::uint64_t bytes,
                                                 std::uint64_t limit) {
    constexpr std::uint64_t kPiece = 1024;
    std::byte* const to = ring.payload(position);
    std::uint64_t at = 0;
    if (ring.capacity >= kCachedRing) {
        for (; at + kPiece < bytes; at += kPiece) {
            ask_for_stores<Memory>(ring, position + at, kPiece, limit);
            Memory::copy_in(to + at, from + at, kPiece);
        }
    }
    if (bytes <= kFar || ring.capacity >= kCachedRing) {
        ask_for_stores<Memory>(ring, position + at, bytes - at + sizeof(FrameHeader), limit);
    }
    Memory::copy_in(to + at, from + at, bytes - at);
}

// For a reader. What lies below `published` is whole, so nothing is taken away from the writer
// before it is done with it; and `published` itself, which is the writer's line, is looked at only
// by a reader that found many frames the last time, and has come near what it then knew to be
// whole.
template <class Memory>
class Ahead {
public:
    explicit Ahead(const RingView& ring) : ring_(ring) {}

    // The reader is about to look for frames from `position` on.
    void begin(std::uint64_t position) {
        constexpr std::uint32_t kMany = 8;
        constexpr std::uint64_t kLittle = 8192;
        if (frames_ >= kMany && position + kLittle > whole_) {
            whole_ = Memory::load(ring_.data->published);
        }
        frames_ = 0;
    }

    // It has come to a whole frame of `stride` bytes at `position`.
    void follow(std::uint64_t position, std::uint64_t stride) {
        ++frames_;
        if (stride > kLongCopy) return;
        const std::uint64_t to = std::max(position + stride, std::min(position + kNear, whole_));
        for (asked_ = std::max(asked_, position); asked_ < to; asked_ += kLine) {
            Memory::prefetch(ring_.frames + (asked_ & (ring_.capacity - 1)));
        }
    }

private:
    const RingView& ring_;
    std::uint64_t whole_ = 0;   // everything below is
    std::uint64_t asked_ = 0;   // and lines below are on their way
    std::uint32_t frames_ = 0;  // since begin()
};

}  // namespace ringpipe::core
