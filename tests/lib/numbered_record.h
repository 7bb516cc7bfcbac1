// NumberedRecord: a record that says who published it and which of that writer's it is, and shows
// by a checksum over every byte that nobody tore or changed it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

namespace ringpipe::testing {

struct NumberedRecord {
    std::uint64_t writer = 0;
    std::uint64_t number = 0;  // of this writer's, from 0

    bool operator==(const NumberedRecord&) const = default;

    static constexpr std::size_t kLeastBytes = 32;

    // As `bytes` bytes, a multiple of 8: writer, number, size, noise, checksum.
    [[nodiscard]] std::span<const std::byte> encode(std::size_t bytes,
                                                    std::vector<std::uint64_t>& buffer) const {
        const std::size_t words = bytes / 8;
        buffer.resize(words);
        buffer[0] = writer;
        buffer[1] = number;
        buffer[2] = bytes;
        std::uint64_t noise = writer << 32 ^ number;
        for (std::size_t i = 3; i + 1 < words; ++i) buffer[i] = noise = noise * kOdd + 1;
        buffer[words - 1] = checksum(buffer.data(), words - 1);
        return std::as_bytes(std::span(buffer));
    }

    // Nothing if the bytes are not one whole record.
    static std::optional<NumberedRecord> decode(std::span<const std::byte> bytes) {
        if (bytes.size() < kLeastBytes || bytes.size() % 8 != 0) return std::nullopt;
        const std::size_t words = bytes.size() / 8;
        std::uint64_t head[3];
        std::uint64_t sum = 0;
        std::memcpy(head, bytes.data(), sizeof head);
        std::memcpy(&sum, bytes.data() + bytes.size() - 8, sizeof sum);
        if (head[2] != bytes.size() || checksum(bytes.data(), words - 1) != sum)
            return std::nullopt;
        return NumberedRecord{head[0], head[1]};
    }

private:
    static constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;

    static std::uint64_t checksum(const void* start, std::size_t words) {
        const auto* bytes = static_cast<const std::byte*>(start);
        std::uint64_t sum = words;
        for (std::size_t i = 0; i < words; ++i) {
            std::uint64_t word = 0;
            std::memcpy(&word, bytes + i * 8, sizeof word);
            sum = (sum << 7 | sum >> 57) ^ word * kOdd;
        }
        return sum;
    }
};

}  // namespace ringpipe::testing
