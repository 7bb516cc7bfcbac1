// ring_bench(1): measures rings, and what else moves records between processes.
//
//   options.{h,cpp}     command line -> Options; no side effects
//   scenario_*.cpp      what is measured                preset*.cpp  what others published
//   link_*.cpp          a way from one process to another; drive.h, the loops that all share
//   crew, party         the processes of a round        payload      records that prove themselves
//   run, measurement, round  what came of it            histogram    times
//   text, json, report_*, chart*, comparison            what is shown of it
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/output.h"
#include "common/std_streams.h"
#include "ring_bench/comparison.h"
#include "ring_bench/json.h"
#include "ring_bench/options.h"
#include "ring_bench/preset.h"
#include "ring_bench/progress.h"
#include "ring_bench/report.h"
#include "ring_bench/run.h"
#include "ring_bench/scratch_directory.h"
#include "ring_bench/text.h"

using namespace ringpipe;
using namespace ringpipe::ring_bench;

namespace {

int print_list() {
    std::string text = "scenarios\n";
    for (const Scenario& one : scenarios())
        text += fmt::format("  {:<13}{}\n", one.name, one.about);
    text += "presets\n";
    for (const Preset& one : presets()) text += fmt::format("  {:<13}{}\n", one.name, one.about);
    text += "baselines (--vs)\n";
    for (const System& one : baselines()) text += fmt::format("  {:<13}{}\n", one.name, one.about);
    return tools::print_answer(text);
}

std::vector<Case> cases_of(const Options& options) {
    if (!options.preset.empty()) return preset_cases(options.preset, options.plan);
    std::vector<Case> cases;
    for (const Scenario& scenario : scenarios()) {
        const auto& wanted = options.scenarios;
        const bool asked = std::find(wanted.begin(), wanted.end(), scenario.name) != wanted.end();
        if (!wanted.empty() && !asked) continue;
        for (Case& one : scenario.cases(options.plan)) cases.push_back(std::move(one));
    }
    return cases;
}

int write_answer(const Options& options, const std::string& text) {
    return options.output.empty() ? tools::print_answer(text) : write_file(options.output, text);
}

// What makes the run worthless is an error for whoever started it.
int verdict(const Run& run) {
    for (const Measurement& result : run.results) {
        const auto object = result.scenario + ": " + result.name + ": " + result.system;
        if (!result.problem().empty()) return tools::fail(tools::kFailed, object, result.problem());
        if (result.errors() != 0) {
            return tools::fail(
                tools::kFailed, object,
                fmt::format("{} records did not arrive as they were sent", result.errors()));
        }
    }
    return tools::kDone;
}

int first_regression(const std::vector<Change>& changes) {
    for (const Change& change : changes) {
        if (!change.regression) continue;
        return tools::fail(tools::kFailed, change.now->scenario + ": " + change.now->name,
                           fmt::format("{:.1f} % worse than before", -change.share * 100));
    }
    return tools::kDone;
}

void let_broken_pipe_end_us() {
    struct sigaction now {};
    if (::sigaction(SIGPIPE, nullptr, &now) == 0 && now.sa_handler != SIG_IGN) {
        ::signal(SIGPIPE, SIG_DFL);
    }
}

int measure(Options& options) {
    std::optional<ScratchDirectory> scratch(std::in_place);
    if (scratch->path().empty()) {
        return tools::fail(tools::kFailed, "no folder can be made", scratch->problem());
    }
    options.conditions.directory = scratch->path();
    for (const std::string& path : {options.output, options.report}) {
        if (path.empty()) continue;
        if (const int refused = check_writable(path)) return refused;
    }
    std::vector<Earlier> before;
    if (!options.baseline.empty()) {
        auto earlier = read_earlier(options.baseline);
        if (!earlier) return tools::fail(earlier.error());
        before = std::move(*earlier);
    }
    tools::catch_stop_signals();
    std::string json;
    const bool streams = options.json && options.output.empty();
    Progress progress(!options.quiet && (options.progress || ::isatty(STDERR_FILENO) == 1));
    int written = tools::kDone;
    Run run = run_cases(cases_of(options), options.conditions, options.rounds, options.preset,
                        [&](const Run& so_far, const Measurement& result, double done) {
                            progress.show(done, result.scenario + " " + result.name);
                            if (!options.json) return;
                            const auto line = round_json(so_far, result, result.rounds.size() - 1);
                            if (streams && written == tools::kDone) {
                                written = tools::print_answer(line);
                            } else {
                                json += line;
                            }
                        });
    progress.show(1, "");
    // Nothing is left to be tidied up: from here on a broken pipe ends us as it ends any filter.
    scratch.reset();
    let_broken_pipe_end_us();
    const int stop = tools::stop_signal().load();
    if (stop != 0) return tools::kSignal + stop;
    if (written != tools::kDone) return written;
    const auto changes = compare(run, before, options.tolerance);
    if (!options.baseline.empty()) run.comparison = to_text(changes, options.tolerance);
    written = write_answer(options, options.json ? json + summary_json(run) : to_text(run));
    if (written == tools::kDone && !options.report.empty()) {
        written = write_report(run, options.report);
    }
    const int wrong = verdict(run);
    if (wrong != tools::kDone) return wrong;
    if (written != tools::kDone || options.baseline.empty()) return written;
    return first_regression(changes);
}

}  // namespace

int main(int argc, char** argv) {
    tools::set_tool("ring_bench");
    if (!tools::reserve_std_streams()) return tools::kFailed;
    Options options;
    if (const auto status = parse_options(argc, argv, options)) return *status;
    tools::set_quiet(options.quiet);
    if (options.list) return print_list();
    const int status = measure(options);
    if (status > tools::kSignal) tools::die_of(status - tools::kSignal);
    return status;
}
