// ArchiveTrailer: the skippable frame behind each batch of an archive.
#include "ringcat/archive_trailer.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>

#include <zstd.h>

#include "crc32c.h"

namespace ringpipe::ringcat {
namespace {

static_assert(std::endian::native == std::endian::little, "the format is little-endian");

// Of the sixteen variants of a skippable frame.
constexpr std::uint32_t kVariant = 7;
constexpr std::uint32_t kMagic = ZSTD_MAGIC_SKIPPABLE_START | kVariant;
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kFrameHeaderBytes = 8;
constexpr std::string_view kLetters = "RINGZSTD";

struct Stored {
    std::uint32_t magic = kMagic;
    std::uint32_t size = kTrailerBytes - kFrameHeaderBytes;
    char letters[8] = {};
    std::uint32_t version = kVersion;
    std::uint32_t text_checksum = 0;
    std::uint8_t ring_id[16] = {};
    std::uint64_t first = 0;
    std::uint64_t next = 0;
    std::uint64_t records = 0;
    std::uint64_t text_bytes = 0;
    std::uint64_t frame_bytes = 0;
    std::uint64_t offset = 0;
    std::uint64_t durable = 0;
    std::uint64_t opened_ns = 0;
    std::uint64_t time_ns = 0;
    std::uint8_t reserved[12] = {};
    std::uint32_t checksum = 0;
};
static_assert(sizeof(Stored) == kTrailerBytes);
static_assert(offsetof(Stored, first) == 40 && offsetof(Stored, checksum) == 124);

std::uint32_t checksum_of(std::span<const std::byte> trailer) {
    return crc32c(trailer.first(offsetof(Stored, checksum)));
}

}  // namespace

TrailerBytes encode(const ArchiveTrailer& trailer) {
    Stored stored;
    kLetters.copy(stored.letters, sizeof stored.letters);
    stored.text_checksum = trailer.text_checksum;
    std::copy(trailer.ring_id.begin(), trailer.ring_id.end(), stored.ring_id);
    stored.first = trailer.first;
    stored.next = trailer.next;
    stored.records = trailer.records;
    stored.text_bytes = trailer.text_bytes;
    stored.frame_bytes = trailer.frame_bytes;
    stored.offset = trailer.offset;
    stored.durable = trailer.durable;
    stored.opened_ns = trailer.opened_ns;
    stored.time_ns = trailer.time_ns;
    TrailerBytes bytes{};
    std::memcpy(bytes.data(), &stored, sizeof stored);
    stored.checksum = checksum_of(bytes);
    std::memcpy(bytes.data(), &stored, sizeof stored);
    return bytes;
}

std::optional<ArchiveTrailer> decode(std::span<const std::byte> bytes) {
    if (bytes.size() < kTrailerBytes) return std::nullopt;
    Stored stored;
    std::memcpy(&stored, bytes.data(), sizeof stored);
    const bool ours = stored.magic == kMagic && stored.size == kTrailerBytes - kFrameHeaderBytes &&
                      std::string_view(stored.letters, sizeof stored.letters) == kLetters &&
                      stored.version == kVersion && stored.checksum == checksum_of(bytes);
    if (!ours || stored.next < stored.first || stored.offset < stored.durable) return std::nullopt;
    ArchiveTrailer trailer;
    std::copy(std::begin(stored.ring_id), std::end(stored.ring_id), trailer.ring_id.begin());
    trailer.first = stored.first;
    trailer.next = stored.next;
    trailer.records = stored.records;
    trailer.text_bytes = stored.text_bytes;
    trailer.frame_bytes = stored.frame_bytes;
    trailer.offset = stored.offset;
    trailer.durable = stored.durable;
    trailer.opened_ns = stored.opened_ns;
    trailer.time_ns = stored.time_ns;
    trailer.text_checksum = stored.text_checksum;
    return trailer;
}

bool begins_as(std::span<const std::byte> bytes, std::span<const std::byte> model) {
    bytes = bytes.first(std::min(bytes.size(), kTrailerBytes));
    const auto differ = std::mismatch(model.begin(), model.end(), bytes.begin(), bytes.end());
    return differ.first == model.end() ||
           std::all_of(differ.second, bytes.end(), [](std::byte b) { return b == std::byte{0}; });
}

bool begins_as_trailer(std::span<const std::byte> bytes) {
    const TrailerBytes model = encode({});
    return begins_as(bytes, std::span(model).first(offsetof(Stored, text_checksum)));
}

}  // namespace ringpipe::ringcat
