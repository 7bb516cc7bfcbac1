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
#include "core/frame_batch.h"
#include "core/handed.h"
#include "core/view.h"
#include "ringpipe/reader.h"

namespace ringpipe::core {

// Fills `batches` with the frames from `at` on, until one brings them to `most_bytes`; returns how
// many there were.
template <class Memory>
std::size_t hand_out_held(const RingView& ring, const CursorValue& at, std::span<Batch> batches,
                          std::uint64_t most_bytes, Handed& handed, Ahead<Memory>& ahead) {
    const std::uint64_t enough = at.position + most_bytes;
    std::uint64_t position = at.position;
    std::uint64_t sequence = at.details.sequence;
    std::size_t got = 0;
    while (got < batches.size() && position < enough) {
        // acquire COMMIT: the frame, and the header after it.
        const std::uint64_t word = Memory::load_acquire(ring.header(position).word);
        Frame frame;
        if (!decode_frame<Memory>(ring, position, word, frame)) break;
        if (frame.sequence != sequence) break;
        fill(batches[got++], frame, ring.payload(position));
        ahead.follow(position, frame.stride());
        position = frame.end();
        sequence += frame.count;
        handed.add(position, frame.count);
    }
    return got;
}

}  // namespace ringpipe::core
