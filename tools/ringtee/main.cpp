// ringtee(1): feeds shell commands from one ring, each at its own pace and by its own policy.
//
//   options.{h,cpp}    command line -> Options; no side effects       branch: what one was asked
//   run.{h,cpp}        the ring, and which of the two below
//   pass.{h,cpp}       without branches: stdin -> ring and stdout
//   fan_out.{h,cpp}    with branches: the publisher's side            lookout: who still reads
//                      onlooker, tally: who keeps the writer waiting
//   crew, feeder       a process a branch: ring -> command            command, outlet: its pipe
//                      record_filter, sample, sifted: what it gets    backlog: starting it again
//                      told: what the feeders are told
//   report.{h,cpp}     what became of each
#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/std_streams.h"
#include "ringtee/options.h"
#include "ringtee/run.h"

int main(int argc, char** argv) {
    using namespace ringpipe;
    tools::set_tool("ringtee");
    if (!tools::reserve_std_streams()) return tools::kFailed;

    ringtee::Options options;
    if (const auto status = ringtee::parse_options(argc, argv, options)) return *status;
    tools::set_quiet(options.ringcat.quiet);
    tools::set_verbose(options.ringcat.verbose);

    tools::catch_stop_signals();
    tools::ignore_sigpipe();
    const int status = ringtee::run(options);
    if (status > tools::kSignal) tools::die_of(status - tools::kSignal);
    return status;
}
