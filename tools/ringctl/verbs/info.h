// ringctl info: everything that a ring's header and slots say, also of a damaged ring.
#pragma once

#include "ringpipe/name.h"

namespace ringpipe::ringctl {

struct Info {
    RingName name;
    bool json = false;

    [[nodiscard]] int run() const;
};

}  // namespace ringpipe::ringctl
