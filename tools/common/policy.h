// Policy: what a ring does when it is full, as people write it after --on-full and read it back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ringpipe/format.h"

namespace ringpipe::tools {

struct Policy {
    OnFull on_full = OnFull::kBlock;
    std::uint64_t block_ns = 0;  // kBlock: overrun after so long; 0: wait for ever

    bool operator==(const Policy&) const = default;
};

// For messages that say what would have been right.
inline constexpr std::string_view kPolicyNames = "block, block:DUR, drop-old, drop-new or fail";

// "block", "block:200ms", "drop-old", "drop-new", "fail". "block:inf" is "block"; a wait of no
// time at all is refused, because "drop-old" is its name.
[[nodiscard]] std::optional<Policy> parse_policy(std::string_view text);

// What parse_policy() reads back as the same policy.
[[nodiscard]] std::string format_policy(OnFull on_full, std::uint64_t block_ns);

}  // namespace ringpipe::tools
