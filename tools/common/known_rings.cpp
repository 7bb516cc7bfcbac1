// known_rings: the rings of the default directory, to list them or to guess which one was meant.
#include "common/known_rings.h"

#include <utility>

#include "common/nearest.h"
#include "ringpipe/ring.h"

namespace ringpipe::tools {

Result<std::vector<KnownRing>> known_rings() {
    const std::string directory = default_directory();
    const auto bases = Ring::list(directory);
    if (!bases && bases.error().kind != ErrorKind::kMissing) return bases.error();

    std::vector<KnownRing> rings;
    if (!bases) return rings;
    for (const std::string& base : *bases) {
        auto name = RingName::parse(base);
        // Somebody may have made it as a path, under a name that no bare word can have.
        if (!name) name = RingName::parse(directory + "/" + base + ".ring");
        if (name) rings.push_back({base, *std::move(name)});
    }
    return rings;
}

Error with_suggestion(Error error, const RingName& name) {
    if (error.kind != ErrorKind::kMissing || !error.hint.empty() || !name.bare) return error;
    if (const auto known = Ring::list(name.directory)) {
        error.hint = did_you_mean(name.given, *known);
    }
    return error;
}

}  // namespace ringpipe::tools
