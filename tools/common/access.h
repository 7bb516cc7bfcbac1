// Access: for whom a ring is made (--mode, --group).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/exit_code.h"
#include "ringpipe/ring.h"

namespace ringpipe::tools {

// What was asked for. Absent: not said, so whatever an existing ring has is right.
struct Access {
    std::optional<std::uint32_t> mode;
    std::optional<std::uint32_t> group;  // its number
};

// 0600, 0640 or 0660, with or without the zero in front.
std::optional<std::uint32_t> parse_mode(const std::string& text);

// A group's number, by its name or as it is.
std::optional<std::uint32_t> parse_group(const std::string& text);

// "0640", and a group's name or number.
std::string format_mode(std::uint32_t mode);
std::string format_group(std::uint32_t group);

// `refuse(word, problem)` says what is wrong with a word and returns the exit code.
template <class Refuse>
Status understand_access(const std::optional<std::string>& mode,
                         const std::optional<std::string>& group, Access& access, Refuse refuse) {
    if (mode) {
        access.mode = parse_mode(*mode);
        if (!access.mode) return refuse(*mode, "--mode takes 0600, 0640 or 0660");
    }
    if (group) {
        access.group = parse_group(*group);
        if (!access.group) return refuse(*group, "there is no group of that name");
        if (!access.mode) return refuse("--group", "needs --mode 0640 or 0660");
    }
    if (access.group && access.mode == 0600) {
        return refuse("--group", "has no use with --mode 0600: the ring is its owner's alone");
    }
    return std::nullopt;
}

void apply(const Access& access, RingOptions& options);

// In what a ring that is there differs from what was asked for.
struct Difference {
    std::string option;
    std::string there;
    std::string asked;
};
std::optional<Difference> difference(const Access& asked, const RingAccess& there);

}  // namespace ringpipe::tools
