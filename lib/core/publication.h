// Publication: what a writer stores in one go, and the storing of everything in it but the commit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "core/frame.h"
#include "core/view.h"
#include "ringpipe/writer.h"

namespace ringpipe::core {

// What one publication consists of: where it is copied from, and what its frames say.
struct Publication {
    const std::byte* image = nullptr;  // payload of the only frame, or the tail of a batch's image
    std::uint64_t payload_bytes = 0;   // of a single frame
    std::uint64_t stride = 0;          // of all frames together
    std::uint32_t records = 0;
    FrameKind kind = FrameKind::kRecord;
    std::uint8_t flags = 0;
    std::uint8_t delimiter = 0;
    bool in_place = false;  // the payload is in the ring already (claim)
    bool is_batch = false;  // `image` holds whole frames, headers included, sequences from 0
    Mark mark{};
};

// relaxed, all of it: the header is committed by the frame's word.
template <class Memory>
void store_header(FrameHeader& header, std::uint32_t count, std::uint64_t sequence,
                  const Mark& mark) {
    Memory::store(header.count, count);
    Memory::store(header.tag, mark.tag);
    Memory::store(header.sequence, sequence);
    Memory::store(header.time_ns, mark.time_ns);
}

// Copies the image of a batch to `end`, all frames but for the first one's word, which is returned.
// `recent` becomes the start of the last frame.
template <class Memory>
std::uint64_t store_batch(const RingView& ring, std::uint64_t end, std::uint64_t sequence,
                          const Publication& what, std::uint64_t& recent) {
    FrameHeader head;
    std::uint64_t first_word = 0;
    for (std::uint64_t at = 0; at < what.stride;) {
        std::memcpy(&head, what.image + at, sizeof head);
        FrameHeader& header = ring.header(end + at);
        const std::uint64_t size = head.word & 0xffff'ffff;
        store_header<Memory>(header, head.count, sequence + head.sequence, what.mark);
        Memory::copy_in(ring.payload(end + at), what.image + at + sizeof head, size - sizeof head);
        if (at == 0) {
            first_word = head.word;
        } else {
            // relaxed: readers cannot come here before the first word is stored.
            Memory::store(header.word, head.word);
        }
        recent = end + at;
        at += stride_of(size);
    }
    return first_word;
}

}  // namespace ringpipe::core
