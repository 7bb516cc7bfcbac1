// known_rings: the rings of the default directory, to list them or to guess which one was meant.
#pragma once

#include <string>
#include <vector>

#include "ringpipe/error.h"
#include "ringpipe/name.h"

namespace ringpipe::tools {

struct KnownRing {
    std::string shown;  // "logs"
    RingName name;
};

// Sorted by name; empty also when there is no such directory yet.
[[nodiscard]] Result<std::vector<KnownRing>> known_rings();

// The same error; if it says that a bare name is missing and has no hint of its own, with a hint
// to the known ring whose name is nearest.
[[nodiscard]] Error with_suggestion(Error error, const RingName& name);

}  // namespace ringpipe::tools
