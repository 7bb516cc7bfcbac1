// Delimiters: the byte that ends a record in text, how people write it, and finding it fast.
#include "ringcat/delimiter.h"

#include <algorithm>
#include <cstring>

namespace ringpipe::ringcat {
namespace {

constexpr std::string_view kEscaped = "ntr0abfve\\";
constexpr std::string_view kMeaning{"\n\t\r\0\a\b\f\v\x1b\\", kEscaped.size()};

std::optional<std::uint8_t> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
    return std::nullopt;
}

}  // namespace

std::optional<std::uint8_t> parse_delimiter(std::string_view text) {
    if (text.size() == 1) return static_cast<std::uint8_t>(text[0]);
    if (text.size() < 2 || text[0] != '\\') return std::nullopt;
    if (text[1] == 'x') {
        unsigned value = 0;
        if (text.size() < 3 || text.size() > 4) return std::nullopt;
        for (const char c : text.substr(2)) {
            const auto digit = hex_digit(c);
            if (!digit) return std::nullopt;
            value = value * 16 + *digit;
        }
        return static_cast<std::uint8_t>(value);
    }
    const auto found = kEscaped.find(text[1]);
    if (text.size() != 2 || found == kEscaped.npos) return std::nullopt;
    return static_cast<std::uint8_t>(kMeaning[found]);
}

std::uint32_t count_delimiters(Text text, std::uint8_t delimiter) {
    // Byte-sized counters side by side, so that the compiler compares and adds whole registers;
    // they are emptied before one of them can overflow.
    constexpr std::size_t kLanes = 64;
    constexpr std::size_t kRounds = 255;
    const auto* at = reinterpret_cast<const std::uint8_t*>(text.data());
    std::size_t left = text.size();
    std::uint32_t total = 0;
    while (left >= kLanes) {
        std::uint8_t lanes[kLanes] = {};
        const std::size_t rounds = std::min(left / kLanes, kRounds);
        for (std::size_t round = 0; round < rounds; ++round) {
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                lanes[lane] = static_cast<std::uint8_t>(lanes[lane] + (at[lane] == delimiter));
            }
            at += kLanes;
        }
        for (const std::uint8_t lane : lanes) total += lane;
        left -= rounds * kLanes;
    }
    for (; left != 0; --left, ++at) total += *at == delimiter;
    return total;
}

std::size_t to_first(Text text, std::uint8_t delimiter) {
    if (text.empty()) return 0;
    const void* found = std::memchr(text.data(), delimiter, text.size());
    if (found == nullptr) return 0;
    return static_cast<std::size_t>(static_cast<const std::byte*>(found) - text.data()) + 1;
}

std::size_t to_last(Text text, std::uint8_t delimiter) {
    if (text.empty()) return 0;
    const void* found = memrchr(text.data(), delimiter, text.size());
    if (found == nullptr) return 0;
    return static_cast<std::size_t>(static_cast<const std::byte*>(found) - text.data()) + 1;
}

std::size_t to_nth(Text text, std::uint8_t delimiter, std::uint64_t n) {
    std::size_t bytes = 0;
    for (; n != 0; --n) {
        const std::size_t next = to_first(text.subspan(bytes), delimiter);
        if (next == 0) return 0;
        bytes += next;
    }
    return bytes;
}

}  // namespace ringpipe::ringcat
