// Panels: which charts a run has something to say for.
#include "ring_bench/panels.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "common/quantity.h"
#include "ring_bench/figure_text.h"

namespace ringpipe::ring_bench {
namespace {

std::string time_label(double ns) {
    if (ns < 1e3) return fmt::format("{:g} ns", ns);
    if (ns < 1e6) return fmt::format("{:g} us", ns / 1e3);
    if (ns < 1e9) return fmt::format("{:g} ms", ns / 1e6);
    return fmt::format("{:g} s", ns / 1e9);
}

std::string rate_label(double rate) {
    if (rate < 1e3) return fmt::format("{:g}", rate);
    if (rate < 1e6) return fmt::format("{:g} k", rate / 1e3);
    return fmt::format("{:g} M", rate / 1e6);
}

std::string plain_label(double value) {
    return fmt::format("{:g}", value);
}

// Lines in the order of their first point, ours first; the same label, the same line.
class Lines {
public:
    Line& at(const std::string& label) {
        for (Line& line : lines_) {
            if (line.label == label) return line;
        }
        lines_.push_back({label, lines_.size(), {}});
        return lines_.back();
    }
    std::vector<Line> take() {
        for (Line& line : lines_) {
            std::stable_sort(line.points.begin(), line.points.end(),
                             [](const Point& a, const Point& b) { return a.x < b.x; });
        }
        return std::move(lines_);
    }

private:
    std::vector<Line> lines_;
};

Point rate_point(double x, const Measurement& result) {
    const Spread rate = result.rate();
    return {x, rate.median, rate.min, rate.max,
            fmt::format("{}, {}/s ({}..{})", result.name, rate_text(rate.median),
                        rate_text(rate.min), rate_text(rate.max))};
}

bool good(const Measurement& result, std::string_view scenario) {
    return result.scenario == scenario && result.problem().empty();
}

// The name of a case in the chart of a scenario whose names end in what tells them apart.
std::string last_word(const std::string& name) {
    return name.substr(name.rfind(' ') + 1);
}

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
        lines.at(label).points.push_back(
            rate_point(static_cast<double>(workload.record_bytes), result));
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
        Line& line =
            lines.at(result.system == "ring" ? "ring " + wait : result.system + " " + wait);
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

Chart latency_under_load(const Run& run) {
    Chart chart{"One way, under an offered load",
                "time from when a record was due; lower is better",
                {"records/s offered", true, {}, rate_label},
                {"time", true, {}, time_label},
                {}};
    Lines lines;
    for (const Measurement& result : run.results) {
        const Workload& workload = result.workload;
        if (!good(result, "latency") || workload.offered_rate <= 0) continue;
        const std::string wait = last_word(result.name);
        if (wait == "sleep") continue;  // a single rate
        const bool main_line = result.system == "ring" && wait == "adaptive";
        for (const auto& [percent, word] :
             {std::pair{50.0, "p50"}, std::pair{99.0, "p99"}, std::pair{99.9, "p99.9"}}) {
            if (!main_line && percent != 99.0) continue;
            const Spread at = result.percentile(percent);
            const auto label = (result.system == "ring" ? wait : result.system) + " " + word;
            lines.at(label).points.push_back(
                {workload.offered_rate, at.median, at.min, at.max,
                 fmt::format("{}/s {} ({}..{})", rate_text(workload.offered_rate),
                             time_text(at.median), time_text(at.min), time_text(at.max))});
        }
    }
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
        if (!good(result, "fanout")) continue;
        const double readers = result.workload.readers;
        lines.at(result.system).points.push_back(rate_point(readers, result));
        if (result.system != "ring") continue;
        std::vector<double> delivered;
        for (const Round& round : result.rounds) {
            delivered.push_back(round.rate() * static_cast<double>(round.delivered) /
                                static_cast<double>(std::max<std::uint64_t>(round.records, 1)));
        }
        const Spread all = spread_of(delivered);
        lines.at("ring, all readers")
            .points.push_back(
                {readers, all.median, all.min, all.max,
                 fmt::format("{} readers, {}/s together", readers, rate_text(all.median))});
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
        lines.at(result.system + batch)
            .points.push_back(rate_point(result.workload.writers, result));
    }
    chart.lines = lines.take();
    return chart;
}

Chart steadiness(const Run& run) {
    Chart chart{"Steadiness",
                "the worst record of every tenth of a second, rounds one after another",
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
        Line& line = lines.at(wait + " " + rate_text(result->workload.offered_rate));
        for (const Round& round : result->rounds) {
            for (const std::uint64_t worst : round.worst_ns) {
                seconds += 0.1;
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

}  // namespace

std::vector<Chart> panels_of(const Run& run) {
    std::vector<Chart> charts = {throughput(run), latency_by_nines(run), latency_under_load(run),
                                 fan_out(run),    shared_writers(run),   steadiness(run)};
    std::erase_if(charts, is_empty);
    char letter = 'A';
    for (Chart& chart : charts) chart.title = std::string(1, letter++) + ". " + chart.title;
    return charts;
}

}  // namespace ringpipe::ring_bench
