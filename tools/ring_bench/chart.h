// Chart: lines over two axes as SVG, legible in light and dark, in colour and without.
//
// A line is told by its label, its colour, its dashes and its marks; exact figures stand in titles,
// which a browser shows without any script.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace ringpipe::ring_bench {

struct Point {
    double x = 0;
    double y = 0;
    double low = 0;  // of the rounds; both 0: not known
    double high = 0;
    std::string title{};  // the exact figures
};

struct Line {
    std::string label;
    std::size_t style = 0;  // the same system has the same one in every chart
    std::vector<Point> points;
};

struct Tick {
    double at = 0;
    std::string label;
};

struct Axis {
    std::string title;
    bool logarithmic = false;
    std::vector<Tick> ticks;  // empty: made from the points
    std::string (*label)(double) = nullptr;
};

struct Chart {
    std::string title;
    std::string subtitle;
    Axis x;
    Axis y;
    std::vector<Line> lines;
};

inline constexpr double kChartWidth = 480;
inline constexpr double kChartHeight = 340;

[[nodiscard]] bool is_empty(const Chart& chart);
[[nodiscard]] std::string draw(const Chart& chart, double left, double top);
// For the <style> element of the picture that holds the charts.
[[nodiscard]] std::string chart_style();
[[nodiscard]] std::string xml_text(const std::string& text);
[[nodiscard]] std::string svg_text(double x, double y, const std::string& classes,
                                   const std::string& text);

}  // namespace ringpipe::ring_bench
