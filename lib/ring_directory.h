// The directory that a ring's name means: whose the place is that holds it, and opening it.
#pragma once

#include <cstdint>

#include "os/unique_fd.h"
#include "ringpipe/error.h"
#include "ringpipe/name.h"

namespace ringpipe::inline v0 {

// The error of a name that no ring has.
Error no_such_ring(const RingName& name);

// The error of a ring that its owner, another user, keeps to himself.
Error private_ring(const RingName& name, std::uint32_t owner);

// In /dev/shm anybody can make a directory of our name, or a link: kBad then, and kMissing if there
// is none. A directory that RINGPIPE_DIR or a path names was chosen by who runs us.
Result<Done> check_place(const RingName& name);

// In a place that passed: the ring's own directory. What is in it nobody has looked at yet.
Result<os::UniqueFd> open_ring_directory(const RingName& name);

}  // namespace ringpipe::inline v0
