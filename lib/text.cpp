// Text: records that end in a delimiter, one after the other.
#include "ringpipe/text.h"

#include <algorithm>
#include <cstring>

namespace ringpipe::inline v0 {

std::uint32_t count_delimiters(Text text, std::uint8_t delimiter) {
    // Byte-sized counters side by side, so that the compiler compares and adds whole registers;
    // they are emptied before one of them can overflow.
    constexpr std::size_t kLanes = 64;
    constexpr std::size_t kRounds = 255;
    const auto* at = reinterpret_cast<const std::uint8_t*>(text.data());
    std::size_t left = text.size();
    std::uint32_t total = 0;
    while (left >= kLanes) {
        std::uint8_t lanes[kLanes] = {};
        const std::size_t rounds = std::min(left / kLanes, kRounds);
        for (std::size_t round = 0; round < rounds; ++round) {
            __builtin_prefetch(at + 2048);  // a block that was read ahead lies in another's cache
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                lanes[lane] = static_cast<std::uint8_t>(lanes[lane] + (at[lane] == delimiter));
            }
            at += kLanes;
        }
        for (const std::uint8_t lane : lanes) total += lane;
        left -= rounds * kLanes;
    }
    for (; left != 0; --left, ++at) total += *at == delimiter;
    return total;
}

std::size_t to_last(Text text, std::uint8_t delimiter) {
    if (text.empty()) return 0;
    const void* found = memrchr(text.data(), delimiter, text.size());
    if (found == nullptr) return 0;
    return static_cast<std::size_t>(static_cast<const std::byte*>(found) - text.data()) + 1;
}

}  // namespace ringpipe::inline v0
