// ringctl create: makes a ring, or a named cursor in one.
#pragma once

#include <cstdint>
#include <optional>

#include "common/access.h"
#include "common/policy.h"
#include "ringpipe/name.h"

namespace ringpipe::ringctl {

struct Create {
    RingName name;
    // Absent: not said, so whatever an existing ring has is right.
    std::optional<std::uint64_t> capacity;
    std::optional<tools::Policy> policy;
    std::optional<std::uint32_t> slots;
    std::optional<bool> checksums;
    tools::Access access;
    bool hold = false;
    bool if_missing = false;
    bool verbose = false;

    [[nodiscard]] int run() const;
};

}  // namespace ringpipe::ringctl
