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

std::size_t to_first(Text text, std::uint8_t delimiter) {
    if (text.empty()) return 0;
    const void* found = std::memchr(text.data(), delimiter, text.size());
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
