// The words by which ringcat and ringtee are told how to make and mark a ring: what they mean.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "common/access.h"
#include "common/exit_code.h"
#include "common/policy.h"
#include "common/quantity.h"
#include "common/yes_no.h"
#include "ringcat/options.h"

namespace ringpipe::ringcat {

struct PublishWords {
    const std::optional<std::string>& size;
    const std::optional<std::string>& on_full;
    const std::optional<std::string>& checksum;
    const std::optional<std::string>& tag;
    const std::optional<std::string>& mode;
    const std::optional<std::string>& group;
};

inline std::optional<Framing> parse_framing(const std::string& word) {
    if (word == "lines") return Framing::kLines;
    if (word == "raw") return Framing::kRaw;
    if (word == "len32") return Framing::kLen32;
    return std::nullopt;
}

inline std::optional<std::uint32_t> parse_tag(const std::string& word) {
    const auto tag = tools::parse_count(word);
    if (!tag || *tag > UINT32_MAX) return std::nullopt;
    return static_cast<std::uint32_t>(*tag);
}

inline std::string about_tag() {
    return fmt::format("--tag takes a number up to {}", UINT32_MAX);
}

// `refuse(word, problem)` says what is wrong with a word and returns the exit code.
template <class Refuse>
tools::Status understand(const PublishWords& words, PublishOptions& publish, Refuse refuse) {
    if (words.size) {
        publish.capacity = tools::parse_size(*words.size);
        if (!publish.capacity) {
            return refuse(*words.size,
                          "--size takes a power of two from 64 KiB to 1 TiB, such as 64M");
        }
    }
    if (words.on_full) {
        publish.policy = tools::parse_policy(*words.on_full);
        if (!publish.policy) {
            return refuse(*words.on_full, fmt::format("--on-full takes {}", tools::kPolicyNames));
        }
    }
    if (words.checksum) {
        publish.checksums = tools::parse_yes_no(*words.checksum);
        if (!publish.checksums) return refuse(*words.checksum, "--checksum= takes yes or no");
    }
    if (words.tag) {
        const auto tag = parse_tag(*words.tag);
        if (!tag) return refuse(*words.tag, about_tag());
        publish.tag = *tag;
    }
    return tools::understand_access(words.mode, words.group, publish.access, refuse);
}

}  // namespace ringpipe::ringcat
