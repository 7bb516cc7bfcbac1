// open_ring: the ring that was named, made or waited for where that was asked.
#pragma once

#include <optional>

#include "common/exit_code.h"
#include "ringcat/options.h"
#include "ringpipe/deadline.h"
#include "ringpipe/ring.h"

namespace ringpipe::ringcat {

// Both fill `ring`, or have said what is wrong and return the exit code.

// Makes it if it is missing. What was asked for must be true of one that is there.
tools::Status open_for_publishing(const Options& options, std::optional<Ring>& ring);

// With --wait a missing ring is waited for, until `deadline`; then `appeared`: whatever it holds
// came after we began to wait.
tools::Status open_for_delivery(const Options& options, Deadline deadline,
                                std::optional<Ring>& ring, bool& appeared);

}  // namespace ringpipe::ringcat
