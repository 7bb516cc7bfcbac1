// The newest record of a ring, for readers of a state: any number of them, never torn, never
// waiting.
//
// Several values fit into a ring, so a writer that was killed while it stored one has not damaged
// the one before it. `recent` says where to look, and need not be right.
#pragma once

#include <cstdint>
#include <span>

#include "core/checksum.h"
#include "core/copies.h"
#include "core/frame_batch.h"
#include "core/walk.h"

namespace ringpipe::core {

// The most recent record, copied. The cursor stays.
template <class Memory>
Next latest(const RingView& ring, Copies& copies, Checker<Memory>& checker, Batch& record) {
    constexpr int kAttempts = 10'000;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        const auto oldest = oldest_start<Memory>(ring);
        if (!oldest) return Next::kDamaged;
        Start start = *oldest;
        // acquire PUBLISHED: the frame that `recent` names is below.
        const std::uint64_t published = Memory::load_acquire(ring.data->published);
        const std::uint64_t recent = Memory::load(ring.data->recent);
        if (recent > start.position && recent < published && recent % kFrameAlign == 0) {
            start.position = recent;
        }
        Walk<Memory> walk(ring, true, start);
        Frame last;
        Frame frame;
        Step step;
        while ((step = walk.next(frame)) == Step::kFrame) last = frame;
        if (step == Step::kDamaged) return Next::kDamaged;
        if (step == Step::kOverrun) continue;
        if (last.size == 0) return Next::kEmpty;
        copies.clear();
        const std::byte* payload = nullptr;
        step = checker.take(ring, last, true, copies, payload);
        if (step == Step::kDamaged) return Next::kDamaged;
        if (step == Step::kOverrun) continue;
        fill(record, last, payload);
        if (!drop_front(record, last.count - 1)) return Next::kDamaged;
        std::span<const std::byte> bytes;
        Batch one = record;
        if (!take_record(one, bytes)) return Next::kDamaged;
        record.bytes = bytes;
        return Next::kBatch;
    }
    return Next::kDamaged;  // no honest writer laps us every time
}

}  // namespace ringpipe::core
