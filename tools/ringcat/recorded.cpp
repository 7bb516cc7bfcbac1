// Recorded: a record, or a gap, as ringcat -J wrote it, read back.
#include "ringcat/recorded.h"

#include <new>
#include <string_view>

#include <simdjson.h>

#include "common/base64_decode.h"

namespace ringpipe::ringcat {

namespace dom = simdjson::dom;

struct RecordedParser::Impl {
    dom::parser parser;
};

RecordedParser::RecordedParser() : impl_(std::make_unique<Impl>()) {}
RecordedParser::~RecordedParser() = default;

namespace {

// False if it is there and cannot be used. What is null or missing is left alone.
bool read_time(const dom::object& object, Recorded& recorded) {
    dom::element time;
    if (object["time"].get(time) != simdjson::SUCCESS || time.is_null()) return true;
    double seconds = 0;
    if (time.get(seconds) != simdjson::SUCCESS) return false;
    recorded.time_s = seconds;
    return true;
}

bool read_tag(const dom::object& object, Recorded& recorded) {
    dom::element tag;
    if (object["tag"].get(tag) != simdjson::SUCCESS) return true;
    std::uint64_t number = 0;
    if (tag.get(number) != simdjson::SUCCESS || number > UINT32_MAX) return false;
    recorded.tag = static_cast<std::uint32_t>(number);
    return true;
}

bool read_data(const dom::object& object, Recorded& recorded) {
    std::string_view text;
    if (object["data"].get(text) == simdjson::SUCCESS) {
        recorded.data = text;
        return true;
    }
    if (object["data_base64"].get(text) != simdjson::SUCCESS) return false;
    return tools::decode_base64(text, recorded.data);
}

// A newline goes without saying; null: it has none.
bool read_end(const dom::object& object, Recorded& recorded) {
    bool continued = false;
    if (object["continued"].get(continued) == simdjson::SUCCESS) recorded.continued = continued;
    dom::element delimiter;
    if (object["delimiter"].get(delimiter) != simdjson::SUCCESS) {
        if (!recorded.continued) recorded.delimiter = '\n';
        return true;
    }
    if (delimiter.is_null()) return true;
    std::uint64_t byte = 0;
    if (delimiter.get(byte) != simdjson::SUCCESS || byte > UINT8_MAX) return false;
    recorded.delimiter = static_cast<std::uint8_t>(byte);
    return true;
}

}  // namespace

const char* RecordedParser::parse(std::span<const std::byte> line, Recorded& recorded) {
    recorded = {};
    dom::element element;
    const auto* text = reinterpret_cast<const char*>(line.data());
    const auto error = impl_->parser.parse(text, line.size()).get(element);
    if (error == simdjson::MEMALLOC) throw std::bad_alloc();
    if (error != simdjson::SUCCESS) return "is not JSON";
    dom::object object;
    if (element.get(object) != simdjson::SUCCESS) return "is no object";
    if (object["gap"].get(recorded.lost) == simdjson::SUCCESS && recorded.lost != 0) return nullptr;
    if (!read_data(object, recorded)) return "has no data, or data_base64 that is not base64";
    if (!read_time(object, recorded)) return "has a time that is no number of seconds";
    if (!read_tag(object, recorded)) return "has a tag that is out of range";
    if (!read_end(object, recorded)) return "has a delimiter that is no byte";
    return nullptr;
}

}  // namespace ringpipe::ringcat
