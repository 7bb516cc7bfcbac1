// Record JSON: a record, and a gap between records, as one JSON object on a line (ringcat -J).
#include "ringcat/record_json.h"

#include <charconv>
#include <cstring>
#include <iterator>
#include <string_view>

#include <fmt/format.h>
#include <simdjson.h>

#include "common/base64.h"
#include "common/json_text.h"

namespace ringpipe::ringcat {
namespace {

std::string_view as_text(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool is_ascii(std::string_view text) {
    std::uint64_t seen = 0;
    std::uint64_t word = 0;
    while (text.size() >= sizeof word) {
        std::memcpy(&word, text.data(), sizeof word);
        seen |= word;
        text.remove_prefix(sizeof word);
    }
    word = 0;
    if (!text.empty()) std::memcpy(&word, text.data(), text.size());
    return ((seen | word) & 0x8080808080808080) == 0;
}

bool is_utf8(std::string_view text) {
    return is_ascii(text) || simdjson::validate_utf8(text.data(), text.size());
}

}  // namespace

RecordJson::RecordJson(std::uint64_t time_ns, std::uint32_t tag) {
    constexpr std::uint64_t kSecondNs = 1'000'000'000;
    const std::string time =
        time_ns == 0 ? "null" : fmt::format("{}.{:09}", time_ns / kSecondNs, time_ns % kSecondNs);
    marks_ = fmt::format(",\"time\":{},\"tag\":{},\"data", time, tag);
}

void RecordJson::append(std::string& out, const Record& record, char end) const {
    char digits[20];
    char* const digits_end =
        std::to_chars(std::begin(digits), std::end(digits), record.sequence).ptr;
    out += "{\"seq\":";
    out.append(std::begin(digits), digits_end);
    out += marks_;
    if (const std::string_view text = as_text(record.data); is_utf8(text)) {
        out += "\":\"";
        tools::append_json_text(out, text);
    } else {
        out += "_base64\":\"";
        tools::append_base64(out, record.data);
    }
    out += '"';
    if (record.continued) {
        out += ",\"continued\":true";
    } else if (!record.delimiter) {
        out += ",\"delimiter\":null";
    } else if (*record.delimiter != '\n') {
        fmt::format_to(std::back_inserter(out), ",\"delimiter\":{}", *record.delimiter);
    }
    out += '}';
    out += end;
}

RecordJson::Record described(const Batch& rest, std::span<const std::byte> record) {
    RecordJson::Record found;
    found.sequence = rest.first - 1;
    found.data = record;
    found.continued = rest.continued && rest.count == 0;
    const bool ended = rest.kind == FrameKind::kLines && !found.continued && !record.empty() &&
                       std::to_integer<std::uint8_t>(record.back()) == rest.delimiter;
    if (ended) {
        found.data = record.first(record.size() - 1);
        found.delimiter = rest.delimiter;
    }
    return found;
}

void append_gap_json(std::string& out, const Gap& gap, char end) {
    fmt::format_to(std::back_inserter(out),
                   "{{\"gap\":{},\"first\":{},\"last\":{},\"cause\":\"{}\"}}{}",
                   gap.last - gap.first + 1, gap.first, gap.last,
                   gap.cause == Cause::kRefused ? "refused" : "overrun", end);
}

}  // namespace ringpipe::ringcat
