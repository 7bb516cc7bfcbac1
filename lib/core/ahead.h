// Ahead: asks for cache lines that records to come will need.
//
// In a ring that is larger than the processor's own cache every line is some way off, and where
// the next record begins is known only when the header of this one has come. Long copies are seen
// coming by the processor itself. Lines are asked for twice: from far ahead into the larger cache,
// which can wait for many at once, then from near. All of this is hints: no byte is read or stored
// because of them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/view.h"

namespace ringpipe::core {

inline constexpr std::uint64_t kLine = 64;
inline constexpr std::uint64_t kLongCopy = 2048;
inline constexpr std::uint64_t kFar = 4096;
inline constexpr std::uint64_t kNear = 512;
inline constexpr std::uint64_t kCachedRing = 4 * 1024 * 1024;  // smaller ones stay in a cache

// A writer stores `bytes` at `position` now. In a ring that stays in the cache, asking would only
// hurry lines away from readers; beyond `limit` they have not finished.
template <class Memory>
void ask_for_stores(const RingView& ring, std::uint64_t position, std::uint64_t bytes,
                    std::uint64_t limit) {
    if (bytes > kLongCopy || ring.capacity < kCachedRing) return;
    if (position + kFar + bytes > limit) return;
    const std::uint64_t mask = ring.capacity - 1;
    for (std::uint64_t at = position; at < position + bytes; at += kLine) {
        Memory::prefetch_far(ring.frames + ((at + kFar) & mask));
        Memory::prefetch_for_store(ring.frames + ((at + kNear) & mask));
    }
}

// For a reader. What lies below `published` is whole, so nothing is taken away from the writer
// before it is done with it; and `published` itself, which is the writer's line, is looked at once
// in a few kilobytes.
template <class Memory>
class Ahead {
public:
    explicit Ahead(const RingView& ring) : ring_(ring) {}

    // The reader has come to `position`, over a frame of `stride` bytes.
    void follow(std::uint64_t position, std::uint64_t stride) {
        constexpr std::uint64_t kSmallRing = 256 * 1024;
        if (stride > kLongCopy || ring_.capacity < kSmallRing) return;
        const std::uint64_t to = position + kFar + stride;
        if (to > whole_ && !look(position, to)) return;
        const std::uint64_t mask = ring_.capacity - 1;
        for (std::uint64_t at = position; at < position + stride; at += kLine) {
            Memory::prefetch_far(ring_.frames + ((at + kFar) & mask));
            Memory::prefetch(ring_.frames + ((at + kNear) & mask));
        }
    }

private:
    bool look(std::uint64_t position, std::uint64_t to) {
        constexpr std::uint64_t kOften = 8192;
        if (position < next_look_) return false;
        next_look_ = position + kOften;
        whole_ = Memory::load(ring_.data->published);
        return to <= whole_;
    }

    const RingView& ring_;
    std::uint64_t whole_ = 0;
    std::uint64_t next_look_ = 0;
};

}  // namespace ringpipe::core
