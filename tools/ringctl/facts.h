// Facts: named values, told to people as lines and to programs as a JSON object, by the same names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/json_text.h"

namespace ringpipe::ringctl {

class Facts {
public:
    void text(std::string_view name, std::optional<std::string_view> value);
    void count(std::string_view name, std::optional<std::uint64_t> value);
    void size(std::string_view name, std::optional<std::uint64_t> bytes);
    void flag(std::string_view name, std::optional<bool> value);
    void duration(std::string_view name, std::optional<std::uint64_t> ns);  // in seconds
    void time(std::string_view name, std::optional<std::uint64_t> ns);      // 0: never
    void list(std::string_view name, const std::vector<Facts>& items);

    // A line each; an item of a list on one line.
    [[nodiscard]] std::string lines() const;
    [[nodiscard]] std::string json() const { return object_.str(); }

private:
    void say(std::string_view name, std::string value);
    [[nodiscard]] std::string one_line() const;

    struct Line {
        std::string name;
        std::string value;
        std::vector<std::string> items;
    };
    std::vector<Line> lines_;
    tools::JsonObject object_;
};

}  // namespace ringpipe::ringctl
