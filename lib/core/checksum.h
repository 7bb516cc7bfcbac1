// Checksums: a CRC32C in each frame of a ring that was made to have them.
//
// It lies in the last four bytes before the frame's end, where it is aligned, and is stored before
// the commit like all else. It covers the payload and the header, and beyond them the position and
// (by the value that it goes on from) the ring: a whole frame of an earlier lap, or of another
// ring, that a disk brings back is no frame of this place. The payload comes first, so that a
// writer sums it up before it takes the lock word.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/copies.h"
#include "core/walk.h"
#include "crc32c.h"
#include "ringpipe/writer.h"

namespace ringpipe::core {

// What a frame's checksum goes on from.
inline std::uint32_t payload_sum(const RingView& ring, std::span<const std::byte> payload) {
    return ring.checksums ? crc32c(payload, ring.checksum_seed) : 0;
}

inline std::uint32_t frame_sum(std::uint32_t payload_sum, std::uint64_t position,
                               std::uint64_t word, std::uint32_t count, std::uint32_t tag,
                               std::uint64_t sequence, std::uint64_t time_ns) {
    const std::array<std::uint64_t, 5> rest = {
        position, word, count | static_cast<std::uint64_t>(tag) << 32, sequence, time_ns};
    return crc32c(std::as_bytes(std::span(rest)), payload_sum);
}

// Of the frame that ends, rounded up, at `end`.
inline std::uint32_t& sum_before(const RingView& ring, std::uint64_t end) {
    return *reinterpret_cast<std::uint32_t*>(ring.frames +
                                             ((end - kChecksumBytes) & (ring.capacity - 1)));
}

template <class Memory>
[[gnu::noinline, gnu::cold]] void store_sum(const RingView& ring, std::uint64_t position,
                                            std::uint64_t word, std::uint32_t count,
                                            std::uint64_t sequence, const Mark& mark,
                                            std::uint32_t payload) {
    // relaxed: committed by the frame's word.
    Memory::store(sum_before(ring, position + stride_of(size_in(word))),
                  frame_sum(payload, position, word, count, mark.tag, sequence, mark.time_ns));
}

// A reader's side. What it is given as a view is checked once, however often it is looked at.
template <class Memory>
class Checker {
public:
    // A frame's payload, as a view or copied, and checked where the ring has checksums.
    [[gnu::always_inline]] Step take(const RingView& ring, const Frame& frame, bool copied,
                                     Copies& copies, const std::byte*& payload) {
        payload = ring.payload(frame.position);
        if (copied) {
            payload = copy_payload<Memory>(ring, frame, copies);
            if (payload == nullptr) return Step::kOverrun;
        }
        return ring.checksums ? check(ring, frame, copied, payload) : Step::kFrame;
    }

    // The frame that was found damaged last, if its checksum said so.
    [[nodiscard]] const Frame* mismatch() const {
        return mismatch_.size != 0 ? &mismatch_ : nullptr;
    }

private:
    [[gnu::noinline, gnu::cold]] Step check(const RingView& ring, const Frame& frame, bool copied,
                                            const std::byte* payload) {
        mismatch_ = {};
        if (!copied && frame.position >= from_ && frame.end() <= until_) return Step::kFrame;
        const std::uint64_t word = frame_word(frame.size, frame.kind, frame.flags, frame.delimiter);
        const std::uint32_t wanted =
            frame_sum(payload_sum(ring, {payload, frame.payload}), frame.position, word,
                      frame.count, frame.tag, frame.sequence, frame.time_ns);
        // relaxed: ordered by the acquire of the word, or checked against `oldest` below.
        const std::uint32_t found = Memory::load(sum_before(ring, frame.end()));
        if (found != wanted) {
            if (copied) {
                // fence OVERRUN: the checksum was loaded before `oldest` is looked at.
                Memory::fence_acquire();
                // relaxed: after the fence, as in read_header().
                if (Memory::load(ring.data->oldest) > frame.position) return Step::kOverrun;
            }
            mismatch_ = frame;
            return Step::kDamaged;
        }
        if (!copied) {
            if (frame.position != until_) from_ = frame.position;
            until_ = frame.end();
        }
        return Step::kFrame;
    }

    std::uint64_t from_ = 0;   // views from here
    std::uint64_t until_ = 0;  // to here were found right
    Frame mismatch_{};
};

}  // namespace ringpipe::core
