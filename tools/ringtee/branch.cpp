// Branch: what one branch of ringtee was asked to be, and what it came to.
#include "ringtee/branch.h"

#include <fmt/format.h>

namespace ringpipe::ringtee {

std::string label(const Branch& branch) {
    constexpr std::size_t kMostBytes = 60;
    if (branch.to_stdout()) return fmt::format("branch {} (stdout)", branch.number);
    const bool cut = branch.command.size() > kMostBytes;
    return fmt::format("branch {} '{}{}'", branch.number, branch.command.substr(0, kMostBytes),
                       cut ? "..." : "");
}

}  // namespace ringpipe::ringtee
