// Sleeping on and waking a 32-bit word that processes share; a read-only mapping suffices to sleep.
#pragma once

#include <cstdint>

namespace ringpipe::os {

// Returns at once when *word is not `expected`; else when woken, after `ns`, or on a signal. Why
// it returned is not told: the caller looks again whatever the reason, as it must not believe a
// stranger's wake-up either.
void futex_wait(const std::uint32_t* word, std::uint32_t expected, std::uint64_t ns);
void futex_wake_all(const std::uint32_t* word);

}  // namespace ringpipe::os
