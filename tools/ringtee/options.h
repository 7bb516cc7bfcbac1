// Options: what ringtee was asked on its command line. Parsing opens and changes nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "common/exit_code.h"
#include "ringcat/options.h"
#include "ringtee/branch.h"

namespace ringpipe::ringtee {

struct Options {
    ringcat::Options ringcat;  // the ring, what is published and how, and how to wait for the ring
    bool from_ring = false;    // the input is the ring's, not ours
    bool in_memory = false;    // --private: the ring has no name
    bool json = false;
    std::vector<Branch> branches;  // empty: as tee(1) does
};

// The exit code if there is nothing more to do: help was printed, or an error.
tools::Status parse_options(int argc, char** argv, Options& options);

}  // namespace ringpipe::ringtee
