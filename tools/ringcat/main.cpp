// ringcat(1): copies records from standard input into a ring, or from a ring to standard output.
//
//   options.{h,cpp}        command line -> Options; no side effects    (help.h, position,
//   delimiter) open_ring.{h,cpp}      the ring that was named: opened, made, waited for
//   publish.{h,cpp}        stdin -> ring    feed, input: reading    pusher: one publication,
//   waiting captured.{h,cpp}       a command's output instead of stdin    command: running it
//   terminal:
//                          its own    relay: signals for it
//   last_party.{h,cpp}     --rm
//   deliver.{h,cpp}        ring -> stdout   write_list: what to write    stdout_writer: writing it
#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/std_streams.h"
#include "ringcat/deliver.h"
#include "ringcat/options.h"
#include "ringcat/publish.h"

int main(int argc, char** argv) {
    using namespace ringpipe;
    tools::set_tool("ringcat");
    if (!tools::reserve_std_streams()) return tools::kFailed;

    ringcat::Options options;
    if (const auto status = ringcat::parse_options(argc, argv, options)) return *status;
    tools::set_quiet(options.quiet);
    tools::set_verbose(options.verbose);

    tools::catch_stop_signals();
    const int status = options.write ? ringcat::publish(options) : ringcat::deliver(options);
    if (tools::is_stop(status - tools::kSignal)) tools::die_of(status - tools::kSignal);
    return status;
}
