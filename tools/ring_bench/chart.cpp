// Chart: lines over two axes as SVG, legible in light and dark, in colour and without.
#include "ring_bench/chart.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace ringpipe::ring_bench {
namespace {

constexpr double kLeft = 70;    // for the y axis' labels
constexpr double kRight = 112;  // for the lines' own
constexpr double kTop = 52;     // for the titles
constexpr double kBottom = 44;  // for the x axis' labels
constexpr double kLabelGap = 13;

// Okabe and Ito's colours, darkened or lightened where the background needs it.
struct Ink {
    const char* light;
    const char* dark;
    const char* dashes;
};
constexpr std::array<Ink, 8> kInks = {{
    {"#0060a0", "#62b5ea", "none"},
    {"#b34700", "#ff8c42", "7 3"},
    {"#00785a", "#2fcf9f", "2 3"},
    {"#9c3f78", "#e79cc6", "9 3 2 3"},
    {"#7a5a00", "#f0c04a", "5 5"},
    {"#4a4a4a", "#c8c8c8", "1 4"},
    {"#5b3fb0", "#b7a4ff", "12 4"},
    {"#8a1c1c", "#ff9a9a", "3 3 8 3"},
}};

// From figures to places on the picture.
class Scale {
public:
    Scale(double low, double high, bool logarithmic, double from, double to)
        : low_(low), high_(high), from_(from), to_(to), logarithmic_(logarithmic) {}

