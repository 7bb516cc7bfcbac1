// Held: frames that a holder is given as they lie in the ring, one after the other.
//
// This is the path that nearly every record takes, so it does nothing that these need not: no copy,
// no second look at `oldest`, no jump. At whatever is not plain (nothing there yet, a gap, a frame
// that was begun, damage) it stops, and the reader looks at that frame by its general rules.
//
//   word          stored by   loaded by   sync point
//   frame.word    writers     readers     COMMIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/ahead.h"
#include "core/cursor.h"
#include "core/frame.h"
#include "core/handed.h"
#include "core/view.h"
#include "ringpipe/reader.h"

namespace ringpipe::core {

// Fills `batches` with the frames from `at` on, until one brings them to `most_bytes`; returns how
// many there were.
template <class Memory>
std::size_t hand_out_held(const RingView& ring, const CursorValue& at, std::span<Batch> batches,
                          std::uint64_t most_bytes, Handed& handed, Ahead<Memory>& ahead) {
    std::byte* const frames = ring.frames;
    const std::uint64_t mask = ring.capacity - 1;
    const std::uint64_t largest = ring.largest_record;
    const std::uint64_t enough = at.position + most_bytes;
    std::uint64_t position = at.position;
    std::uint64_t sequence = at.details.sequence;
    std::size_t got = 0;
    while (got < batches.size() && position < enough) {
        std::byte* const frame = frames + (position & mask);
        const FrameHeader& header = *reinterpret_cast<FrameHeader*>(frame);
        // acquire COMMIT: the frame, and the header after it.
        const std::uint64_t word = Memory::load_acquire(header.word);
        const std::uint64_t bytes = (word & 0xffff'ffff) - sizeof(FrameHeader);
        const auto kind = static_cast<FrameKind>(word >> 32 & 0xff);
        // relaxed, all three: ordered by the acquire of the word.
        const std::uint32_t count = Memory::load(header.count);
        if (bytes > largest || word >> 56 != 0 || Memory::load(header.sequence) != sequence) break;
        if (!can_hold(kind, bytes, count)) break;
        Batch& batch = batches[got++];
        batch.kind = kind;
        batch.bytes = {frame + sizeof(FrameHeader), bytes};
        batch.first = sequence;
        batch.count = count;
        batch.tag = Memory::load(header.tag);
        batch.time_ns = Memory::load(header.time_ns);
        batch.record_bytes =
            kind == FrameKind::kArray ? static_cast<std::uint32_t>(bytes / count) : 0;
        batch.delimiter = static_cast<std::uint8_t>(word >> 48);
        batch.continued = (static_cast<std::uint8_t>(word >> 40) & kContinued) != 0;
        const std::uint64_t stride = stride_of(sizeof(FrameHeader) + bytes);
        ahead.follow(position, stride);
        position += stride;
        sequence += count;
        handed.add(position, count);
    }
    return got;
}

}  // namespace ringpipe::core
