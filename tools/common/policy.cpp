// Policy: what a ring does when it is full, as people write it after --on-full and read it back.
#include "common/policy.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "common/quantity.h"

namespace ringpipe::tools {
namespace {

constexpr std::array<std::pair<std::string_view, OnFull>, 4> kWords = {{
    {"block", OnFull::kBlock},
    {"drop-old", OnFull::kDropOld},
    {"drop-new", OnFull::kDropNew},
    {"fail", OnFull::kFail},
}};

constexpr std::string_view kBlockFor = "block:";

// Exact, unlike format_duration(): two rings that differ must not look the same.
std::string exact_duration(std::uint64_t ns) {
    constexpr std::array<std::pair<std::uint64_t, std::string_view>, 6> kUnits = {{
        {3'600'000'000'000u, "h"},
        {60'000'000'000u, "m"},
        {1'000'000'000u, "s"},
        {1'000'000u, "ms"},
        {1'000u, "us"},
        {1u, "ns"},
    }};
    for (const auto& [unit_ns, name] : kUnits) {
        if (ns % unit_ns == 0) return fmt::format("{}{}", ns / unit_ns, name);
    }
    return {};  // not reached: every number is a multiple of one
}

}  // namespace

std::optional<Policy> parse_policy(std::string_view text) {
    for (const auto& [word, on_full] : kWords) {
        if (text == word) return Policy{on_full, 0};
    }
    if (!text.starts_with(kBlockFor)) return std::nullopt;
    const auto ns = parse_duration_ns(text.substr(kBlockFor.size()));
    if (!ns || *ns == 0) return std::nullopt;
    return Policy{OnFull::kBlock, *ns == UINT64_MAX ? 0 : *ns};
}

std::string format_policy(OnFull on_full, std::uint64_t block_ns) {
    if (on_full == OnFull::kBlock && block_ns != 0) {
        return std::string(kBlockFor) + exact_duration(block_ns);
    }
    for (const auto& [word, value] : kWords) {
        if (value == on_full) return std::string(word);
    }
    return fmt::format("unknown ({})", static_cast<std::uint32_t>(on_full));
}

}  // namespace ringpipe::tools
