// Rotation: when an archive is set aside and a new one begun.
#include "ringcat/rotation.h"

#include <time.h>

#include <algorithm>

#include "common/quantity.h"

namespace ringpipe::ringcat {
namespace {

constexpr std::uint64_t kSecondNs = 1'000'000'000;

// The next full hour, or midnight, of local time.
std::uint64_t boundary_ns(Rotation::Calendar calendar, std::uint64_t after_ns) {
    const auto seconds = static_cast<time_t>(after_ns / kSecondNs);
    tm when{};
    if (localtime_r(&seconds, &when) == nullptr) return UINT64_MAX;
    if (calendar == Rotation::Calendar::kHourly) {
        // Not by way of a date: the hour that is repeated in autumn has two.
        const int past = when.tm_min * 60 + when.tm_sec;
        return static_cast<std::uint64_t>(seconds - past + 3600) * kSecondNs;
    }
    when.tm_mday += 1;
    when.tm_hour = when.tm_min = when.tm_sec = 0;
    when.tm_isdst = -1;
    const time_t midnight = mktime(&when);
    if (midnight <= seconds) return UINT64_MAX;
    return static_cast<std::uint64_t>(midnight) * kSecondNs;
}

bool parse_part(std::string_view part, Rotation& rotation) {
    if (part == "hourly") {
        rotation.calendar = Rotation::Calendar::kHourly;
    } else if (part == "daily") {
        rotation.calendar = Rotation::Calendar::kDaily;
    } else if (const auto bytes = tools::parse_size(part); bytes && *bytes != 0) {
        rotation.bytes = *bytes;
    } else if (const auto ns = tools::parse_duration_ns(part); ns && *ns != 0) {
        rotation.age_ns = *ns;
    } else {
        return false;
    }
    return true;
}

}  // namespace

std::uint64_t Rotation::due_ns(std::uint64_t opened_ns) const {
    const std::uint64_t aged_ns = opened_ns + std::min(age_ns, UINT64_MAX - opened_ns);
    if (calendar == Calendar::kNone) return aged_ns;
    return std::min(aged_ns, boundary_ns(calendar, opened_ns));
}

std::optional<Rotation> parse_rotation(std::string_view text) {
    Rotation rotation;
    for (bool more = true; more;) {
        const auto comma = text.find(',');
        if (!parse_part(text.substr(0, comma), rotation)) return std::nullopt;
        more = comma != text.npos;
        if (more) text.remove_prefix(comma + 1);
    }
    return rotation;
}

}  // namespace ringpipe::ringcat
