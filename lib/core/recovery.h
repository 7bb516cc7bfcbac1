// Recovery: where the records of a ring end, whoever was killed before it said so.
//
//   word        stored by   loaded by        sync point
//   frame.word  writers     readers, writers  COMMIT     the frame, and the sealed next header
//   published   writers     writers, readers  PUBLISHED  every byte below is whole
#pragma once

#include <cstdint>
#include <optional>

#include "core/frame.h"
#include "core/guard.h"
#include "core/view.h"

namespace ringpipe::core {

struct End {
    std::uint64_t position = 0;  // of the sealed header
    std::uint64_t sequence = 0;  // of the next record
};

// For who alone may store: walks from `published` over whatever a killed writer committed after it
// last stored it, and stores it. Nothing if the words contradict each other.
template <class Memory>
[[gnu::always_inline]] inline std::optional<End> recover_end(const RingView& ring) {
    // acquire PUBLISHED: every frame below.
    const std::uint64_t published = Memory::load_acquire(ring.data->published);
    const std::uint64_t oldest = Memory::load(ring.data->oldest);
    if (published % kFrameAlign != 0 || oldest > published) return std::nullopt;
    if (published - oldest > ring.capacity) return std::nullopt;
    std::uint64_t end = published;
    for (;;) {
        // acquire COMMIT: the frame, and the sealed header after it.
        const std::uint64_t word = Memory::load_acquire(ring.header(end).word);
        if (word == 0) break;
        Frame frame;
        if (!decode_frame<Memory>(ring, end, word, frame)) return std::nullopt;
        if (frame.end() + sizeof(FrameHeader) > oldest + ring.capacity) return std::nullopt;
        end = frame.end();
    }
    if (end != published && Memory::keeps(Guard::kStorePublished)) {
        // release PUBLISHED: the frames that we walked over.
        Memory::store_release(ring.data->published, end);
    }
    return End{end, Memory::load(ring.header(end).sequence)};
}

}  // namespace ringpipe::core
