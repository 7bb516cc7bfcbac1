// The report as one page: the picture, tables that can be copied, and all the JSON. No script; also
// well-formed XML.
#include <fmt/format.h>

#include "common/quantity.h"
#include "ring_bench/chart.h"
#include "ring_bench/figure_text.h"
#include "ring_bench/json.h"
#include "ring_bench/report.h"

namespace ringpipe::ring_bench {
namespace {

constexpr std::string_view kStyle =
    "body{margin:24px auto;max-width:1060px;padding:0 12px;"
    "font:15px/1.45 system-ui,'DejaVu Sans',sans-serif;color:#1c2430;background:#fff}"
    "table{border-collapse:collapse;font-size:13px}"
    "th,td{padding:3px 10px;text-align:right;border-bottom:1px solid #dfe4ea;white-space:nowrap}"
    "th:first-child,td:first-child,th:nth-child(2),td:nth-child(2),th:nth-child(3),"
    "td:nth-child(3){text-align:left}"
    "svg{max-width:100%;height:auto}pre{overflow:auto;max-height:24em;font-size:11px}"
    ".wide{overflow-x:auto}"
    "@media(prefers-color-scheme:dark){body{color:#e8edf3;background:#12161c}"
    "th,td{border-color:#2b333d}}";

std::string cells(const std::string& tag, const std::vector<std::string>& texts) {
    std::string row;
    for (const std::string& text : texts) {
        row += fmt::format("<{0}>{1}</{0}>", tag, xml_text(text));
    }
    return "<tr>" + row + "</tr>\n";
}

std::string table(const Run& run) {
    std::string rows = cells(
        "th", {"scenario", "case", "system", "records/s", "min..max", "p50", "p99", "p99.9", "max",
               "lost", "calls/record", "switches/record", "cpu s/GB", "peak", "blocked", "ring"});
    for (const Measurement& result : run.results) {
        const auto histogram = result.latency();
        const Cost cost = cost_of(result);
        const Spread rate = result.rate();
        const auto time = [&](double percent) {
            return histogram ? time_text(result.percentile(percent).median) : std::string();
        };
        const Measurement* ours = run.ours_beside(result);
        rows += cells(
            "td", {result.scenario, result.name, result.system,
                   result.problem().empty() ? rate_text(rate.median) : result.problem(),
                   rate_text(rate.min) + ".." + rate_text(rate.max), time(50), time(99), time(99.9),
                   histogram ? time_text(static_cast<double>(histogram->max())) : std::string(),
                   std::to_string(result.lost()),
                   cost.calls_per_record ? per_record_text(*cost.calls_per_record) : "",
                   per_record_text(cost.switches_per_record),
                   seconds_per_gb_text(cost.processor_seconds_per_gb),
                   tools::format_size(cost.peak_bytes),
                   cost.blocked_ratio ? fmt::format("{:.0f} %", *cost.blocked_ratio * 100) : "",
                   ours != nullptr ? times_text(ratio_of(*ours, result)) : ""});
    }
    return "<div class=\"wide\"><table>\n" + rows + "</table></div>\n";
}

std::string all_json(const Run& run) {
    std::string text;
    for (const Measurement& result : run.results) {
        for (std::size_t i = 0; i < result.rounds.size(); ++i) text += round_json(run, result, i);
    }
    return text + summary_json(run);
}

}  // namespace

std::string to_html(const Run& run) {
    std::string page = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"/>"
        "<meta name=\"viewport\" content=\"width=device-width\"/>"
        "<meta name=\"color-scheme\" content=\"light dark\"/>"
        "<title>ring_bench {}</title><style>{}</style></head>\n<body>\n",
        date_text(run.time_ns), kStyle);
    page += to_svg(run);
    page += "<h2>All figures</h2>\n" + table(run);
    page += "<p>ring: how many times better the ring did than that row, by medians.</p>\n";
    if (!run.comparison.empty()) page += "<pre>" + xml_text(run.comparison) + "</pre>\n";
    for (const std::string& warning : run.warnings) {
        page += "<p>noisy: " + xml_text(warning) + "</p>\n";
    }
    page +=
        "<details><summary>JSON</summary><pre>" + xml_text(all_json(run)) + "</pre></details>\n";
    return page + "</body>\n</html>\n";
}

}  // namespace ringpipe::ring_bench
