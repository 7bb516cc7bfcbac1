// Rotation: when an archive is set aside and a new one begun.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ringpipe::ringcat {

struct Rotation {
    enum class Calendar { kNone, kHourly, kDaily } calendar = Calendar::kNone;  // in local time
    std::uint64_t bytes = UINT64_MAX;   // no file is larger, unless a single batch is
    std::uint64_t age_ns = UINT64_MAX;  // since it was begun
    std::uint64_t keep = UINT64_MAX;    // so many files that were set aside

    // When a file that was begun then has had its time, on the wall clock; UINT64_MAX: never.
    [[nodiscard]] std::uint64_t due_ns(std::uint64_t opened_ns) const;
};

// "100M", "1h", "hourly", "daily", or several of them with commas between.
[[nodiscard]] std::optional<Rotation> parse_rotation(std::string_view text);

}  // namespace ringpipe::ringcat
