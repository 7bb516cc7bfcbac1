// start_archive: a ring and an archive brought together: which record comes next in both.
#pragma once

#include <cstdint>
#include <optional>

#include "common/exit_code.h"
#include "ringcat/archive.h"
#include "ringcat/options.h"
#include "ringpipe/deadline.h"
#include "ringpipe/reader.h"
#include "ringpipe/ring.h"

namespace ringpipe::ringcat {

// Attaches a reader that is not past the end of the archive, if the ring allows it; the archive
// goes on with the record `start`. The exit code if that cannot be, and an error was printed.
tools::Status start_archive(const Options& options, Deadline wait, Archive& archive,
                            std::optional<Ring>& ring, std::optional<Reader>& reader,
                            std::uint64_t& start);

}  // namespace ringpipe::ringcat
