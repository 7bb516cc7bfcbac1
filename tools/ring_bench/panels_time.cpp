// Panels over time, and what it cost: steadiness, a ring's fill in a burst, processor time.
#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "ring_bench/panel_parts.h"
#include "ring_bench/panels.h"

namespace ringpipe::ring_bench {
namespace {

constexpr double kStrip = 0.1;
constexpr std::uint64_t kStallNs = 10'000'000;
constexpr double kShownBurst = 0.25;  // seconds of a round

std::string percent_label(double ratio) {
    return fmt::format("{:g} %", ratio * 100);
}

// A burst's policy is the last word of its case's name.
void add_fill(Chart& chart, Lines& lines, const Measurement& result) {
    const std::string policy = last_word(result.name);
    Line& line = lines.at("ring", policy);
    line.colour = chart.lines.size();
    std::uint64_t lost = 0;
    Line drops{"", line.colour, 3, {}, false, false};
    for (const Fill& at : result.rounds.front().fill) {
        if (at.seconds > kShownBurst) break;
        line.points.push_back({at.seconds, at.ratio, 0, 0, {}});
        if (at.lost > lost) {
            drops.points.push_back(
                {at.seconds, 1, 0, 0, fmt::format("{} lost by {:.3f} s", at.lost, at.seconds)});
        }
        lost = at.lost;
    }
    line.is_line = true;
    line.area = policy == "block";
    chart.lines.push_back(drops);
}

}  // namespace

Chart steadiness_panel(const Run& run) {
    Chart chart{"Steadiness",
                "worst record of every tenth of a second; shaded: one of 10 ms, or none came",
                {"seconds of measuring", false, {}, plain_label},
                {"time", true, {}, time_label},
                {}};
    // The highest offered load of each way to wait.
    std::map<std::string, const Measurement*> chosen;
    for (const Measurement& result : run.results) {
        if (!good(result, "latency") || result.workload.offered_rate <= 0) continue;
        if (result.system != "ring") continue;
        const Measurement*& best = chosen[last_word(result.name)];
        if (best == nullptr || best->workload.offered_rate < result.workload.offered_rate) {
            best = &result;
        }
    }
    Lines lines;
    for (const auto& [wait, result] : chosen) {
        double seconds = 0;
        const auto label = wait + " " + rate_text(result->workload.offered_rate);
        Line& line = lines.at("ring", label);
        for (const Round& round : result->rounds) {
            for (const std::uint64_t worst : round.worst_ns) {
                seconds += kStrip;
                if (worst == 0 || worst >= kStallNs) {
                    chart.bands.push_back({seconds - kStrip, seconds, label + ": stalled"});
                }
                if (worst == 0) continue;
                const auto ns = static_cast<double>(worst);
                line.points.push_back(
                    {seconds, ns, 0, 0, fmt::format("{:.1f} s: {}", seconds, time_text(ns))});
            }
        }
    }
    chart.lines = lines.take();
    return chart;
}

Chart occupancy_panel(const Run& run) {
    Chart chart{"Bursts of twice the ring",
                "how much lies unread, first quarter of a second; marks: records were lost",
                {"seconds", false, {}, plain_label},
                {"fill", false, {}, percent_label},
                {}};
    for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        chart.y.ticks.push_back({share, percent_label(share)});
    }
    Lines lines;
    for (const Measurement& result : run.results) {
        if (!good(result, "burst") || result.system != "ring") continue;
        if (!result.name.starts_with("twice") || result.rounds.front().fill.empty()) continue;
        add_fill(chart, lines, result);
    }
    std::vector<Line> drops = std::move(chart.lines);
    chart.lines = lines.take();
    std::erase_if(drops, [](const Line& line) { return line.points.empty(); });
    for (Line& line : drops) chart.lines.push_back(std::move(line));
    return chart;
}

Bars processor_panel(const Run& run) {
    Bars bars{"Processor time by way of waiting",
              "both sides, for a million records at the lowest offered load; lower is better",
              "processor seconds"};
    std::map<std::string, const Measurement*> chosen;
    for (const Measurement& result : run.results) {
        if (!good(result, "latency") || result.workload.offered_rate <= 0) continue;
        const Measurement*& best = chosen[result.system + " " + last_word(result.name)];
        if (best == nullptr || result.workload.offered_rate < best->workload.offered_rate) {
            best = &result;
        }
    }
    for (const auto& [name, result] : chosen) {
        double seconds = 0;
        double records = 0;
        for (const Round& round : result->rounds) {
            seconds += round.processor_seconds;
            records += static_cast<double>(round.records);
        }
        if (records <= 0) continue;
        const double each = seconds / records * 1e6;
        const auto text = fmt::format("{:.3g}", each);
        bars.bars.push_back({name + " " + rate_word(result->workload.offered_rate) + "/s",
                             colour_of(result->system), each, text,
                             text + " processor seconds for a million records"});
    }
    // Ours first.
    std::stable_partition(bars.bars.begin(), bars.bars.end(),
                          [](const Bar& bar) { return bar.colour == 0; });
    return bars;
}

}  // namespace ringpipe::ring_bench
