// JSON text: strings, numbers and objects written so that any JSON parser takes them back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ringpipe::tools {

// How many bytes the well-formed UTF-8 sequence at the start of `text` has; 0 if there is none.
[[nodiscard]] std::size_t utf8_length(std::string_view text);

// What stands between the quotes of a string; `utf8` must be well-formed.
void append_json_text(std::string& out, std::string_view utf8);

// In quotes, escaped. Bytes that are not UTF-8 become U+FFFD, so that the text stays JSON.
[[nodiscard]] std::string json_string(std::string_view bytes);

// Rounded to a millionth; what is no number in JSON (infinite, NaN) becomes null.
[[nodiscard]] std::string json_number(double value);

// One object, its keys in the order in which they were added. An absent value is null, so that a
// key is always there and never changes its type.
class JsonObject {
public:
    void text(std::string_view key, std::optional<std::string_view> value);
    void number(std::string_view key, std::optional<double> value);
    void count(std::string_view key, std::optional<std::uint64_t> value);
    void flag(std::string_view key, bool value);
    void list(std::string_view key, const std::vector<JsonObject>& values);

    [[nodiscard]] std::string str() const { return "{" + members_ + "}"; }

private:
    void add(std::string_view key, std::string_view json);
    std::string members_;
};

}  // namespace ringpipe::tools
