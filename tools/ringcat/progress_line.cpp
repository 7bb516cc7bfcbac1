// ProgressLine: how far a ringcat is, in words and as JSON.
#include "ringcat/progress_line.h"

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/json_text.h"
#include "common/quantity.h"

namespace ringpipe::ringcat {

std::string ProgressLine::text() const {
    std::string line = fmt::format(
        "{} record{}, {} in {}, {}/s, {}/s", tools::format_count(static_cast<double>(records)),
        records == 1 ? "" : "s", tools::format_size(bytes), tools::format_duration(seconds),
        tools::format_count(record_rate),
        tools::format_size(static_cast<std::uint64_t>(byte_rate)));
    if (fill_ratio) line += fmt::format(", fill {:.0f}%", *fill_ratio * 100);
    if (done_ratio) line += fmt::format(", done {:.0f}%", *done_ratio * 100);
    if (eta_seconds) line += fmt::format(", {} left", tools::format_duration(*eta_seconds));
    return line;
}

std::string ProgressLine::json(const std::string& ring) const {
    tools::JsonObject object;
    object.text("level", "progress");
    object.text("tool", tools::tool());
    object.text("object", ring);
    object.count("records", records);
    object.count("bytes", bytes);
    object.number("seconds", seconds);
    object.number("record_rate", record_rate);
    object.number("byte_rate", byte_rate);
    object.number("fill_ratio", fill_ratio);
    object.number("done_ratio", done_ratio);
    object.number("eta_seconds", eta_seconds);
    return object.str();
}

}  // namespace ringpipe::ringcat
