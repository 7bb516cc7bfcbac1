// The two clocks: monotonic for deadlines, wall for stamps; and a plain sleep.
#pragma once

#include <cstdint>

namespace ringpipe::os {

std::uint64_t monotonic_ns();
std::uint64_t wall_ns();
void sleep_ns(std::uint64_t ns);  // ends early when a signal arrives

}  // namespace ringpipe::os
