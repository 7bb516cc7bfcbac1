// Text: records that end in a delimiter, one after the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "ringpipe/export.h"

namespace ringpipe::inline v0 {

using Text = std::span<const std::byte>;

// How many delimiters there are in it, at about the speed of memory.
[[nodiscard]] RINGPIPE_API std::uint32_t count_delimiters(Text text, std::uint8_t delimiter);

// How many bytes there are up to and with the last one; 0 if there is none.
[[nodiscard]] RINGPIPE_API std::size_t to_last(Text text, std::uint8_t delimiter);

}  // namespace ringpipe::inline v0
