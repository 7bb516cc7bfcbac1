// attach: the reader that was asked for, at the ring that was named; waited for where asked.
#pragma once

#include <optional>

#include "common/exit_code.h"
#include "ringcat/options.h"
#include "ringpipe/deadline.h"
#include "ringpipe/reader.h"
#include "ringpipe/ring.h"

namespace ringpipe::ringcat {

// The exit code if there is none, and an error was printed. `wait` is when --wait=DUR gives up.
tools::Status attach(const Options& options, Deadline wait, std::optional<Ring>& ring,
                     std::optional<Reader>& reader);

}  // namespace ringpipe::ringcat
