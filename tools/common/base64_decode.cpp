// Base64, back to bytes.
#include "common/base64_decode.h"

#include <cstddef>
#include <cstdint>

namespace ringpipe::tools {
namespace {

constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct Values {
    std::uint8_t of[256];
};

constexpr std::uint8_t kNone = 64;

constexpr Values make_values() {
    Values values{};
    for (std::uint8_t& value : values.of) value = kNone;
    for (std::size_t i = 0; i < kLetters.size(); ++i) {
        values.of[static_cast<unsigned char>(kLetters[i])] = static_cast<std::uint8_t>(i);
    }
    return values;
}

constexpr Values kValues = make_values();

}  // namespace

bool decode_base64(std::string_view text, std::string& bytes) {
    bytes.clear();
    if (text.size() % 4 != 0) return false;
    std::size_t padding = 0;
    while (padding < 2 && text.ends_with('=')) {
        text.remove_suffix(1);
        ++padding;
    }
    std::uint32_t bits = 0;
    int count = 0;
    for (const char letter : text) {
        const std::uint8_t value = kValues.of[static_cast<unsigned char>(letter)];
        if (value == kNone) return false;
        bits = bits << 6 | value;
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>(static_cast<unsigned char>(bits >> count));
    }
    // What is left over belongs to the padding, and is zero.
    return (bits & ((1u << count) - 1)) == 0;
}

}  // namespace ringpipe::tools
