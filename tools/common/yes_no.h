// Yes and no: of options whose value may be left out, and then means yes.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ringpipe::tools {

inline std::optional<bool> parse_yes_no(std::string_view text) {
    if (text == "yes") return true;
    if (text == "no") return false;
    return std::nullopt;
}
inline const char* yes_no(bool value) {
    return value ? "yes" : "no";
}

// CLI11 has no option whose value may be left out: up to `--`, a bare OPTION becomes OPTION=VALUE.
inline void give_value(std::vector<std::string>& arguments, const std::string& option,
                       const std::string& value) {
    const auto end = std::find(arguments.begin(), arguments.end(), "--");
    std::replace(arguments.begin(), end, option, option + "=" + value);
}

}  // namespace ringpipe::tools
