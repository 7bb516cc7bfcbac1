// String text: what stands between the quotes of a JSON string, and what it means.
#include "filter/string_text.h"

#include <cstdint>
#include <cstring>
#include <optional>

namespace ringpipe::filter {
namespace {

constexpr std::string_view kLetters = "\"\\/bfnrt";
constexpr std::string_view kMeaning = "\"\\/\b\f\n\r\t";
constexpr std::size_t kUnicodeEscape = 6;  // bytes of \uXXXX
constexpr std::uint32_t kReplacement = 0xfffd;

std::optional<std::uint32_t> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A' + 10);
    return std::nullopt;
}

// The code unit of the \uXXXX that `text` begins with.
std::optional<std::uint32_t> code_unit(std::string_view text) {
    if (text.size() < kUnicodeEscape || text[0] != '\\' || text[1] != 'u') return std::nullopt;
    std::uint32_t unit = 0;
    for (const char c : text.substr(2, 4)) {
        const auto digit = hex_digit(c);
        if (!digit) return std::nullopt;
        unit = unit << 4 | *digit;
    }
    return unit;
}

bool is_high(std::uint32_t unit) {
    return unit >= 0xd800 && unit < 0xdc00;
}
bool is_low(std::uint32_t unit) {
    return unit >= 0xdc00 && unit < 0xe000;
}

void append_utf8(std::uint32_t point, std::string& out) {
    const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xc0 | point >> 6);
        put(0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
        put(0xe0 | point >> 12);
        put(0x80 | (point >> 6 & 0x3f));
        put(0x80 | (point & 0x3f));
    } else {
        put(0xf0 | point >> 18);
        put(0x80 | (point >> 12 & 0x3f));
        put(0x80 | (point >> 6 & 0x3f));
        put(0x80 | (point & 0x3f));
    }
}

// Takes one \uXXXX, or the two of a pair, off the front.
std::uint32_t take_point(std::string_view& body) {
    const std::uint32_t unit = code_unit(body).value_or(kReplacement);
    body.remove_prefix(kUnicodeEscape);
    if (is_low(unit)) return kReplacement;
    if (!is_high(unit)) return unit;
    const auto second = code_unit(body);
    if (!second || !is_low(*second)) return kReplacement;
    body.remove_prefix(kUnicodeEscape);
    return 0x10000 + ((unit - 0xd800) << 10 | (*second - 0xdc00));
}

}  // namespace

bool has_escapes(std::string_view body) {
    return !body.empty() && std::memchr(body.data(), '\\', body.size()) != nullptr;
}

bool are_escapes_valid(std::string_view body) {
    for (auto at = body.find('\\'); at != body.npos; at = body.find('\\', at)) {
        body.remove_prefix(at);
        if (body.size() < 2) return false;
        at = 2;
        if (body[1] == 'u') {
            if (!code_unit(body)) return false;
            at = kUnicodeEscape;
        } else if (kLetters.find(body[1]) == kLetters.npos) {
            return false;
        }
    }
    return true;
}

void unescape(std::string_view body, std::string& out) {
    out.clear();
    while (true) {
        const auto escape = body.find('\\');
        out.append(body.substr(0, escape));
        if (escape == body.npos || escape + 1 >= body.size()) return;
        body.remove_prefix(escape);
        const auto letter = kLetters.find(body[1]);
        if (letter != kLetters.npos) {
            out += kMeaning[letter];
            body.remove_prefix(2);
        } else if (body.size() >= kUnicodeEscape) {
            append_utf8(take_point(body), out);
        } else {
            return;
        }
    }
}

}  // namespace ringpipe::filter
