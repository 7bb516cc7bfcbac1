// Options: what ring_bench was asked on its command line.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/exit_code.h"
#include "ring_bench/case.h"
#include "ring_bench/round.h"

namespace ringpipe::ring_bench {

struct Options {
    std::vector<std::string> scenarios;  // empty: all
    std::string preset;
    Plan plan;
    Conditions conditions;
    std::uint32_t rounds = 5;
    bool json = false;
    std::string output;    // a file instead of stdout
    std::string report;    // a file as well
    std::string baseline;  // an earlier run
    double tolerance = 0.05;
    bool list = false;
    bool progress = false;
    bool quiet = false;
};

// The exit code if there is nothing more to do: help was printed, or an error.
tools::Status parse_options(int argc, char** argv, Options& options);

}  // namespace ringpipe::ring_bench
