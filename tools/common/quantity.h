// Sizes, durations, counts and rates: how people write them, and how we print them back.
//
// Sizes: 64M = 64 MiB (K, M, G, T, also KiB, Ki), 64MB = 64 * 10^6 (kB, KB, MB, GB, TB), decimals
// allowed ("1.5G"), bare = bytes. Counts: k, M, G are decimal. Durations: ns us ms s m h d,
// compound ("1m30s"), decimals, bare = seconds, "inf".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ringpipe::tools {

[[nodiscard]] std::optional<std::uint64_t> parse_size(std::string_view text);
[[nodiscard]] std::optional<std::uint64_t> parse_count(std::string_view text);
[[nodiscard]] std::optional<std::uint64_t> parse_duration_ns(std::string_view text);  // inf: max

[[nodiscard]] std::string format_size(std::uint64_t bytes);        // "64 MiB", "1.5 GiB", "300 B"
[[nodiscard]] std::string format_size_short(std::uint64_t bytes);  // "64M": four columns or so
[[nodiscard]] std::string format_count(double count);              // "1.20M", "88.1k", "612"
[[nodiscard]] std::string format_duration(double seconds);         // "1.2s", "3m12s", "20ms"
[[nodiscard]] std::string format_duration_ns(std::uint64_t ns);    // the same
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view noun);  // "2 records"

}  // namespace ringpipe::tools
