// Options: which verb ringctl is to carry out, and on what.
#pragma once

#include <variant>

#include "common/exit_code.h"
#include "ringctl/verbs/create.h"
#include "ringctl/verbs/info.h"
#include "ringctl/verbs/list.h"
#include "ringctl/verbs/remove.h"

namespace ringpipe::ringctl {

struct Options {
    std::variant<List, Create, Info, Remove> verb;
    bool quiet = false;
};

// The exit code if there is nothing more to do: help was printed, or an error.
tools::Status parse_options(int argc, char** argv, Options& options);

}  // namespace ringpipe::ringctl
