// Facts: named values, told to people as lines and to programs as a JSON object, by the same names.
#include "ringctl/facts.h"

#include <time.h>

#include <algorithm>

#include <fmt/format.h>

#include "common/quantity.h"

namespace ringpipe::ringctl {
namespace {

constexpr const char* kUnknown = "-";

std::string date_of(std::uint64_t ns) {
    constexpr std::uint64_t kSecondNs = 1'000'000'000;
    const auto seconds = static_cast<time_t>(ns / kSecondNs);
    tm date{};
    if (gmtime_r(&seconds, &date) == nullptr) return fmt::format("@{}", ns / kSecondNs);
    char text[40];
    const std::size_t length = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &date);
    return fmt::format("{}.{:03}Z", std::string_view(text, length), ns % kSecondNs / 1'000'000);
}

std::optional<double> seconds_of(std::optional<std::uint64_t> ns) {
    if (!ns) return std::nullopt;
    return static_cast<double>(*ns) / 1e9;
}

// Names may come from anybody: no control character of theirs reaches a terminal.
std::string printable(std::string_view text) {
    std::string quoted = tools::json_string(text);
    quoted = quoted.substr(1, quoted.size() - 2);
    return quoted.empty() ? kUnknown : quoted;
}

}  // namespace

void Facts::say(std::string_view name, std::string value) {
    lines_.push_back({std::string(name), std::move(value), {}});
}

void Facts::text(std::string_view name, std::optional<std::string_view> value) {
    object_.text(name, value);
    say(name, value ? printable(*value) : kUnknown);
}

void Facts::count(std::string_view name, std::optional<std::uint64_t> value) {
    object_.count(name, value);
    say(name, value ? fmt::format("{}", *value) : kUnknown);
}

void Facts::size(std::string_view name, std::optional<std::uint64_t> bytes) {
    object_.count(name, bytes);
    if (!bytes) return say(name, kUnknown);
    const bool short_one = *bytes < 1024;
    say(name, short_one ? fmt::format("{}", *bytes)
                        : fmt::format("{} ({})", *bytes, tools::format_size(*bytes)));
}

void Facts::flag(std::string_view name, std::optional<bool> value) {
    if (value) {
        object_.flag(name, *value);
    } else {
        object_.text(name, std::nullopt);
    }
    say(name, !value ? kUnknown : *value ? "yes" : "no");
}

void Facts::duration(std::string_view name, std::optional<std::uint64_t> ns) {
    object_.number(name, seconds_of(ns));
    say(name, ns ? tools::format_duration_ns(*ns) : kUnknown);
}

void Facts::time(std::string_view name, std::optional<std::uint64_t> ns) {
    if (ns && *ns == 0) ns.reset();
    object_.number(name, seconds_of(ns));
    say(name, ns ? date_of(*ns) : kUnknown);
}

void Facts::list(std::string_view name, const std::vector<Facts>& items) {
    std::vector<tools::JsonObject> objects;
    Line line{std::string(name), items.empty() ? "none" : "", {}};
    for (const Facts& item : items) {
        objects.push_back(item.object_);
        line.items.push_back(item.one_line());
    }
    object_.list(name, objects);
    lines_.push_back(std::move(line));
}

std::string Facts::one_line() const {
    std::string text;
    for (const Line& line : lines_) {
        if (line.value == kUnknown) continue;
        if (!text.empty()) text += "  ";
        text += line.name + " " + line.value;
    }
    return text;
}

std::string Facts::lines() const {
    std::size_t width = 0;
    for (const Line& line : lines_) width = std::max(width, line.name.size());
    std::string text;
    for (const Line& line : lines_) {
        text += line.items.empty() ? fmt::format("{:<{}}  {}\n", line.name, width, line.value)
                                   : line.name + "\n";
        for (const std::string& item : line.items) text += "  " + item + "\n";
    }
    return text;
}

}  // namespace ringpipe::ringctl
