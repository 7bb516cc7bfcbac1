// Position: where a reader starts, as people write it after --from.
#include "ringcat/position.h"

#include <time.h>

#include <array>
#include <string>
#include <utility>

#include "common/quantity.h"

namespace ringpipe::ringcat {
namespace {

using Point = From::Point;

constexpr std::array<std::pair<std::string_view, Point>, 4> kWords = {{
    {"unread", Point::kUnread},
    {"oldest", Point::kOldest},
    {"newest", Point::kNewest},
    {"next", Point::kNext},
}};

constexpr std::uint64_t kSecondNs = 1'000'000'000;

// "Z", "+01:00", "-0530": seconds east of Greenwich.
std::optional<long> parse_zone(std::string_view text) {
    if (text == "Z" || text == "z") return 0;
    if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    const long sign = text[0] == '-' ? -1 : 1;
    std::string digits;
    for (const char c : text.substr(1)) {
        if (c != ':') digits += c;
    }
    if (digits.size() != 4) return std::nullopt;
    const auto number = tools::parse_count(digits);
    if (!number || *number % 100 >= 60 || *number / 100 >= 24) return std::nullopt;
    return sign * static_cast<long>(*number / 100 * 3600 + *number % 100 * 60);
}

// ".25" of a second, taken off the front of `rest`; 0 if there is none.
std::optional<std::uint64_t> take_fraction(std::string_view& rest) {
    if (rest.empty() || rest[0] != '.') return 0;
    auto end = rest.find_first_not_of("0123456789", 1);
    if (end == rest.npos) end = rest.size();
    const auto ns = tools::parse_duration_ns(rest.substr(0, end));
    rest.remove_prefix(end);
    return ns;
}

std::optional<std::uint64_t> parse_date(const std::string& text) {
    tm when{};
    const char* end = nullptr;
    for (const char* form : {"%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M",
                             "%Y-%m-%d %H:%M", "%Y-%m-%d"}) {
        when = tm{};
        end = strptime(text.c_str(), form, &when);
        if (end != nullptr) break;
    }
    if (end == nullptr) return std::nullopt;
    std::string_view rest = end;
    const auto fraction_ns = take_fraction(rest);
    if (!fraction_ns) return std::nullopt;
    time_t seconds = 0;
    if (rest.empty()) {
        when.tm_isdst = -1;
        seconds = mktime(&when);
    } else {
        const auto east = parse_zone(rest);
        if (!east) return std::nullopt;
        seconds = timegm(&when) - *east;
    }
    if (seconds < 0) return std::nullopt;
    return static_cast<std::uint64_t>(seconds) * kSecondNs + *fraction_ns;
}

std::optional<From> parse_time(std::string_view text) {
    const bool is_number = text.find_first_not_of("0123456789.") == text.npos;
    const auto ns = is_number ? tools::parse_duration_ns(text) : parse_date(std::string(text));
    if (!ns) return std::nullopt;
    return From{Point::kTime, *ns};
}

}  // namespace

std::optional<From> parse_position(std::string_view text, std::uint64_t now_ns) {
    for (const auto& [word, point] : kWords) {
        if (text == word) return From{point, 0};
    }
    if (text.starts_with('@')) return parse_time(text.substr(1));
    if (text.starts_with('-')) {
        if (const auto records = tools::parse_count(text.substr(1))) {
            return From{Point::kBack, *records};
        }
        const auto ago_ns = tools::parse_duration_ns(text.substr(1));
        if (!ago_ns) return std::nullopt;
        return From{Point::kTime, *ago_ns < now_ns ? now_ns - *ago_ns : 0};
    }
    if (const auto sequence = tools::parse_count(text)) return From{Point::kSequence, *sequence};
    return std::nullopt;
}

}  // namespace ringpipe::ringcat
