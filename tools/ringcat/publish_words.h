// The words by which ringcat and ringtee are told how to make and mark a ring: what they mean.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "common/access.h"
#include "common/policy.h"
#include "common/quantity.h"
#include "ringcat/options.h"

namespace ringpipe::ringcat {

struct PublishWords {
    const std::optional<std::string>& size;
    const std::optional<std::string>& on_full;
    const std::optional<std::string>& tag;
    const std::optional<std::string>& mode;
    const std::optional<std::string>& group;
};

// `refuse(word, problem)` says what is wrong with a word and returns the exit code.
template <class Refuse>
std::optional<int> understand(const PublishWords& words, PublishOptions& publish, Refuse refuse) {
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
    if (words.tag) {
        const auto tag = tools::parse_count(*words.tag);
        if (!tag || *tag > UINT32_MAX) {
            return refuse(*words.tag, fmt::format("--tag takes a number up to {}", UINT32_MAX));
        }
        publish.tag = static_cast<std::uint32_t>(*tag);
    }
    return tools::understand_access(words.mode, words.group, publish.access, refuse);
}

}  // namespace ringpipe::ringcat