    [[nodiscard]] double place(double value) const {
        const double low = logarithmic_ ? std::log10(low_) : low_;
        const double high = logarithmic_ ? std::log10(high_) : high_;
        const double at = logarithmic_ ? std::log10(std::max(value, low_)) : value;
        const double share = high > low ? (at - low) / (high - low) : 0.5;
        return from_ + std::clamp(share, 0.0, 1.0) * (to_ - from_);
    }
    [[nodiscard]] double low() const { return low_; }
    [[nodiscard]] double high() const { return high_; }

private:
    double low_;
    double high_;
    double from_;
    double to_;
    bool logarithmic_;
};

template <class Value>
Scale scale_of(const Chart& chart, const Axis& axis, Value value, double from, double to) {
    double low = INFINITY;
    double high = -INFINITY;
    const auto see = [&](double at) {
        if (axis.logarithmic && at <= 0) return;
        low = std::min(low, at);
        high = std::max(high, at);
    };
    for (const Line& line : chart.lines) {
        for (const Point& point : line.points) value(point, see);
    }
    for (const Tick& tick : axis.ticks) see(tick.at);
    if (!(high >= low)) return {0, 1, false, from, to};
    if (!axis.logarithmic) return {std::min(low, 0.0), high > 0 ? high * 1.05 : 1, false, from, to};
    return {axis.ticks.empty() ? low / 1.3 : low, axis.ticks.empty() ? high * 1.3 : high, true,
            from, to};
}

// Powers of ten, with 2 and 5 between them where there are few; or five steps of a round size.
std::vector<Tick> ticks_of(const Axis& axis, const Scale& scale) {
    if (!axis.ticks.empty()) return axis.ticks;
    std::vector<Tick> ticks;
    const auto add = [&](double at) {
        if (at >= scale.low() * 0.999 && at <= scale.high() * 1.001) {
            ticks.push_back({at, axis.label(at)});
        }
    };
    if (axis.logarithmic) {
        const double decades = std::log10(scale.high() / scale.low());
        for (double ten = std::pow(10, std::floor(std::log10(scale.low()))); ten <= scale.high();
             ten *= 10) {
            add(ten);
            if (decades < 2) add(2 * ten);
            if (decades < 2) add(5 * ten);
        }
        return ticks;
    }
    const double rough = scale.high() / 5;
    const double ten = std::pow(10, std::floor(std::log10(rough)));
    const double step = rough / ten < 2 ? 2 * ten : rough / ten < 5 ? 5 * ten : 10 * ten;
    for (double at = 0; at <= scale.high(); at += step) add(at);
    return ticks;
}

std::string mark(std::size_t style, double x, double y) {
    constexpr double r = 3.4;
    switch (style % 4) {
        case 0:
            return fmt::format(R"(<circle cx="{:.1f}" cy="{:.1f}" r="{}"/>)", x, y, r);
        case 1:
            return fmt::format(R"(<rect x="{:.1f}" y="{:.1f}" width="{}" height="{}"/>)", x - r,
                               y - r, 2 * r, 2 * r);
        case 2:
            return fmt::format(R"(<path d="M{:.1f} {:.1f}l{} {}h-{}z"/>)", x, y - r - 0.6, r + 0.6,
                               2 * r, 2 * (r + 0.6));
        default:
            return fmt::format(R"(<path d="M{:.1f} {:.1f}l{} {}l-{} {}l-{} -{}z"/>)", x, y - r - 1,
                               r + 1, r + 1, r + 1, r + 1, r + 1, r + 1);
    }
}

std::string draw_line(const Line& line, const Scale& x, const Scale& y) {
    std::string places;
    std::string bars;
    std::string marks;
    for (const Point& point : line.points) {
        const double at = x.place(point.x);
        const double height = y.place(point.y);
        places += fmt::format("{:.1f},{:.1f} ", at, height);
        if (point.high > point.low) {
            bars += fmt::format(R"(<line x1="{0:.1f}" y1="{1:.1f}" x2="{0:.1f}" y2="{2:.1f}"/>)",
                                at, y.place(point.low), y.place(point.high));
        }
        if (line.area) continue;
        marks +=
            fmt::format("<g><title>{}</title>{}</g>", xml_text(line.label + ": " + point.title),
                        mark(line.dashes, at, height));
    }
    const auto colour = line.colour % kInks.size();
    if (!line.is_line)
        return fmt::format("<g class=\"s{}\"><g class=\"mark\">{}</g></g>\n", colour, marks);
    std::string area;
    if (line.area && !line.points.empty()) {
        area = fmt::format(R"(<polygon class="area" points="{0}{1:.1f},{3:.1f} {2:.1f},{3:.1f}"/>)",
                           places, x.place(line.points.back().x), x.place(line.points.front().x),
                           y.place(0));
    }
    return fmt::format(
        "<g class=\"line s{} d{}\">{}<polyline points=\"{}\"/><g class=\"bar\">{}</g>"
        "<g class=\"mark\">{}</g></g>\n",
        colour, line.area ? 0 : line.dashes % kInks.size(), area, places, bars, marks);
}

std::string draw_bands(const Chart& chart, const Scale& x, double top, double bottom) {
    std::string text;
    for (const Band& band : chart.bands) {
        const double from = x.place(band.from);
        text += fmt::format(
            "<rect class=\"band\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\">"
            "<title>{}</title></rect>",
            from, top, x.place(band.to) - from, bottom - top, xml_text(band.title));
    }
    return text;
}

std::string draw_rules(const Chart& chart, const Scale& x, double top, double bottom) {
    std::string text;
    for (const Rule& rule : chart.rules) {
        const double at = x.place(rule.at);
        text += fmt::format(
            "<line class=\"rule\" x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\"/>",
            at, top, bottom);
        text += svg_text(at - 4, top + 10, "tick end", rule.label);
    }
    return text;
}

// At the lines' ends, pushed apart where they would lie on each other.
std::string draw_labels(const Chart& chart, const Scale& x, const Scale& y, double bottom) {
    struct Label {
        double x;
        double y;
        const Line* line;
    };
    std::vector<Label> labels;
    for (const Line& line : chart.lines) {
        if (line.points.empty() || line.label.empty()) continue;
        const Point& last = line.points.back();
        labels.push_back({x.place(last.x) + 7, y.place(last.y) + 4, &line});
    }
    std::sort(labels.begin(), labels.end(),
              [](const Label& a, const Label& b) { return a.y < b.y; });
    for (std::size_t i = 1; i < labels.size(); ++i) {
        labels[i].y = std::max(labels[i].y, labels[i - 1].y + kLabelGap);
    }
    for (std::size_t i = labels.size(); i-- > 0;) {
        const double below = i + 1 < labels.size() ? labels[i + 1].y - kLabelGap : bottom;
        labels[i].y = std::min(labels[i].y, below);
    }
    std::string text;
    for (const Label& label : labels) {
        text +=
            svg_text(label.x, label.y, fmt::format("label s{}", label.line->colour % kInks.size()),
                     label.line->label);
    }
    return text;
}

}  // namespace

std::string xml_text(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '&':
                safe += "&amp;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                // Control characters cannot stand in XML at all.
                safe += static_cast<unsigned char>(c) < 32 && c != '\n' && c != '\t' ? ' ' : c;
        }
    }
    return safe;
}

std::string svg_text(double x, double y, const std::string& classes, const std::string& text) {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" class=\"{}\">{}</text>\n", x, y, classes,
                       xml_text(text));
}

bool is_empty(const Chart& chart) {
    return std::none_of(chart.lines.begin(), chart.lines.end(),
                        [](const Line& line) { return !line.points.empty(); });
}

