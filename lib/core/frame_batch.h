// A frame as callers of the library see it.
#pragma once

#include <cstdint>
#include <span>

#include "core/frame.h"
#include "ringpipe/reader.h"

namespace ringpipe::core {

inline void fill(Batch& batch, const Frame& frame, const std::byte* payload) {
    batch.kind = frame.kind;
    batch.bytes = {payload, frame.payload_bytes()};
    batch.first = frame.sequence;
    batch.count = frame.count;
    batch.record_bytes = frame.kind == FrameKind::kArray
                             ? static_cast<std::uint32_t>(frame.payload_bytes() / frame.count)
                             : 0;
    batch.tag = frame.tag;
    batch.time_ns = frame.time_ns;
    batch.delimiter = frame.delimiter;
    batch.continued = (frame.flags & kContinued) != 0;
}

// Takes `records` off the front; false when the frame does not hold that many.
inline bool drop_front(Batch& batch, std::uint64_t records) {
    if (batch.kind == FrameKind::kArray && records <= batch.count) {
        batch.bytes = batch.bytes.subspan(records * batch.record_bytes);
        batch.first += records;
        batch.count -= static_cast<std::uint32_t>(records);
        return true;
    }
    std::span<const std::byte> record;
    for (; records != 0; --records) {
        if (!take_record(batch, record)) return false;
    }
    return true;
}

}  // namespace ringpipe::core
