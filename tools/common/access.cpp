// Access: for whom a ring is made (--mode, --group).
#include "common/access.h"

#include <fmt/format.h>
#include <grp.h>

#include "common/quantity.h"

namespace ringpipe::tools {

std::optional<std::uint32_t> parse_mode(const std::string& text) {
    for (const std::uint32_t mode : {0600u, 0640u, 0660u}) {
        if (text == format_mode(mode) || "0" + text == format_mode(mode)) return mode;
    }
    return std::nullopt;
}

std::optional<std::uint32_t> parse_group(const std::string& text) {
    if (const group* found = getgrnam(text.c_str())) return found->gr_gid;
    const bool is_number =
        !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    const auto number = is_number ? parse_count(text) : std::nullopt;
    // All bits set means "leave it" to chown(2).
    if (!number || *number >= UINT32_MAX) return std::nullopt;
    return static_cast<std::uint32_t>(*number);
}

std::string format_mode(std::uint32_t mode) {
    return fmt::format("{:04o}", mode);
}

std::string format_group(std::uint32_t group) {
    const struct group* found = getgrgid(group);
    return found != nullptr ? found->gr_name : std::to_string(group);
}

void apply(const Access& access, RingOptions& options) {
    if (access.mode) options.mode = *access.mode;
    options.group = access.group;
}

std::optional<Difference> difference(const Access& asked, const RingAccess& there) {
    if (asked.mode && *asked.mode != there.mode) {
        return Difference{"--mode", format_mode(there.mode), format_mode(*asked.mode)};
    }
    if (asked.group && *asked.group != there.group) {
        return Difference{"--group", format_group(there.group), format_group(*asked.group)};
    }
    return std::nullopt;
}

}  // namespace ringpipe::tools
