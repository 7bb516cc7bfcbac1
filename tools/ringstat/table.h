// Table: what ringstat found, for people.
#pragma once

#include <string>
#include <vector>

#include "ringstat/sample.h"

namespace ringpipe::ringstat {

// A row for each ring and an indented one for each reader; empty if there are no readings.
// `verbose` adds what has no column: path, id, writers, time stamps.
std::string to_table(const std::vector<Reading>& readings, bool verbose);

}  // namespace ringpipe::ringstat
