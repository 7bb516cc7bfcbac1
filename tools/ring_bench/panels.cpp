// Panels: which charts a run has something to say for.
#include "ring_bench/panels.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "common/quantity.h"
#include "ring_bench/figure_text.h"
#include "ring_bench/panel_parts.h"

namespace ringpipe::ring_bench {
namespace {

Chart throughput(const Run& run) {
    Chart chart{"Throughput by record size",
                "records a second; higher is better; bars: slowest and fastest round",
                {"record size", true, {}, nullptr},
                {"records/s", true, {}, rate_label},
                {}};
    Lines lines;
    std::vector<std::uint64_t> sizes;
    for (const Measurement& result : run.results) {
        const Workload& workload = result.workload;
        if (!good(result, "throughput") || workload.on_full != OnFull::kBlock) continue;
        const bool ours = result.system == "ring";
        if (!ours && workload.method != Method::kRecord) continue;
        // "packed" is a batch of another length.
        const bool packed = ours && result.name.find("packed") != std::string::npos;
        const std::string label =
            ours ? std::string("ring ") + (packed ? "packed" : method_name(workload.method))
                 : result.system;
        lines.at(result.system, label)
            .points.push_back(rate_point(static_cast<double>(workload.record_bytes), result));
        sizes.push_back(workload.record_bytes);
    }
    std::sort(sizes.begin(), sizes.end());
    sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
    for (const std::uint64_t bytes : sizes) {
        chart.x.ticks.push_back({static_cast<double>(bytes), tools::format_size_short(bytes)});
    }
    chart.lines = lines.take();
    return chart;
}

Chart latency_by_nines(const Run& run) {
    constexpr std::array<std::pair<double, const char*>, 5> kNines = {
        {{50.0, "50"}, {90.0, "90"}, {99.0, "99"}, {99.9, "99.9"}, {99.99, "99.99"}}};
    Chart chart{"There and back, by percentile",
                "time of one exchange; log scale; lower is better",
                {"percent of exchanges that took no longer", false, {}, nullptr},
                {"time", true, {}, time_label},
                {}};
    for (std::size_t i = 0; i < kNines.size(); ++i) {
        chart.x.ticks.push_back({static_cast<double>(i), kNines[i].second});
    }
    Lines lines;
    for (const Measurement& result : run.results) {
        if (!good(result, "latency") || result.workload.offered_rate > 0) continue;
        const std::string wait = last_word(result.name);
        Line& line = lines.at(result.system, result.system + " " + wait);
        for (std::size_t i = 0; i < kNines.size(); ++i) {
            const Spread at = result.percentile(kNines[i].first);
            line.points.push_back(
                {static_cast<double>(i), at.median, at.min, at.max,
                 fmt::format("p{} {} ({}..{})", kNines[i].second, time_text(at.median),
                             time_text(at.min), time_text(at.max))});
        }
    }
    chart.lines = lines.take();
    return chart;
}

// Who delivers less than this share of what is offered cannot keep up.
constexpr double kSaturated = 0.98;

Chart latency_under_load(const Run& run) {
    Chart chart{"One way, under an offered load",
                "time from when a record was due; lower is better",
                {"records/s offered", true, {}, rate_label},
                {"time", true, {}, time_label},
                {}};
    Lines lines;
    double kept_up = 0;
    bool saturated = false;
    for (const Measurement& result : run.results) {
        const Workload& workload = result.workload;
        if (!good(result, "latency") || workload.offered_rate <= 0) continue;
        const std::string wait = last_word(result.name);
        if (wait == "sleep") continue;  // a single rate
        const bool main_line = result.system == "ring" && wait == "adaptive";
        if (main_line) {
            kept_up = std::max(kept_up, result.rate().median);
            saturated = saturated || result.rate().median < kSaturated * workload.offered_rate;
        }
        for (const auto& [percent, word] :
             {std::pair{50.0, "p50"}, std::pair{99.0, "p99"}, std::pair{99.9, "p99.9"}}) {
            if (!main_line && percent != 99.0) continue;
            const Spread at = result.percentile(percent);
            const auto label = (result.system == "ring" ? wait : result.system) + " " + word;
            lines.at(result.system, label)
                .points.push_back(
                    {workload.offered_rate, at.median, at.min, at.max,
                     fmt::format("{}/s {} ({}..{})", rate_text(workload.offered_rate),
                                 time_text(at.median), time_text(at.min), time_text(at.max))});
        }
    }
    if (saturated) chart.rules.push_back({kept_up, "no more than " + rate_text(kept_up) + "/s"});
    chart.lines = lines.take();
    return chart;
}

Chart fan_out(const Run& run) {
    Chart chart{"Fan-out",
                "what one more reader costs; higher is better",
                {"readers", false, {}, plain_label},
                {"records/s", false, {}, rate_label},
                {}};
    Lines lines;
    for (const Measurement& result : run.results) {
        if (!good(result, "fanout") || result.figure != Figure::kRate) continue;
        const double readers = result.workload.readers;
        lines.at(result.system, result.system).points.push_back(rate_point(readers, result));
        if (result.system != "ring") continue;
        std::vector<double> delivered;
        for (const Round& round : result.rounds) {
            delivered.push_back(round.rate() * static_cast<double>(round.delivered) /
                                static_cast<double>(std::max<std::uint64_t>(round.records, 1)));
        }
        const Spread all = spread_of(delivered);
        lines.at("ring", "ring, all readers")
            .points.push_back(
                {readers, all.median, all.min, all.max,
                 fmt::format("{} readers, {}/s together", readers, rate_text(all.median))});
    }
    chart.lines = lines.take();
    return chart;
}

Chart fan_out_latency(const Run& run) {
    Chart chart{"Fan-out, the tail",
                "99th percentile of the time from when a record was due; lower is better",
                {"readers", false, {}, plain_label},
                {"time", true, {}, time_label},
                {}};
    Lines lines;
    for (const Measurement& result : run.results) {
        if (!good(result, "fanout") || result.figure != Figure::kLatency) continue;
        const Spread at = result.percentile(99);
        lines.at(result.system, result.system)
            .points.push_back({static_cast<double>(result.workload.readers), at.median, at.min,
                               at.max,
                               fmt::format("{}, p99 {} ({}..{})", result.name, time_text(at.median),
                                           time_text(at.min), time_text(at.max))});
    }
    chart.lines = lines.take();
    return chart;
}

Chart shared_writers(const Run& run) {
    Chart chart{"Shared writers",
                "all writers together; higher is better",
                {"writers", false, {}, plain_label},
                {"records/s", false, {}, rate_label},
                {}};
    Lines lines;
    for (const Measurement& result : run.results) {
        if (!good(result, "writers") || !result.workload.shared_writers) continue;
        const std::string batch = result.workload.batch > 1 ? " batch" : "";
        lines.at(result.system, result.system + batch)
            .points.push_back(rate_point(result.workload.writers, result));
    }
    chart.lines = lines.take();
    return chart;
}

}  // namespace

std::vector<Panel> panels_of(const Run& run) {
    std::vector<Panel> all = {throughput(run),       latency_by_nines(run), latency_under_load(run),
                              fan_out(run),          fan_out_latency(run),  shared_writers(run),
                              steadiness_panel(run), occupancy_panel(run),  processor_panel(run)};
    std::erase_if(all, [](const Panel& panel) {
        return std::visit([](const auto& one) { return is_empty(one); }, panel);
    });
    char letter = 'A';
    for (Panel& panel : all) {
        std::visit([&](auto& one) { one.title = std::string(1, letter++) + ". " + one.title; },
                   panel);
    }
    return all;
}

}  // namespace ringpipe::ring_bench
