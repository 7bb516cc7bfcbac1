// JSON: what ringstat found, one object a ring, one a line.
//
// The keys are the vocabulary of ringpipe(7), the same as in checks and metrics; so `writers` and
// `readers` are counts of live processes, and the lists have keys of their own.
#include "ringstat/json.h"

#include <optional>

#include "common/json_text.h"
#include "common/policy.h"
#include "common/state_name.h"
#include "ringstat/figures.h"

namespace ringpipe::ringstat {
namespace {

using tools::JsonObject;

double seconds_of(std::uint64_t ns) {
    return static_cast<double>(ns) / 1e9;
}

std::optional<std::string_view> if_any(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return text;
}

std::optional<std::uint64_t> if_any(std::uint64_t number) {
    if (number == 0) return std::nullopt;
    return number;
}

void add_lag(JsonObject& object, const std::optional<LagFigures>& lag) {
    object.count("lag_records", lag ? std::optional(lag->records) : std::nullopt);
    object.count("lag_bytes", lag ? std::optional(lag->bytes) : std::nullopt);
    object.number("lag_seconds", lag ? lag->seconds : std::nullopt);
}

JsonObject writer_object(const WriterView& writer) {
    JsonObject object;
    object.count("pid", if_any(writer.pid));
    object.text("command", if_any(writer.command));
    object.flag("shared", writer.shared);
    return object;
}

JsonObject reader_object(const ReaderView& reader, std::optional<double> rate) {
    JsonObject object;
    object.count("slot", reader.slot);
    object.text("cursor", if_any(reader.name));
    object.count("pid", if_any(reader.pid));
    object.text("command", if_any(reader.command));
    object.flag("alive", reader.alive);
    object.flag("holding", reader.holding);
    object.flag("kept", reader.kept);
    object.count("sequence", reader.sequence);
    add_lag(object, lag_of(reader));
    object.number("out_rate", rate);
    object.count("lost", lost_by(reader));
    object.count("overrun", reader.overrun);
    object.count("refused", reader.refused);
    return object;
}

std::vector<JsonObject> writer_list(const Reading& reading) {
    std::vector<JsonObject> list;
    for (const WriterView& writer : reading.now.writers) list.push_back(writer_object(writer));
    return list;
}

std::vector<JsonObject> reader_list(const Reading& reading) {
    std::vector<JsonObject> list;
    for (std::size_t i = 0; i < reading.now.readers.size(); ++i) {
        const ReaderView& reader = reading.now.readers[i];
        if (!reading.shows(reader)) continue;
        list.push_back(
            reader_object(reader, reading.rates ? reading.rates->reader_rates[i] : std::nullopt));
    }
    return list;
}

JsonObject ring_object(const Reading& reading) {
    const Snapshot& now = reading.now;
    const auto& rates = reading.rates;
    JsonObject object;
    object.text("ring", reading.name);
    object.text("path", reading.path);
    object.text("id", reading.id);
    object.number("time", seconds_of(now.taken_ns));
    object.text("state", tools::state_name(now.state));
    object.text("on_full", tools::format_policy(now.identity.on_full, now.identity.block_ns));
    object.count("capacity_bytes", now.identity.capacity);
    object.number("fill_ratio", now.fill_ratio);
    object.count("unread_bytes", now.unread_bytes);
    object.number("sample_seconds", rates ? std::optional(rates->seconds) : std::nullopt);
    object.number("in_rate", rates ? std::optional(rates->in_rate) : std::nullopt);
    object.number("out_rate", rates ? std::optional(rates->out_rate) : std::nullopt);
    object.number("blocked_ratio", rates ? std::optional(rates->blocked_ratio) : std::nullopt);
    object.number("blocked_seconds", seconds_of(now.blocked_ns));
    object.count("blocks", now.blocks);
    object.flag("blocked_now", now.blocked_now);
    const ReaderView* blocker = blocking_reader(now);
    object.count("blocked_by_slot",
                 blocker ? std::optional<std::uint64_t>(blocker->slot) : std::nullopt);
    add_lag(object, worst_lag(now));
    object.count("lost", lost_in(now));
    object.count("refused", now.refused);
    object.count("published_records", published_records(now));
    object.count("published_bytes", now.published);
    object.number("idle_seconds", idle_seconds(now));
    object.count("writers", now.writers.size());
    object.count("readers", readers_alive(now));
    object.count("reader_slots", now.identity.slots);
    object.list("writer_list", writer_list(reading));
    object.list("reader_list", reader_list(reading));
    return object;
}

}  // namespace

std::string to_json(const std::vector<Reading>& readings) {
    std::string lines;
    for (const Reading& reading : readings) lines += ring_object(reading).str() + "\n";
    return lines;
}

}  // namespace ringpipe::ringstat
