// state_name: a ring's state in the one word that tables, JSON and manual use.
#pragma once

#include "ringpipe/snapshot.h"

namespace ringpipe::tools {

[[nodiscard]] constexpr const char* state_name(RingState state) {
    switch (state) {
        case RingState::kNew:
            return "new";
        case RingState::kLive:
            return "live";
        case RingState::kEnded:
            return "ended";
        case RingState::kDied:
            return "died";
    }
    return "unknown";
}

}  // namespace ringpipe::tools
