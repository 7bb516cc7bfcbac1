// Chart: lines over two axes, or bars, as SVG, legible in light and dark, in colour and without.
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
    std::size_t colour = 0;  // the same system has the same one in every chart
    std::size_t dashes = 0;  // and marks: tells lines apart without colours
    std::vector<Point> points{};
    bool area = false;    // filled down to the axis, without marks
    bool is_line = true;  // else only marks
};

// A stretch of the x axis that is shaded.
struct Band {
    double from = 0;
    double to = 0;
    std::string title{};
};

// A place on the x axis with a word.
struct Rule {
    double at = 0;
    std::string label{};
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
    std::vector<Band> bands{};
    std::vector<Rule> rules{};
};

inline constexpr double kChartWidth = 480;
inline constexpr double kChartHeight = 340;

struct Bar {
    std::string label;
    std::size_t colour = 0;
    double value = 0;
    std::string text{};   // what is written at its end
    std::string title{};  // the exact figures
};

// One below the other, from zero.
struct Bars {
    std::string title;
    std::string subtitle;
    std::string unit;
    std::vector<Bar> bars{};
};

[[nodiscard]] bool is_empty(const Chart& chart);
[[nodiscard]] bool is_empty(const Bars& bars);
[[nodiscard]] std::string draw(const Chart& chart, double left, double top);
[[nodiscard]] std::string draw(const Bars& bars, double left, double top);
// For the <style> element of the picture that holds the charts.
[[nodiscard]] std::string chart_style();
[[nodiscard]] std::string xml_text(const std::string& text);
[[nodiscard]] std::string svg_text(double x, double y, const std::string& classes,
                                   const std::string& text);

}  // namespace ringpipe::ring_bench
