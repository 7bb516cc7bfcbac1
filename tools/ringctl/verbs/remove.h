// ringctl rm: removes rings, and forgets named cursors.
#pragma once

#include <vector>

#include "ringpipe/name.h"

namespace ringpipe::ringctl {

struct Remove {
    std::vector<RingName> names;
    bool force = false;
    bool verbose = false;

    [[nodiscard]] int run() const;
};

}  // namespace ringpipe::ringctl
