// Sizes, durations, counts and rates: how people write them, and how we print them back.
#include "common/quantity.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstddef>

namespace ringpipe::tools {
namespace {

__extension__ using Wide = unsigned __int128;

struct Unit {
    std::string_view name;
    std::uint64_t factor;
};

constexpr std::uint64_t kKi = 1024;
constexpr std::uint64_t kMi = kKi * 1024;
constexpr std::uint64_t kGi = kMi * 1024;
constexpr std::uint64_t kTi = kGi * 1024;
constexpr std::uint64_t kK = 1000;
constexpr std::uint64_t kM = kK * 1000;
constexpr std::uint64_t kG = kM * 1000;
constexpr std::uint64_t kT = kG * 1000;

constexpr Unit kSizes[] = {
    {"", 1},      {"B", 1},   {"K", kKi},  {"k", kKi},   {"Ki", kKi},  {"KiB", kKi}, {"kB", kK},
    {"KB", kK},   {"M", kMi}, {"Mi", kMi}, {"MiB", kMi}, {"MB", kM},   {"G", kGi},   {"Gi", kGi},
    {"GiB", kGi}, {"GB", kG}, {"T", kTi},  {"Ti", kTi},  {"TiB", kTi}, {"TB", kT},
};
constexpr Unit kCounts[] = {{"", 1}, {"k", kK}, {"K", kK}, {"M", kM}, {"G", kG}, {"T", kT}};
constexpr std::uint64_t kSecond = 1'000'000'000;
constexpr Unit kDurations[] = {
    {"ns", 1},           {"us", 1'000},         {"ms", 1'000'000},      {"s", kSecond},
    {"m", 60 * kSecond}, {"h", 3600 * kSecond}, {"d", 86400 * kSecond},
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// A number as it is written: digits, perhaps a point and more digits. No sign, no exponent, and
// the same in every locale.
struct Decimal {
    std::uint64_t whole = 0;
    std::uint64_t fraction = 0;  // over `scale`
    std::uint64_t scale = 1;
};

// Takes one off the front of `text`.
std::optional<Decimal> take_decimal(std::string_view& text) {
    Decimal number;
    std::size_t digits = 0;
    while (!text.empty() && is_digit(text.front())) {
        const auto digit = static_cast<std::uint64_t>(text.front() - '0');
        if (__builtin_mul_overflow(number.whole, 10u, &number.whole) ||
            __builtin_add_overflow(number.whole, digit, &number.whole)) {
            return std::nullopt;
        }
        text.remove_prefix(1);
        ++digits;
    }
    if (!text.empty() && text.front() == '.') {
        text.remove_prefix(1);
        while (!text.empty() && is_digit(text.front())) {
            if (number.scale < kT * kM) {  // what is finer than 10^-18 counts for nothing
                number.scale *= 10;
                number.fraction =
                    number.fraction * 10 + static_cast<std::uint64_t>(text.front() - '0');
            }
            text.remove_prefix(1);
            ++digits;
        }
    }
    if (digits == 0) return std::nullopt;
    return number;
}

// Rounded down; nothing if it does not fit or is a fraction of what cannot be divided.
std::optional<std::uint64_t> scaled(const Decimal& number, std::uint64_t factor) {
    if (factor == 1 && number.fraction != 0) return std::nullopt;
    const Wide value = Wide{number.whole} * factor + Wide{number.fraction} * factor / number.scale;
    if (value > UINT64_MAX) return std::nullopt;
    return static_cast<std::uint64_t>(value);
}

template <std::size_t N>
std::optional<std::uint64_t> factor_of(std::string_view name, const Unit (&units)[N]) {
    for (const Unit& unit : units) {
        if (unit.name == name) return unit.factor;
    }
    return std::nullopt;
}

template <std::size_t N>
std::optional<std::uint64_t> parse_one(std::string_view text, const Unit (&units)[N]) {
    const auto number = take_decimal(text);
    if (!number) return std::nullopt;
    if (text.size() > 1 && text.front() == ' ') text.remove_prefix(1);  // as we print it
    const auto factor = factor_of(text, units);
    if (!factor) return std::nullopt;
    return scaled(*number, *factor);
}

// "1.5", "12", "12.3", "123": `digits` of them, but never fewer than the whole part has.
std::string rounded(double value, int digits, bool keep_zeros) {
    int decimals = digits - 1;
    for (double limit = 10; decimals > 0; limit *= 10, --decimals) {
        // Compared after rounding: 9.996 is shown as 10.0, not as 10.00.
        const double ulp = std::pow(10.0, -decimals);
        if (value < limit - ulp / 2) break;
    }
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (!keep_zeros && text.find('.') != std::string::npos) {
        while (text.back() == '0') text.pop_back();
        if (text.back() == '.') text.pop_back();
    }
    return text;
}

// The first unit in which the value is shown as less than the next one's 1.
std::size_t unit_index(double& value, double step, double shown_as_step, std::size_t units) {
    std::size_t index = 0;
    while (value >= shown_as_step && index + 1 < units) {
        value /= step;
        ++index;
    }
    return index;
}

}  // namespace

std::optional<std::uint64_t> parse_size(std::string_view text) {
    return parse_one(text, kSizes);
}

std::optional<std::uint64_t> parse_count(std::string_view text) {
    return parse_one(text, kCounts);
}

std::optional<std::uint64_t> parse_duration_ns(std::string_view text) {
    if (text == "inf") return UINT64_MAX;
    std::uint64_t total = 0;
    std::uint64_t last_factor = UINT64_MAX;
    bool first = true;
    do {
        const auto number = take_decimal(text);
        if (!number) return std::nullopt;
        std::size_t letters = 0;
        while (letters < text.size() && !is_digit(text[letters]) && text[letters] != '.') ++letters;
        const bool bare = letters == 0 && first && text.empty();
        const auto factor = bare ? kSecond : factor_of(text.substr(0, letters), kDurations);
        // From large to small, each unit once: "1s1m" is more likely a slip than a wish.
        if (!factor || *factor >= last_factor) return std::nullopt;
        const auto part = scaled(*number, *factor);
        if (!part || __builtin_add_overflow(total, *part, &total)) return std::nullopt;
        last_factor = *factor;
        text.remove_prefix(letters);
        first = false;
    } while (!text.empty());
    return total;
}

std::string format_size(std::uint64_t bytes) {
    constexpr std::array<std::string_view, 5> kNames = {"B", "KiB", "MiB", "GiB", "TiB"};
    auto value = static_cast<double>(bytes);
    const std::size_t index = unit_index(value, 1024, 1023.5, kNames.size());
    return fmt::format("{} {}", rounded(value, 3, false), kNames[index]);
}

std::string format_size_short(std::uint64_t bytes) {
    constexpr std::array<std::string_view, 5> kNames = {"", "K", "M", "G", "T"};
    auto value = static_cast<double>(bytes);
    const std::size_t index = unit_index(value, 1024, 999.5, kNames.size());
    return rounded(value, 2, false) + std::string(kNames[index]);
}

std::string format_count(double count) {
    constexpr std::array<std::string_view, 5> kNames = {"", "k", "M", "G", "T"};
    if (!(count > 0)) return "0";
    const bool whole = count < 1000 && count == std::floor(count);
    if (whole) return fmt::format("{:.0f}", count);
    const std::size_t index = unit_index(count, 1000, 999.5, kNames.size());
    return rounded(count, 3, true) + std::string(kNames[index]);
}

std::string format_duration(double seconds) {
    if (!(seconds > 0)) return "0s";
    if (std::isinf(seconds)) return "inf";
    constexpr std::array<std::string_view, 4> kSmall = {"ns", "us", "ms", "s"};
    if (seconds < 59.5) {
        double value = seconds * 1e9;
        const std::size_t index = unit_index(value, 1000, 999.5, kSmall.size());
        return rounded(value, 2, false) + std::string(kSmall[index]);
    }
    // Two units are enough: "3m12s", "5h2m", "12d3h".
    struct Pair {
        double large;
        double small;
        std::string_view large_name;
        std::string_view small_name;
    };
    constexpr Pair kPairs[] = {{60, 1, "m", "s"}, {3600, 60, "h", "m"}, {86400, 3600, "d", "h"}};
    std::size_t index = seconds < 3599.5 ? 0 : seconds < 86370 ? 1 : 2;
    const Pair& pair = kPairs[index];
    const double smalls = std::round(seconds / pair.small);
    const double per_large = pair.large / pair.small;
    const double large = std::floor(smalls / per_large);
    const double rest = smalls - large * per_large;
    std::string text = fmt::format("{:.0f}{}", large, pair.large_name);
    if (rest >= 1) text += fmt::format("{:.0f}{}", rest, pair.small_name);
    return text;
}

std::string format_duration_ns(std::uint64_t ns) {
    return format_duration(static_cast<double>(ns) / 1e9);
}

std::string counted(std::uint64_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace ringpipe::tools
