#include "ringpipe/name.h"

#include <unistd.h>

#include <cstdlib>

namespace ringpipe::inline v0 {

namespace {

constexpr std::string_view kSuffix = ".ring";
constexpr std::size_t kMostNameBytes = 64;

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_bare_name(std::string_view name) {
    if (name.empty() || name.size() > kMostNameBytes || !is_letter_or_digit(name[0])) return false;
    for (const char c : name) {
        if (!is_letter_or_digit(c) && c != '.' && c != '_' && c != '-') return false;
    }
    return true;
}

bool is_path(std::string_view text) {
    return text.starts_with("/") || text.starts_with("./") || text.starts_with("../");
}

std::string_view without_suffix(std::string_view name) {
    if (name.size() > kSuffix.size() && name.ends_with(kSuffix)) name.remove_suffix(kSuffix.size());
    return name;
}

Error usage(std::string_view given, std::string problem, std::string hint = {}) {
    return Error{ErrorKind::kUsage, std::move(problem), std::string(given), 0, std::move(hint)};
}

}  // namespace

namespace {

// $RINGPIPE_DIR, or empty.
std::string chosen_directory() {
    const char* chosen = std::getenv("RINGPIPE_DIR");
    return chosen != nullptr ? chosen : "";
}

}  // namespace

std::string default_directory() {
    if (std::string directory = chosen_directory(); !directory.empty()) {
        while (directory.size() > 1 && directory.ends_with('/')) directory.pop_back();
        return directory;
    }
    return "/dev/shm/ringpipe-" + std::to_string(geteuid());
}

bool is_cursor_name(std::string_view name) {
    return name.size() < kMostNameBytes && is_bare_name(name);
}

Result<RingName> RingName::parse(std::string_view text) {
    RingName name;
    name.bare = !is_path(text);
    std::string_view ring = text;
    std::string_view cursor;
    bool has_cursor = false;
    if (name.bare) {
        if (const auto slash = text.find('/'); slash != text.npos) {
            ring = text.substr(0, slash);
            cursor = text.substr(slash + 1);
            has_cursor = true;
        }
    } else if (const auto end = text.rfind(".ring/"); end != text.npos) {
        ring = text.substr(0, end + kSuffix.size());
        cursor = text.substr(end + kSuffix.size() + 1);
        has_cursor = !cursor.empty();
    }
    name.given = ring;
    if (has_cursor && !is_cursor_name(cursor)) {
        return usage(text,
                     "a cursor's name is a letter or digit, then letters, digits, '.', '_' or '-', "
                     "at most 63 in all");
    }
    name.cursor = cursor;

    std::string_view last = ring;
    if (name.bare) {
        last = without_suffix(ring);
        if (!is_bare_name(last)) {
            return usage(
                text,
                "a ring's name is a letter or digit, then letters, digits, '.', '_' or '-', "
                "at most 64 in all",
                "a path begins with '/', './' or '../'");
        }
        name.directory = default_directory();
        name.private_directory = chosen_directory().empty();
    } else {
        const auto slash = ring.rfind('/');
        last = without_suffix(ring.substr(slash + 1));
        if (last.empty() || last == "." || last == "..")
            return usage(text, "this path names a directory, not a ring");
        if (last.size() > 200)
            return usage(text, "the last part of a ring's path has at most 200 bytes");
        name.directory = slash == 0 ? "/" : std::string(ring.substr(0, slash));
    }
    name.path = (name.directory == "/" ? "" : name.directory) + "/" + std::string(last) +
                std::string(kSuffix);
    return name;
}

}  // namespace ringpipe::inline v0
