// run: opens or makes the ring that was asked for, and does what was asked with it.
#pragma once

#include "ringtee/options.h"

namespace ringpipe::ringtee {

int run(Options& options);

}  // namespace ringpipe::ringtee
