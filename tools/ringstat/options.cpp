// Options: what ringstat was asked on its command line.
#include "ringstat/options.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/command_line.h"
#include "common/quantity.h"
#include "ringstat/help.h"

namespace ringpipe::ringstat {
namespace {

using tools::fail;
using tools::kUsage;

constexpr tools::Manual kManual = {"ringstat", kShortHelp, kLongHelp};
constexpr std::uint64_t kLongestSampleNs = 3'600'000'000'000;

tools::Status understand_sample(const std::string& text, Options& options) {
    const auto ns = tools::parse_duration_ns(text);
    if (!ns || *ns > kLongestSampleNs) {
        return fail(kUsage, text, "--sample takes a time of at most an hour",
                    "for example --sample 1s, or --sample 0 for a single look");
    }
    options.sample_ns = *ns;
    return std::nullopt;
}

}  // namespace

tools::Status parse_options(int argc, char** argv, Options& options) {
    CLI::App app;
    tools::CommandLine line;
    std::string sample;
    const auto* sample_option = app.add_option("--sample", sample)->take_last();
    app.add_flag("-J,--json", options.json);
    const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
    if (const auto status = tools::parse_command_line(app, arguments, kManual, line)) {
        return status;
    }
    options.quiet = line.quiet;
    options.verbose = line.verbose;
    if (sample_option->count() != 0) {
        if (const auto status = understand_sample(sample, options)) return status;
    }
    for (const std::string& word : line.words) {
        auto name = RingName::parse(word);
        if (!name) return fail(name.error());
        options.rings.push_back(*std::move(name));
    }
    return std::nullopt;
}

}  // namespace ringpipe::ringstat
