// Table: what ringstat found, for people.
//
// Two kinds of rows, each aligned with its like: rings under the heading, and readers below their
// ring. What processes call themselves is not trusted to be printable.
#include "ringstat/table.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include <fmt/format.h>

#include "common/json_text.h"
#include "common/policy.h"
#include "common/quantity.h"
#include "common/state_name.h"
#include "ringstat/figures.h"

namespace ringpipe::ringstat {
namespace {

using tools::format_count;
using tools::format_duration;
using tools::format_size;
using tools::format_size_short;

constexpr std::size_t kScreenColumns = 80;
constexpr std::array<std::string_view, 11> kHeading = {
    "RING", "SIZE", "FILL", "IN/S", "OUT/S", "BLOCKED", "LOST", "W", "R", "ON-FULL", "STATE"};
constexpr std::size_t kFirstNumber = 1;
constexpr std::size_t kAfterNumbers = 9;

using Cells = std::vector<std::string>;

enum class RowKind { kRing, kReader, kNote };
struct Row {
    RowKind kind;
    Cells cells;
};

std::string printable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t length = std::max<std::size_t>(tools::utf8_length(text), 1);
        const auto lead = static_cast<unsigned char>(text[0]);
        // U+0080 to U+009F are control characters too.
        const bool control = length == 1
                                 ? lead < 0x20 || lead >= 0x7f
                                 : lead == 0xc2 && static_cast<unsigned char>(text[1]) < 0xa0;
        out += control ? std::string_view("?") : text.substr(0, length);
        text.remove_prefix(length);
    }
    return out;
}

// Characters, not bytes: printable() has left only well-formed UTF-8.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    }));
}

std::string count_text(std::uint64_t count) {
    return format_count(static_cast<double>(count));
}

std::string process_text(std::uint32_t pid, const std::string& command) {
    const std::string name = printable(command);
    return fmt::format("pid {}{}{}", pid, name.empty() ? "" : " ", name);
}

Row ring_row(const Reading& reading) {
    const Snapshot& now = reading.now;
    const auto& rates = reading.rates;
    return {
        RowKind::kRing,
        {printable(reading.name), format_size_short(now.identity.capacity),
         fmt::format("{:.0f}%", now.fill_ratio * 100), rates ? format_count(rates->in_rate) : "-",
         rates ? format_count(rates->out_rate) : "-",
         rates ? fmt::format("{:.1f}%", rates->blocked_ratio * 100) : "-", count_text(lost_in(now)),
         fmt::format("{}", now.writers.size()), fmt::format("{}", readers_alive(now)),
         tools::format_policy(now.identity.on_full, now.identity.block_ns),
         tools::state_name(now.state)}};
}

std::string role_of(const ReaderView& reader) {
    if (!reader.alive) return reader.kept ? "kept, idle" : "idle";
    return reader.holding ? "holds" : "observes";
}

std::string remark_on(const ReaderView& reader, bool blocks) {
    std::string remark = blocks ? "keeps the writer waiting" : "";
    if (lost_by(reader) != 0) remark += remark.empty() ? "lost " : "; lost ";
    if (reader.overrun != 0) remark += count_text(reader.overrun) + " overrun";
    if (reader.overrun != 0 && reader.refused != 0) remark += ", ";
    if (reader.refused != 0) remark += count_text(reader.refused) + " refused";
    return remark;
}

Row reader_row(const ReaderView& reader, bool blocks, bool verbose) {
    std::string label = printable(reader.name);
    if (label.empty()) {
        label = process_text(reader.pid, reader.command);
    } else if (verbose && reader.alive) {
        label += fmt::format(" ({})", process_text(reader.pid, reader.command));
    }
    const LagFigures lag = lag_of(reader);
    Cells cells = {"  " + label, role_of(reader)};
    if (lag.records == 0) {
        cells.insert(cells.end(), {"caught up", "", ""});
    } else {
        cells.insert(cells.end(),
                     {count_text(lag.records) + " behind", format_size_short(lag.bytes),
                      lag.seconds ? format_duration(*lag.seconds) : "-"});
    }
    cells.push_back(remark_on(reader, blocks));
    return {RowKind::kReader, std::move(cells)};
}

