// ringstat(1): tells what rings hold, who writes and reads them, and who waits for whom.
//
//   options.{h,cpp}    command line -> Options; no side effects but --help and --version
//   selection.{h,cpp}  the rings and cursors that were named, opened
//   sample.{h,cpp}     two looks at each ring, and the rates between them
//   figures.{h,cpp}    what follows from one look: lost, worst lag, idle time
//   table.{h,cpp}      the answer for people
//   json.{h,cpp}       the answer for programs
#include <algorithm>
#include <utility>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/output.h"
#include "common/std_streams.h"
#include "ringstat/json.h"
#include "ringstat/options.h"
#include "ringstat/sample.h"
#include "ringstat/selection.h"
#include "ringstat/table.h"

using namespace ringpipe;

int main(int argc, char** argv) {
    tools::set_tool("ringstat");
    if (!tools::reserve_std_streams()) return tools::kFailed;

    ringstat::Options options;
    if (const auto status = ringstat::parse_options(argc, argv, options)) return *status;
    tools::set_quiet(options.quiet);

    auto selection = ringstat::select(options.rings);
    const auto sample = ringstat::take_sample(std::move(selection.subjects), options.sample_ns);
    const auto answer = options.json ? ringstat::to_json(sample.readings)
                                     : ringstat::to_table(sample.readings, options.verbose);
    return std::max({selection.exit_code, sample.exit_code, tools::print_answer(answer)});
}
