// JsonValue: a value of its own, out of the text it was written in, and the order of all values.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "filter/document.h"
#include "filter/number.h"

namespace ringpipe::filter {

struct JsonValue {
    Kind kind = Kind::kNull;
    Number number;                             // kNumber
    std::string text;                          // kString: what it means, without escapes
    std::vector<JsonValue> items;              // kArray
    std::map<std::string, JsonValue> members;  // kObject; of equal keys the last
};

// Of a text that Document::read() found to be JSON.
[[nodiscard]] JsonValue to_value(std::string_view text);

// Less than 0, 0, more than 0. As jq sorts: by Kind; numbers by what they are worth, strings by
// their bytes, arrays item by item, objects by their sorted keys and then value by value.
[[nodiscard]] int compare(const JsonValue& a, const JsonValue& b);

}  // namespace ringpipe::filter
