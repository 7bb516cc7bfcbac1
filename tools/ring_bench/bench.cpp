// bench: what one command line asks for, measured, printed and compared.
#include "ring_bench/bench.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/output.h"
#include "common/std_streams.h"
#include "ring_bench/comparison.h"
#include "ring_bench/json.h"
#include "ring_bench/preset.h"
#include "ring_bench/progress.h"
#include "ring_bench/report.h"
#include "ring_bench/run.h"
#include "ring_bench/scratch_directory.h"
#include "ring_bench/text.h"

namespace ringpipe::ring_bench {
namespace {

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

class Bench {
public:
    explicit Bench(const Options& options) : options_(options) {}

    int run() {
        if (const int refused = prepare()) return refused;
        tools::catch_stop_signals();
        Run run = measure();
        // Nothing is left to be tidied up: from here on a broken pipe ends us as it ends any
        // filter.
        scratch_.reset();
        let_broken_pipe_end_us();
        if (const int stop = tools::stop_signal().load()) return tools::kSignal + stop;
        return written_ == tools::kDone ? answer(run) : written_;
    }

private:
    // What would be in vain is told before anything is measured.
    int prepare() {
        scratch_.emplace();
        if (scratch_->path().empty()) {
            return tools::fail(tools::kFailed, "no folder can be made", scratch_->problem());
        }
        for (const std::string& path : {options_.output, options_.report}) {
            if (path.empty()) continue;
            if (const int refused = check_writable(path)) return refused;
        }
        if (options_.baseline.empty()) return tools::kDone;
        auto earlier = read_earlier(options_.baseline);
        if (!earlier) return tools::fail(earlier.error());
        before_ = *std::move(earlier);
        return tools::kDone;
    }

    Run measure() {
        Progress progress(!options_.quiet && (options_.progress || ::isatty(STDERR_FILENO) == 1));
        Conditions conditions = options_.conditions;
        conditions.directory = scratch_->path();
        Run run = run_cases(cases_of(options_), conditions, options_.rounds, options_.preset,
                            [&](const Run& so_far, const Measurement& result, double done) {
                                progress.show(done, result.scenario + " " + result.name);
                                if (options_.json) note_round(so_far, result);
                            });
        progress.show(1, "");
        return run;
    }

    // On standard output each round is told when it is over.
    void note_round(const Run& run, const Measurement& result) {
        const std::string line = round_json(run, result, result.rounds.size() - 1);
        if (!options_.output.empty()) {
            rounds_ += line;
        } else if (written_ == tools::kDone) {
            written_ = tools::print_answer(line);
        }
    }

    int answer(Run& run) {
        const auto changes = compare(run, before_, options_.tolerance);
        if (!options_.baseline.empty()) run.comparison = to_text(changes, options_.tolerance);
        const std::string text = options_.json ? rounds_ + summary_json(run) : to_text(run);
        int written =
            options_.output.empty() ? tools::print_answer(text) : write_file(options_.output, text);
        if (written == tools::kDone && !options_.report.empty()) {
            written = write_report(run, options_.report);
        }
        if (const int wrong = verdict(run)) return wrong;
        return written == tools::kDone ? first_regression(changes) : written;
    }

    const Options& options_;
    std::optional<ScratchDirectory> scratch_;
    std::vector<Earlier> before_;
    std::string rounds_;          // as JSON, for a file
    int written_ = tools::kDone;  // how that went on standard output
};

}  // namespace

int bench(const Options& options) {
    return Bench(options).run();
}

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

}  // namespace ringpipe::ring_bench
