// ArchiveTrailer: the skippable frame behind each batch of an archive, which says what the batch is
// and proves that it is whole (ringpipe(5)).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace ringpipe::ringcat {

using RingId = std::array<std::uint8_t, 16>;

struct ArchiveTrailer {
    RingId ring_id{};
    std::uint64_t first = 0;          // sequence numbers: of the first record of the batch,
    std::uint64_t next = 0;           // and of the one after its last
    std::uint64_t records = 0;        // in it; with a filter fewer than next - first
    std::uint64_t text_bytes = 0;     // of the batch, not compressed
    std::uint64_t frame_bytes = 0;    // of the zstd frame right before this; 0: there is none
    std::uint64_t offset = 0;         // in the file, where the two begin
    std::uint64_t durable = 0;        // so many bytes of the file were on their disk before
    std::uint64_t opened_ns = 0;      // wall clock: when the file was begun
    std::uint64_t time_ns = 0;        // wall clock: when this was written
    std::uint32_t text_checksum = 0;  // the last four bytes of the zstd frame
};

inline constexpr std::size_t kTrailerBytes = 128;
using TrailerBytes = std::array<std::byte, kTrailerBytes>;

[[nodiscard]] TrailerBytes encode(const ArchiveTrailer& trailer);

// Nothing if `bytes` do not begin with one, or not with a whole and unchanged one.
[[nodiscard]] std::optional<ArchiveTrailer> decode(std::span<const std::byte> bytes);

// Whether they begin as a trailer does; or might if all of it had been written: its first bytes,
// then nothing more, or zeros, which are what a power cut may leave.
[[nodiscard]] bool begins_as_trailer(std::span<const std::byte> bytes);

// The same for a beginning of any kind.
[[nodiscard]] bool begins_as(std::span<const std::byte> bytes, std::span<const std::byte> model);

}  // namespace ringpipe::ringcat
