// Options: what ringstat was asked on its command line.
#pragma once

#include <cstdint>
#include <vector>

#include "common/exit_code.h"
#include "ringpipe/name.h"

namespace ringpipe::ringstat {

struct Options {
    std::vector<RingName> rings;            // empty: all in the default directory
    std::uint64_t sample_ns = 200'000'000;  // between the two looks; 0: only one
    bool json = false;
    bool quiet = false;
    bool verbose = false;
};

// The exit code if there is nothing more to do: help was printed, or an error.
tools::Status parse_options(int argc, char** argv, Options& options);

}  // namespace ringpipe::ringstat
