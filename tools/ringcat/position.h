// Position: where a reader starts, as people write it after --from.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "ringpipe/reader.h"

namespace ringpipe::ringcat {

// unread, oldest, newest, next, SEQ, -N (records back), -DUR (so long before `now_ns`), @TIME:
// seconds since 1970, or 2026-11-21T10:00:00, local or with Z or an offset such as +01:00.
[[nodiscard]] std::optional<From> parse_position(std::string_view text, std::uint64_t now_ns);

// For messages that say what would have been right.
inline constexpr std::string_view kPositionNames =
    "unread, oldest, newest, next, SEQ, -N, -5m or @TIME";

}  // namespace ringpipe::ringcat
