// Base64: bytes as text that any JSON string can hold (RFC 4648, with padding).
#include "common/base64.h"

#include <cstdint>
#include <string_view>

namespace ringpipe::tools {
namespace {

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

void append_base64(std::string& out, std::span<const std::byte> bytes) {
    const auto digit = [](std::uint32_t group, unsigned shift) {
        return kDigits[(group >> shift) & 0x3f];
    };
    const auto byte_at = [&](std::size_t i) { return std::to_integer<std::uint32_t>(bytes[i]); };
    std::size_t at = out.size();
    out.resize(at + (bytes.size() + 2) / 3 * 4, '=');
    std::size_t from = 0;
    for (; from + 3 <= bytes.size(); from += 3, at += 4) {
        const std::uint32_t group =
            byte_at(from) << 16 | byte_at(from + 1) << 8 | byte_at(from + 2);
        out[at] = digit(group, 18);
        out[at + 1] = digit(group, 12);
        out[at + 2] = digit(group, 6);
        out[at + 3] = digit(group, 0);
    }
    const std::size_t left = bytes.size() - from;
    if (left == 0) return;
    const std::uint32_t group = byte_at(from) << 16 | (left == 2 ? byte_at(from + 1) << 8 : 0);
    out[at] = digit(group, 18);
    out[at + 1] = digit(group, 12);
    if (left == 2) out[at + 2] = digit(group, 6);
}

}  // namespace ringpipe::tools
