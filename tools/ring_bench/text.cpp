// Text: a run as tables for people, 80 columns wide.
#include "ring_bench/text.h"

#include <algorithm>

#include <fmt/format.h>

#include "common/quantity.h"
#include "ring_bench/figure_text.h"

namespace ringpipe::ring_bench {
namespace {

constexpr std::size_t kNameWidth = 29;

// Ours by the case's name; others indented under it.
std::string row_name(const Measurement& result) {
    const std::string name = result.system == "ring" ? result.name : "  " + result.system;
    return fmt::format("{:<{}.{}}", name, kNameWidth, kNameWidth);
}

std::string ratio_text(const Run& run, const Measurement& result) {
    const Measurement* ours = run.ours_beside(result);
    if (ours == nullptr) return "";
    const double ratio = ratio_of(*ours, result);
    return times_text(ratio);
}

std::string range_text(const Spread& spread) {
    return fmt::format("({}..{})", rate_text(spread.min), rate_text(spread.max));
}

bool compares(const std::vector<const Measurement*>& results) {
    return std::any_of(results.begin(), results.end(),
                       [](const Measurement* result) { return result->system != "ring"; });
}

void add_rate_table(std::string& text, const Run& run,
                    const std::vector<const Measurement*>& rows) {
    text += fmt::format(" {:<{}}{:>9} {:<16}{:>8}{:>7}{:>7}\n", rows.front()->scenario, kNameWidth,
                        "records/s", "(min..max)", "MB/s", "lost", compares(rows) ? "ring" : "");
    for (const Measurement* result : rows) {
        if (!result->problem().empty()) {
            text += fmt::format(" {}  {}\n", row_name(*result), result->problem());
            continue;
        }
        const Spread rate = result->rate();
        const double bytes =
            static_cast<double>(result->rounds.front().bytes) /
            static_cast<double>(std::max<std::uint64_t>(result->rounds.front().records, 1));
        text += fmt::format(
            " {}{:>9} {:<16}{:>8}{:>7}{:>7}\n", row_name(*result), rate_text(rate.median),
            range_text(rate), megabytes_text(rate.median * bytes),
            rate_text(static_cast<double>(result->lost())), ratio_text(run, *result));
    }
    text += '\n';
}

void add_latency_table(std::string& text, const Run& run,
                       const std::vector<const Measurement*>& rows) {
    text +=
        fmt::format(" {:<{}}{:>8}{:>8}{:>8}{:>8}{:>8}{:>7}\n", rows.front()->scenario, kNameWidth,
                    "p50", "p99", "p99.9", "p99.99", "max", compares(rows) ? "ring" : "");
    for (const Measurement* result : rows) {
        const auto histogram = result->latency();
        if (!result->problem().empty() || !histogram) {
            text += fmt::format(" {}  {}\n", row_name(*result), result->problem());
            continue;
        }
        const auto at = [&](double percent) {
            return time_text(result->percentile(percent).median);
        };
        text += fmt::format(
            " {}{:>8}{:>8}{:>8}{:>8}{:>8}{:>7}\n", row_name(*result), at(50), at(99), at(99.9),
            at(99.99), time_text(static_cast<double>(histogram->max())), ratio_text(run, *result));
    }
    text += '\n';
}

void add_cost_table(std::string& text, const Run& run) {
    text += fmt::format(" {:<{}}{:>8}{:>9}{:>8}{:>8}{:>8}{:>8}\n", "cost", kNameWidth, "calls",
                        "switches", "cpu s", "peak", "private", "blocked");
    text += fmt::format(" {:<{}}{:>8}{:>9}{:>8}{:>8}{:>8}{:>8}\n", "", kNameWidth, "/record",
                        "/record", "/GB", "memory", "memory", "");
    for (const Measurement& result : run.results) {
        if (!result.problem().empty()) continue;
        const Cost cost = cost_of(result);
        const auto known = [](std::uint64_t bytes) {
            return bytes == 0 ? std::string("-") : tools::format_size_short(bytes);
        };
        text += fmt::format(
            " {}{:>8}{:>9}{:>8}{:>8}{:>8}{:>8}\n", row_name(result),
            cost.calls_per_record ? per_record_text(*cost.calls_per_record) : "-",
            per_record_text(cost.switches_per_record),
            seconds_per_gb_text(cost.processor_seconds_per_gb), known(cost.peak_bytes),
            known(cost.private_bytes),
            cost.blocked_ratio ? fmt::format("{:.0f}%", *cost.blocked_ratio * 100) : "-");
    }
    text += '\n';
}

}  // namespace

std::string to_text(const Run& run) {
    std::string text =
        fmt::format("ring_bench {}   {}\n", RINGPIPE_VERSION, date_text(run.time_ns));
    text += "host   " + run.host.line() + "\n";
    text += "setup  " + setup_line(run) + "\n";
    text += "proof  " + verification_line(run) + "\n\n";
    std::vector<const Measurement*> rows;
    for (std::size_t i = 0; i < run.results.size(); ++i) {
        const Measurement& result = run.results[i];
        rows.push_back(&result);
        const bool last = i + 1 == run.results.size() ||
                          run.results[i + 1].scenario != result.scenario ||
                          run.results[i + 1].figure != result.figure;
        if (!last) continue;
        if (result.figure == Figure::kRate) {
            add_rate_table(text, run, rows);
        } else {
            add_latency_table(text, run, rows);
        }
        rows.clear();
    }
    add_cost_table(text, run);
    const bool all_compared = compares([&] {
        std::vector<const Measurement*> all;
        for (const Measurement& result : run.results) all.push_back(&result);
        return all;
    }());
    if (all_compared) text += " ring 2.00x: the ring does twice as well as this row (medians)\n";
    for (const std::string& warning : run.warnings) text += " noisy: " + warning + "\n";
    return text + run.comparison;
}

}  // namespace ringpipe::ring_bench
