// Text: a run as tables for people, 80 columns wide.
#pragma once

#include <string>

#include "ring_bench/run.h"

namespace ringpipe::ring_bench {

[[nodiscard]] std::string to_text(const Run& run);

}  // namespace ringpipe::ring_bench