void add_notes(const Reading& reading, std::vector<Row>& rows) {
    const Snapshot& now = reading.now;
    const auto note = [&](std::string_view key, std::string text) {
        rows.push_back({RowKind::kNote, {fmt::format("    {:<11}{}", key, text)}});
    };
    const auto idle = idle_seconds(now);
    note("path", printable(reading.path));
    note("id", reading.id);
    note("published",
         fmt::format("{} records, {}{}", published_records(now), format_size(now.published),
                     idle ? ", last " + format_duration(*idle) + " ago" : ""));
    note("unread", fmt::format("{} of {}", format_size(now.unread_bytes),
                               format_size(now.identity.capacity)));
    note("blocked", fmt::format("{} times, {} in all", now.blocks,
                                format_duration(static_cast<double>(now.blocked_ns) / 1e9)));
    note("refused", fmt::format("{} records", now.refused));
    note("readers", fmt::format("{} of {} slots", now.readers.size(), now.identity.slots));
    for (const WriterView& writer : now.writers) {
        note("writer",
             process_text(writer.pid, writer.command) + (writer.shared ? "" : ", exclusive"));
    }
}

void add_rows(const Reading& reading, bool verbose, std::vector<Row>& rows) {
    rows.push_back(ring_row(reading));
    if (verbose) add_notes(reading, rows);
    const ReaderView* blocker = blocking_reader(reading.now);
    const bool nobody_holds = std::none_of(reading.now.readers.begin(), reading.now.readers.end(),
                                           [](const ReaderView& r) { return r.holding; });
    if (reading.now.blocked_now && nobody_holds) {
        rows.push_back({RowKind::kNote,
                        {readers_alive(reading.now) == 0
                             ? "  the writer waits for a first reader"
                             : "  the writer waits for a reader that holds; these observe"}});
    }
    for (const ReaderView& reader : reading.now.readers) {
        if (reading.shows(reader)) rows.push_back(reader_row(reader, &reader == blocker, verbose));
    }
}

std::vector<std::size_t> widths_of(const std::vector<Row>& rows, RowKind kind) {
    std::vector<std::size_t> widths;
    for (const Row& row : rows) {
        if (row.kind != kind) continue;
        widths.resize(std::max(widths.size(), row.cells.size()));
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            widths[i] = std::max(widths[i], width_of(row.cells[i]));
        }
    }
    return widths;
}

std::size_t gap_for(const std::vector<std::size_t>& widths) {
    std::size_t total = 0;
    for (const std::size_t width : widths) total += width + 2;
    return total <= kScreenColumns + 2 ? 2 : 1;
}

void append_line(std::string& out, const Row& row, const std::vector<std::size_t>& widths) {
    const std::string gap(gap_for(widths), ' ');
    std::string line;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const std::string& cell = row.cells[i];
        const std::string padding(i < widths.size() ? widths[i] - width_of(cell) : 0, ' ');
        const bool right = row.kind == RowKind::kRing && i >= kFirstNumber && i < kAfterNumbers;
        line += (i == 0 ? "" : gap) + (right ? padding + cell : cell + padding);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
}

}  // namespace

std::string to_table(const std::vector<Reading>& readings, bool verbose) {
    if (readings.empty()) return {};
    std::vector<Row> rows = {{RowKind::kRing, Cells(kHeading.begin(), kHeading.end())}};
    for (const Reading& reading : readings) add_rows(reading, verbose, rows);

    const auto ring_widths = widths_of(rows, RowKind::kRing);
    const auto reader_widths = widths_of(rows, RowKind::kReader);
    std::string out;
    for (const Row& row : rows) {
        append_line(out, row,
                    row.kind == RowKind::kRing     ? ring_widths
                    : row.kind == RowKind::kReader ? reader_widths
                                                   : std::vector<std::size_t>());
    }
    return out;
}

}  // namespace ringpipe::ringstat
