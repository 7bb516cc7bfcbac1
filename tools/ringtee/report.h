// report: what became of each branch, a line each, and the exit code that follows.
#pragma once

#include "ringtee/crew.h"
#include "ringtee/options.h"
#include "ringtee/tally.h"

namespace ringpipe::ringtee {

// `status` is how it went otherwise: 0, or what has been said already.
int report(const Options& options, const Crew& crew, const Tally& tally, int status);

}  // namespace ringpipe::ringtee
