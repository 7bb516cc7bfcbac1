// The report as Markdown: tables that can be pasted where text is.
#include <fmt/format.h>

#include "common/quantity.h"
#include "ring_bench/figure_text.h"
#include "ring_bench/report.h"

namespace ringpipe::ring_bench {
namespace {

std::string row(const std::vector<std::string>& cells) {
    std::string text = "|";
    for (const std::string& cell : cells) {
        text += ' ';
        for (const char c : cell) text += c == '|' ? std::string("\\|") : std::string(1, c);
        text += " |";
    }
    return text + "\n";
}

std::string main_figures(const Measurement& result) {
    if (!result.problem().empty()) return result.problem();
    const Spread figures = result.figures();
    const auto shown = [&](double value) {
        return result.figure == Figure::kRate ? rate_text(value) + "/s" : time_text(value);
    };
    return fmt::format("{} ({}..{})", shown(figures.median), shown(figures.min),
                       shown(figures.max));
}

}  // namespace

std::string to_markdown(const Run& run) {
    std::string text =
        fmt::format("# ring_bench {}, {}\n\n", RINGPIPE_VERSION, date_text(run.time_ns));
    text += run.host.line() + "; " + setup_line(run) + "; " + verification_line(run) + ".\n";
    std::string scenario;
    for (const Measurement& result : run.results) {
        if (result.scenario != scenario) {
            scenario = result.scenario;
            text += "\n## " + scenario + "\n\n";
            text += row({"case", "system", "median (min..max)", "p99", "p99.9", "max", "lost",
                         "calls/record", "cpu s/GB", "ring"});
            text += "|---|---|---|---|---|---|---|---|---|---|\n";
        }
        const auto histogram = result.latency();
        const auto time = [&](double percent) {
            return histogram ? time_text(result.percentile(percent).median) : std::string();
        };
        const Cost cost = cost_of(result);
        const Measurement* ours = run.ours_beside(result);
        text += row({result.name, result.system, main_figures(result), time(99), time(99.9),
                     histogram ? time_text(static_cast<double>(histogram->max())) : "",
                     std::to_string(result.lost()),
                     cost.calls_per_record ? per_record_text(*cost.calls_per_record) : "",
                     seconds_per_gb_text(cost.processor_seconds_per_gb),
                     ours != nullptr ? times_text(ratio_of(*ours, result)) : ""});
    }
    text +=
        "\nTimes are medians of the rounds; for latency the median time of a record. ring: how "
        "many times better the ring did than that row.\n";
    for (const std::string& warning : run.warnings) text += "\nNoisy: " + warning + ".\n";
    if (!run.comparison.empty()) text += "\n```" + run.comparison + "```\n";
    return text;
}

}  // namespace ringpipe::ring_bench
