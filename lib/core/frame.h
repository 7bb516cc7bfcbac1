// Frame: a private, checked copy of a frame's header.
#pragma once

#include <cstdint>

#include "core/view.h"

namespace ringpipe::core {

constexpr std::uint64_t stride_of(std::uint64_t size) {
    return (size + kFrameAlign - 1) & ~(kFrameAlign - 1);
}

constexpr std::uint64_t frame_word(std::uint64_t size, FrameKind kind, std::uint8_t flags,
                                   std::uint8_t delimiter) {
    return size | static_cast<std::uint64_t>(kind) << 32 | static_cast<std::uint64_t>(flags) << 40 |
           static_cast<std::uint64_t>(delimiter) << 48;
}

constexpr std::uint64_t size_in(std::uint64_t word) {
    return word & 0xffff'ffff;
}

// The size in a committed word, header and checksum included; 0 if no frame can have it.
inline std::uint64_t checked_size(std::uint64_t word, const RingView& ring) {
    const std::uint64_t size = size_in(word);
    const auto kind = static_cast<std::uint8_t>(word >> 32);
    if (size - ring.overhead > ring.largest_record) return 0;  // what is too small wraps
    if (kind < 1 || kind > 4 || word >> 56 != 0) return 0;
    return size;
}

struct Frame {
    std::uint64_t position = 0;
    std::uint64_t size = 0;     // header, payload and checksum
    std::uint64_t payload = 0;  // bytes of that alone
    std::uint64_t sequence = 0;
    std::uint64_t time_ns = 0;
    std::uint32_t count = 0;
    std::uint32_t tag = 0;
    FrameKind kind = FrameKind::kRecord;
    std::uint8_t flags = 0;
    std::uint8_t delimiter = 0;

    [[nodiscard]] std::uint64_t stride() const { return stride_of(size); }
    [[nodiscard]] std::uint64_t payload_bytes() const { return payload; }
    [[nodiscard]] std::uint64_t end() const { return position + stride(); }
};

// Whether a frame of so many bytes of payload can hold `count` records of that kind.
inline bool can_hold(FrameKind kind, std::uint64_t bytes, std::uint32_t count) {
    switch (kind) {
        case FrameKind::kRecord:
            return count == 1;
        case FrameKind::kLines:
            return count == 1 || (count != 0 && count <= bytes);
        case FrameKind::kPacked:
            return count != 0 && count <= bytes / 4;
        case FrameKind::kArray:
            return count != 0 && count <= bytes && bytes % count == 0;
    }
    return false;
}

// Copies the header behind an acquired `word` once and checks the copy; false if it cannot be one
// that a writer made.
template <class Memory>
[[gnu::always_inline]] inline bool decode_frame(const RingView& ring, std::uint64_t position,
                                                std::uint64_t word, Frame& frame) {
    const FrameHeader& header = ring.header(position);
    frame.position = position;
    frame.size = checked_size(word, ring);
    frame.payload = frame.size - ring.overhead;
    frame.kind = static_cast<FrameKind>(word >> 32 & 0xff);
    frame.flags = static_cast<std::uint8_t>(word >> 40);
    frame.delimiter = static_cast<std::uint8_t>(word >> 48);
    // relaxed: ordered by the acquire of the word, or checked against `oldest` afterwards.
    frame.count = Memory::load(header.count);
    frame.tag = Memory::load(header.tag);
    frame.sequence = Memory::load(header.sequence);
    frame.time_ns = Memory::load(header.time_ns);
    return frame.size != 0 && can_hold(frame.kind, frame.payload_bytes(), frame.count);
}

}  // namespace ringpipe::core
