// String text: what stands between the quotes of a JSON string, and what it means.
#pragma once

#include <string>
#include <string_view>

namespace ringpipe::filter {

[[nodiscard]] bool has_escapes(std::string_view body);

// Whether every backslash begins an escape that RFC 8259 knows.
[[nodiscard]] bool are_escapes_valid(std::string_view body);

// Of a body whose escapes are valid. Half a surrogate pair, which JSON's grammar allows, becomes
// U+FFFD.
void unescape(std::string_view body, std::string& out);

}  // namespace ringpipe::filter
