// JSON: what ringstat found, one object a ring, one a line.
#pragma once

#include <string>
#include <vector>

#include "ringstat/sample.h"

namespace ringpipe::ringstat {

std::string to_json(const std::vector<Reading>& readings);

}  // namespace ringpipe::ringstat
