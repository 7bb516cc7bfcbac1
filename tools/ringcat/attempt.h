// Attempt: one run of the command of --each with a batch on its standard input.
#pragma once

#include <string>
#include <vector>

#include "ringcat/batch_file.h"

namespace ringpipe::ringcat {

struct Outcome {
    bool well = false;  // exit status 0: the batch is done
    std::string told;   // otherwise: "exited 1", "killed by SIGTERM", "cannot be started: ..."
};

// Returns when it has ended. A stop signal that we get meanwhile is passed on to it.
Outcome attempt(const std::string& command, const std::vector<std::string>& environment,
                const BatchFile& batch);

}  // namespace ringpipe::ringcat
