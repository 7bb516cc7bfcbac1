// What panels are made of: labels of axes, lines by system.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "ring_bench/chart.h"
#include "ring_bench/figure_text.h"
#include "ring_bench/run.h"
#include "ring_bench/system.h"

namespace ringpipe::ring_bench {

inline std::string time_label(double ns) {
    if (ns < 1e3) return fmt::format("{:g} ns", ns);
    if (ns < 1e6) return fmt::format("{:g} us", ns / 1e3);
    if (ns < 1e9) return fmt::format("{:g} ms", ns / 1e6);
    return fmt::format("{:g} s", ns / 1e9);
}

inline std::string rate_label(double rate) {
    if (rate < 1e3) return fmt::format("{:g}", rate);
    if (rate < 1e6) return fmt::format("{:g} k", rate / 1e3);
    return fmt::format("{:g} M", rate / 1e6);
}

inline std::string plain_label(double value) {
    return fmt::format("{:g}", value);
}

// The colour of a system: the same one in every chart.
inline std::size_t colour_of(std::string_view system) {
    if (system == "ring") return 0;
    const auto& all = baselines();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const System& one) { return one.name == system; });
    return 1 + static_cast<std::size_t>(found - all.begin());
}

// Lines in the order of their first point; the same label, the same line.
class Lines {
public:
    Line& at(const std::string& system, const std::string& label) {
        for (Line& line : lines_) {
            if (line.label == label) return line;
        }
        lines_.push_back({label, colour_of(system), lines_.size()});
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

inline Point rate_point(double x, const Measurement& result) {
    const Spread rate = result.rate();
    return {x, rate.median, rate.min, rate.max,
            fmt::format("{}, {}/s ({}..{})", result.name, rate_text(rate.median),
                        rate_text(rate.min), rate_text(rate.max))};
}

inline bool good(const Measurement& result, std::string_view scenario) {
    return result.scenario == scenario && result.problem().empty();
}

// The name of a case in the chart of a scenario whose names end in what tells them apart.
inline std::string last_word(const std::string& name) {
    return name.substr(name.rfind(' ') + 1);
}

}  // namespace ringpipe::ring_bench
