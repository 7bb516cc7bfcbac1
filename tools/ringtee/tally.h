// Tally: how long which branch kept the ring's writer waiting, and the word about one that does.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ringtee/branch.h"

namespace ringpipe::ringtee {

class Tally {
public:
    // The branches must outlive it.
    explicit Tally(std::span<const Branch> branches)
        : branches_(branches), feeders_(branches.size(), 0), blocked_ns_(branches.size(), 0) {}

    void set_feeder(std::size_t index, pid_t pid) { feeders_[index] = pid; }

    // Which branch is fed by that process.
    [[nodiscard]] std::optional<std::size_t> find(std::uint32_t pid) const;

    void add(std::size_t index, std::uint64_t ns) { blocked_ns_[index] += ns; }
    [[nodiscard]] std::uint64_t blocked_ns(std::size_t index) const { return blocked_ns_[index]; }

    // The ring is full, and has waited for that branch for so long: said once a branch, when it is
    // long enough for somebody to wonder.
    void say_stuck(std::size_t index, std::uint64_t ns);

private:
    std::span<const Branch> branches_;
    std::vector<pid_t> feeders_;
    std::vector<std::uint64_t> blocked_ns_;
    std::vector<bool> said_ = std::vector<bool>(branches_.size());
};

}  // namespace ringpipe::ringtee
