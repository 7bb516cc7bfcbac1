// Tally: how long which branch kept the ring's writer waiting, and the word about one that does.
#include "ringtee/tally.h"

#include <algorithm>

#include "common/diagnostics.h"

namespace ringpipe::ringtee {

std::optional<std::size_t> Tally::find(std::uint32_t pid) const {
    const auto found = std::find(feeders_.begin(), feeders_.end(), static_cast<pid_t>(pid));
    if (pid == 0 || found == feeders_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - feeders_.begin());
}

void Tally::say_stuck(std::size_t index, std::uint64_t ns) {
    constexpr std::uint64_t kPuzzlingNs = 1'000'000'000;
    if (ns < kPuzzlingNs || said_[index]) return;
    said_[index] = true;
    tools::notice(label(branches_[index]),
                  "the ring is full and waits for this branch; with --lossy it would lose records "
                  "instead");
}

}  // namespace ringpipe::ringtee
