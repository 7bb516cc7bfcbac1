// Publication: what a writer stores in one go, and the storing of everything in it but the commit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/ahead.h"
#include "core/checksum.h"
#include "core/frame.h"
#include "core/view.h"
#include "ringpipe/writer.h"

namespace ringpipe::core {

// One frame of a batch.
struct PackedFrame {
    std::uint64_t offset = 0;  // of its header from the start of the batch
    FrameKind kind = FrameKind::kPacked;
    std::uint64_t size = 0;  // header and checksum included
    std::uint32_t records = 0;
    std::uint32_t first = 0;  // record, counted from the start of the batch
    std::uint32_t payload_sum = 0;
};

// What one publication consists of: where it is copied from, and what its frames say.
struct Publication {
    const std::byte* image =
        nullptr;                      // payload of the only frame, or a batch with gaps for headers
    std::uint64_t payload_bytes = 0;  // of a single frame
    std::uint64_t stride = 0;         // of all frames together
    std::uint32_t records = 0;
    FrameKind kind = FrameKind::kRecord;
    std::uint8_t flags = 0;
    std::uint8_t delimiter = 0;
    bool in_place = false;                  // the payload is in the ring already (claim)
    std::span<const PackedFrame> frames{};  // of a batch
    Mark mark{};
    std::uint32_t payload_sum = 0;  // of a single frame, see core/checksum.h

    [[nodiscard]] bool is_batch() const { return !frames.empty(); }
};

// relaxed, all of it: the header is committed by the frame's word.
template <class Memory>
void store_header(FrameHeader& header, std::uint32_t count, std::uint64_t sequence,
                  std::uint32_t tag, std::uint64_t time_ns) {
    Memory::store(header.count, count);
    Memory::store(header.tag, tag);
    Memory::store(header.sequence, sequence);
    Memory::store(header.time_ns, time_ns);
}

// The word of a single frame at `end`, whose checksum, if it is to have one, is stored.
template <class Memory>
std::uint64_t begin_frame(const RingView& ring, std::uint64_t end, std::uint64_t sequence,
                          const Publication& what) {
    const std::uint64_t word =
        frame_word(ring.overhead + what.payload_bytes, what.kind, what.flags, what.delimiter);
    if (ring.checksums) {
        store_sum<Memory>(ring, end, word, what.records, sequence, what.mark, what.payload_sum);
    }
    return word;
}

// Stores a batch at `end`, all frames but for the first one's word, which is returned. `recent`
// becomes the start of the last frame. Readers have finished with everything below `limit`.
template <class Memory>
std::uint64_t store_batch(const RingView& ring, std::uint64_t end, std::uint64_t sequence,
                          const Publication& what, std::uint64_t limit, std::uint64_t& recent) {
    std::uint64_t first_word = 0;
    for (const PackedFrame& frame : what.frames) {
        const std::uint64_t at = end + frame.offset;
        FrameHeader& header = ring.header(at);
        store_header<Memory>(header, frame.records, sequence + frame.first, what.mark.tag,
                             what.mark.time_ns);
        store_payload<Memory>(ring, at, what.image + frame.offset + sizeof header,
                              frame.size - ring.overhead, limit);
        const std::uint64_t word = frame_word(frame.size, frame.kind, 0, 0);
        if (ring.checksums) {
            store_sum<Memory>(ring, at, word, frame.records, sequence + frame.first, what.mark,
                              frame.payload_sum);
        }
        if (frame.offset == 0) {
            first_word = word;
        } else {
            // relaxed: readers cannot come here before the first word is stored.
            Memory::store(header.word, word);
        }
        recent = at;
    }
    return first_word;
}

}  // namespace ringpipe::core
