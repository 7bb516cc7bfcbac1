// Delimiters: the byte that ends a record in text, how people write it, and finding it fast.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "ringpipe/text.h"

namespace ringpipe::ringcat {

using ringpipe::Text;

// One character, or \n \t \r \0 \a \b \f \v \e \\ or \xNN.
[[nodiscard]] std::optional<std::uint8_t> parse_delimiter(std::string_view text);

// How many bytes there are up to and with the first, the n-th one; 0 if there is none.
[[nodiscard]] std::size_t to_first(Text text, std::uint8_t delimiter);
[[nodiscard]] std::size_t to_nth(Text text, std::uint8_t delimiter, std::uint64_t n);

}  // namespace ringpipe::ringcat
