// JSON text: strings, numbers and objects written so that any JSON parser takes them back.
#include "common/json_text.h"

#include <bit>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

namespace ringpipe::tools {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

constexpr std::uint64_t kEach = 0x0101010101010101;  // times a byte: eight of them
constexpr std::uint64_t kTops = 0x80 * kEach;

// The top bit of each byte of the word that cannot stand in a string as it is. An innocent one may
// have it, too, above the first that is right: a borrow went through it.
std::uint64_t suspects(std::uint64_t word) {
    const auto is_zero = [](std::uint64_t bytes) { return (bytes - kEach) & ~bytes & kTops; };
    const std::uint64_t below_blank = (word - 0x20 * kEach) & ~word & kTops;
    return below_blank | is_zero(word ^ '"' * kEach) | is_zero(word ^ '\\' * kEach) |
           is_zero(word ^ 0x7f * kEach);
}

// How many bytes at the start of `text` can stand in a string as they are.
std::size_t count_plain(std::string_view text) {
    static_assert(std::endian::native == std::endian::little);
    std::size_t at = 0;
    for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        const std::uint64_t found = suspects(word);
        if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
    }
    for (; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x20 || byte == 0x7f || byte == '"' || byte == '\\') break;
    }
    return at;
}

unsigned byte_at(std::string_view text, std::size_t i) {
    return static_cast<unsigned char>(text[i]);
}

void append_escaped(std::string& out, char c) {
    switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            // DEL is legal in JSON, but a terminal may act on it.
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
                out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
            } else {
                out += c;
            }
    }
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
    if (text.empty()) return 0;
    const unsigned lead = byte_at(text, 0);
    if (lead < 0x80) return 1;

    // The second byte's range shuts out overlong forms, surrogates and what is above U+10FFFF.
    std::size_t length = 0;
    unsigned low = 0x80;
    unsigned high = 0xbf;
    if (lead >= 0xc2 && lead <= 0xdf) {
        length = 2;
    } else if (lead >= 0xe0 && lead <= 0xef) {
        length = 3;
        if (lead == 0xe0) low = 0xa0;
        if (lead == 0xed) high = 0x9f;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
        length = 4;
        if (lead == 0xf0) low = 0x90;
        if (lead == 0xf4) high = 0x8f;
    } else {
        return 0;
    }
    if (text.size() < length) return 0;
    if (byte_at(text, 1) < low || byte_at(text, 1) > high) return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if ((byte_at(text, i) & 0xc0) != 0x80) return 0;
    }
    return length;
}

void append_json_text(std::string& out, std::string_view utf8) {
    for (;;) {
        const std::size_t plain = count_plain(utf8);
        out.append(utf8.data(), plain);
        if (plain == utf8.size()) return;
        append_escaped(out, utf8[plain]);
        utf8.remove_prefix(plain + 1);
    }
}

std::string json_string(std::string_view bytes) {
    std::string out = "\"";
    out.reserve(bytes.size() + 2);
    while (!bytes.empty()) {
        const std::size_t length = utf8_length(bytes);
        if (length == 0) {
            out += kReplacement;
        } else if (length == 1) {
            append_escaped(out, bytes.front());
        } else {
            out += bytes.substr(0, length);
        }
        bytes.remove_prefix(length == 0 ? 1 : length);
    }
    out += '"';
    return out;
}

std::string json_number(double value) {
    if (!std::isfinite(value)) return "null";
    // Above 10^10 a double has no millionths left to round.
    if (std::fabs(value) < 1e10) value = std::round(value * 1e6) / 1e6;
    return fmt::format("{}", value == 0 ? 0.0 : value);  // never "-0"
}

void JsonObject::add(std::string_view key, std::string_view json) {
    if (!members_.empty()) members_ += ',';
    members_ += json_string(key);
    members_ += ':';
    members_ += json;
}

void JsonObject::text(std::string_view key, std::optional<std::string_view> value) {
    add(key, value ? json_string(*value) : "null");
}

void JsonObject::number(std::string_view key, std::optional<double> value) {
    add(key, value ? json_number(*value) : "null");
}

void JsonObject::count(std::string_view key, std::optional<std::uint64_t> value) {
    add(key, value ? fmt::format("{}", *value) : "null");
}

void JsonObject::flag(std::string_view key, bool value) {
    add(key, value ? "true" : "false");
}

void JsonObject::list(std::string_view key, const std::vector<JsonObject>& values) {
    std::string json = "[";
    for (const JsonObject& value : values) {
        if (json.size() > 1) json += ',';
        json += value.str();
    }
    add(key, json + "]");
}

}  // namespace ringpipe::tools
