// JSON: a run for programs, one object a round, one a line, and a summary at the end.
#pragma once

#include <string>

#include "ring_bench/run.h"

namespace ringpipe::ring_bench {

// One round of `result`, with its whole histogram; ends in a newline.
[[nodiscard]] std::string round_json(const Run& run, const Measurement& result, std::size_t index);
[[nodiscard]] std::string summary_json(const Run& run);

}  // namespace ringpipe::ring_bench