std::string draw(const Chart& chart, double left, double top) {
    const double x0 = left + kLeft;
    const double x1 = left + kChartWidth - kRight;
    const double y0 = top + kTop;
    const double y1 = top + kChartHeight - kBottom;
    const Scale x = scale_of(
        chart, chart.x, [](const Point& point, auto see) { see(point.x); }, x0, x1);
    const Scale y = scale_of(
        chart, chart.y,
        [](const Point& point, auto see) {
            see(point.y);
            if (point.high > point.low) see(point.low);
            if (point.high > point.low) see(point.high);
        },
        y1, y0);
    std::string text = svg_text(left, top + 16, "title", chart.title) +
                       svg_text(left, top + 32, "small", chart.subtitle);
    text += draw_bands(chart, x, y0, y1);
    for (const Tick& tick : ticks_of(chart.y, y)) {
        const double at = y.place(tick.at);
        text += fmt::format(
            "<line class=\"grid\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>", x0,
            at, x1, at);
        text += svg_text(x0 - 6, at + 4, "tick end", tick.label);
    }
    for (const Tick& tick : ticks_of(chart.x, x)) {
        text += svg_text(x.place(tick.at), y1 + 16, "tick middle", tick.label);
    }
    text += fmt::format(
        "<line class=\"axis\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>", x0, y1,
        x1, y1);
    text += svg_text((x0 + x1) / 2, y1 + 34, "small middle", chart.x.title);
    text += svg_text(left, top + 47, "small", chart.y.title);
    for (const Line& line : chart.lines) text += draw_line(line, x, y);
    text += draw_rules(chart, x, y0, y1);
    return "<g>" + text + draw_labels(chart, x, y, y1) + "</g>\n";
}

bool is_empty(const Bars& bars) {
    return bars.bars.empty();
}

std::string draw(const Bars& bars, double left, double top) {
    constexpr double kNames = 150;
    constexpr double kMost = 26;
    const double x0 = left + kNames;
    const double room = kChartWidth - kNames - kRight / 2;
    double highest = 0;
    for (const Bar& bar : bars.bars) highest = std::max(highest, bar.value);
    const double each =
        std::min(kMost, (kChartHeight - kTop - kBottom) / static_cast<double>(bars.bars.size()));
    std::string text = svg_text(left, top + 16, "title", bars.title) +
                       svg_text(left, top + 32, "small", bars.subtitle) +
                       svg_text(left, top + 47, "small", bars.unit);
    double at = top + kTop + 6;
    for (const Bar& bar : bars.bars) {
        const double width = highest > 0 ? bar.value / highest * room : 0;
        text += svg_text(x0 - 8, at + each / 2 + 4, "tick end", bar.label);
        text += fmt::format(
            "<rect class=\"block s{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
            "height=\"{:.1f}\"><title>{}</title></rect>",
            bar.colour % kInks.size(), x0, at + each * 0.15, std::max(width, 1.0), each * 0.7,
            xml_text(bar.label + ": " + bar.title));
        text += svg_text(x0 + width + 6, at + each / 2 + 4, "tick", bar.text);
        at += each;
    }
    text += fmt::format(
        "<line class=\"axis\" x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\"/>", x0,
        top + kTop, at);
    return "<g>" + text + "</g>\n";
}

std::string chart_style() {
    std::string light;
    std::string dark;
    for (std::size_t i = 0; i < kInks.size(); ++i) {
        light += fmt::format(
            ".s{0}.line{{stroke:{1}}}.d{0}.line polyline{{stroke-dasharray:{2}}}"
            ".s{0} .mark,.s{0} .area,.s{0}.label,.s{0}.block{{fill:{1}}}\n",
            i, kInks[i].light, kInks[i].dashes);
        dark += fmt::format(
            ".s{0}.line{{stroke:{1}}}"
            ".s{0} .mark,.s{0} .area,.s{0}.label,.s{0}.block{{fill:{1}}}\n",
            i, kInks[i].dark);
    }
    return "svg{font-family:system-ui,'DejaVu Sans',sans-serif}\n"
           ".paper{fill:#fff}.ink,.title,.row{fill:#1c2430}.small,.tick{fill:#4d5966}\n"
           ".title{font-size:14px;font-weight:700}.head{font-size:21px;font-weight:700}\n"
           ".small{font-size:11px}.tick{font-size:10.5px}.label{font-size:11.5px;font-weight:600}\n"
           ".row{font-size:11px;font-family:ui-monospace,'DejaVu Sans Mono',monospace;"
           "white-space:pre}\n"
           ".end{text-anchor:end}.middle{text-anchor:middle}\n"
           ".grid{stroke:#dfe4ea}.axis{stroke:#7b8794}\n"
           ".line{fill:none;stroke-width:2;stroke-linejoin:round}.bar{stroke-width:1}\n"
           ".mark,.label,.area,.block{stroke:none}.area{fill-opacity:.25}\n"
           ".band{fill:#8a1c1c;fill-opacity:.14}"
           ".rule{stroke:#4d5966;stroke-dasharray:3 3;stroke-width:1.2}\n" +
           light +
           "@media(prefers-color-scheme:dark){.paper{fill:#12161c}.ink,.title,.row{fill:#e8edf3}\n"
           ".small,.tick{fill:#a9b4c0}.grid{stroke:#2b333d}.axis{stroke:#7b8794}\n"
           ".band{fill:#ff9a9a;fill-opacity:.2}.rule{stroke:#a9b4c0}\n" +
           dark + "}\n";
}

}  // namespace ringpipe::ring_bench
