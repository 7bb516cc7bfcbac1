// bench: what one command line asks for, measured, printed and compared.
#pragma once

#include "ring_bench/options.h"

namespace ringpipe::ring_bench {

// The exit code; above kSignal a stop signal came, of which to die.
int bench(const Options& options);

// The scenarios, presets and baselines that there are.
int print_list();

}  // namespace ringpipe::ring_bench
