// JsonValue: a value of its own, out of the text it was written in, and the order of all values.
#include "filter/json_value.h"

#include <algorithm>

#include "filter/string_text.h"
#include "simdjson.h"

namespace ringpipe::filter {
namespace {

namespace ondemand = simdjson::ondemand;

JsonValue scalar(std::string_view token) {
    token = token.substr(0, token.find_last_not_of(" \t\n\r") + 1);
    JsonValue value;
    switch (token.front()) {
        case '"':
            value.kind = Kind::kString;
            unescape(token.substr(1, token.size() - 2), value.text);
            break;
        case 'n':
            break;
        case 't':
            value.kind = Kind::kTrue;
            break;
        case 'f':
            value.kind = Kind::kFalse;
            break;
        default:
            value.kind = Kind::kNumber;
            value.number = to_number(token);
    }
    return value;
}

// What stands between the quotes of a key. simdjson 3.0 tells only where it begins: its end is the
// last quote before the value.
std::string_view key_body(ondemand::field& field) {
    const char* const key = field.key().raw();
    const char* const value = field.value().raw_json_token().data();
    const std::string_view text(key, static_cast<std::size_t>(value - key));
    return text.substr(0, text.rfind('"'));
}

JsonValue build(ondemand::value from) {
    const std::string_view token = from.raw_json_token();
    JsonValue value;
    ondemand::object object;
    ondemand::array array;
    if (token.front() == '{' && !from.get_object().get(object)) {
        value.kind = Kind::kObject;
        std::string name;
        for (auto member : object) {
            ondemand::field field;
            if (std::move(member).get(field)) break;
            unescape(key_body(field), name);
            value.members.insert_or_assign(name, build(field.value()));
        }
    } else if (token.front() == '[' && !from.get_array().get(array)) {
        value.kind = Kind::kArray;
        for (auto element : array) {
            ondemand::value item;
            if (element.get(item)) break;
            value.items.push_back(build(item));
        }
    } else {
        return scalar(token);
    }
    return value;
}

int sign(std::size_t a, std::size_t b) {
    return (a > b) - (a < b);
}

int compare_items(const std::vector<JsonValue>& a, const std::vector<JsonValue>& b) {
    const std::size_t both = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < both; ++i) {
        if (const int order = compare(a[i], b[i])) return order;
    }
    return sign(a.size(), b.size());
}

int compare_members(const JsonValue& a, const JsonValue& b) {
    const auto same_key = [](const auto& x, const auto& y) { return x.first == y.first; };
    const auto [left, right] = std::mismatch(a.members.begin(), a.members.end(), b.members.begin(),
                                             b.members.end(), same_key);
    const bool a_ends = left == a.members.end();
    const bool b_ends = right == b.members.end();
    if (a_ends != b_ends) return a_ends ? -1 : 1;
    if (!a_ends) return left->first.compare(right->first);
    for (auto x = a.members.begin(), y = b.members.begin(); x != a.members.end(); ++x, ++y) {
        if (const int order = compare(x->second, y->second)) return order;
    }
    return 0;
}

}  // namespace

JsonValue to_value(std::string_view text) {
    if (text.front() != '{' && text.front() != '[') return scalar(text);
    const simdjson::padded_string padded(text);
    ondemand::parser parser;
    ondemand::document document;
    ondemand::value value;
    if (parser.iterate(padded).get(document) || document.get_value().get(value)) return {};
    return build(value);
}

int compare(const JsonValue& a, const JsonValue& b) {
    if (a.kind != b.kind) return a.kind < b.kind ? -1 : 1;
    switch (a.kind) {
        case Kind::kNumber:
            return compare(a.number, b.number);
        case Kind::kString:
            return a.text.compare(b.text);
        case Kind::kArray:
            return compare_items(a.items, b.items);
        case Kind::kObject:
            return compare_members(a, b);
        default:
            return 0;
    }
}

}  // namespace ringpipe::filter
