// The report as one picture: charts, the host and the exact figures.
#include <fmt/format.h>

#include "ring_bench/chart.h"
#include "ring_bench/figure_text.h"
#include "ring_bench/panels.h"
#include "ring_bench/report.h"
#include "ring_bench/text.h"

namespace ringpipe::ring_bench {
namespace {

constexpr double kMargin = 24;
constexpr double kHead = 92;
constexpr double kRow = 14;

// The lines of the table, without the head that the picture has of its own.
std::vector<std::string> table_rows(const Run& run) {
    const std::string text = to_text(run);
    std::vector<std::string> rows;
    for (std::size_t at = text.find("\n\n") + 2; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        rows.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return rows;
}

}  // namespace

std::string to_svg(const Run& run) {
    const auto panels = panels_of(run);
    const auto rows = table_rows(run);
    const double lines = static_cast<double>((panels.size() + 1) / 2);
    const double table_top = kHead + lines * (kChartHeight + 12) + 12;
    const double width = 2 * kMargin + 2 * kChartWidth + 16;
    const double height = table_top + static_cast<double>(rows.size()) * kRow + kMargin;
    std::string svg = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
        "width=\"{0:.0f}\" height=\"{1:.0f}\" role=\"img\" "
        "aria-label=\"ring_bench: throughput and latency\">\n<style>{2}</style>\n"
        "<rect class=\"paper\" width=\"{0:.0f}\" height=\"{1:.0f}\"/>\n",
        width, height, chart_style());
    svg += svg_text(kMargin, 34, "ink head", "ring_bench " RINGPIPE_VERSION);
    svg += svg_text(kMargin, 52, "small", date_text(run.time_ns) + ", " + run.host.line());
    svg += svg_text(kMargin, 67, "small", setup_line(run) + "; " + verification_line(run));
    for (std::size_t i = 0; i < panels.size(); ++i) {
        const double left = kMargin + static_cast<double>(i % 2) * (kChartWidth + 16);
        const double top = kHead + static_cast<double>(i / 2) * (kChartHeight + 12);
        svg += std::visit([&](const auto& panel) { return draw(panel, left, top); }, panels[i]);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].empty()) continue;
        svg += svg_text(kMargin, table_top + static_cast<double>(i) * kRow, "row", rows[i]);
    }
    return svg + "</svg>\n";
}

}  // namespace ringpipe::ring_bench
