// ringctl(1): does one thing to a ring and returns.
//
//   options.{h,cpp}  command line -> Options, one of them a verb; no side effects but help
//   help.h           what -h and --help say
//   verbs/           a pair of files for each verb: what it needs to know, and run()
#include <variant>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/std_streams.h"
#include "ringctl/options.h"

using namespace ringpipe;

int main(int argc, char** argv) {
    tools::set_tool("ringctl");
    if (!tools::reserve_std_streams()) return tools::kFailed;

    ringctl::Options options;
    if (const auto status = ringctl::parse_options(argc, argv, options)) return *status;
    tools::set_quiet(options.quiet);

    return std::visit([](const auto& verb) { return verb.run(); }, options.verb);
}
