// ring_bench(1): measures rings, and what else moves records between processes.
//
//   options.{h,cpp}     command line -> Options; no side effects
//   scenario_*.cpp      what is measured                preset*.cpp  what others published
//   link_*.cpp          a way from one process to another; drive.h, the loops that all share
//   crew, party         the processes of a round        payload      records that prove themselves
//   bench               one command line, from its cases to its exit code
//   run, measurement, round  what came of it            histogram    times
//   text, json, report_*, chart*, comparison            what is shown of it
#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/std_streams.h"
#include "ring_bench/bench.h"
#include "ring_bench/options.h"

using namespace ringpipe;
using namespace ringpipe::ring_bench;

int main(int argc, char** argv) {
    tools::set_tool("ring_bench");
    if (!tools::reserve_std_streams()) return tools::kFailed;
    Options options;
    if (const auto status = parse_options(argc, argv, options)) return *status;
    tools::set_quiet(options.quiet);
    if (options.list) return print_list();
    const int status = bench(options);
    if (status > tools::kSignal) tools::die_of(status - tools::kSignal);
    return status;
}
