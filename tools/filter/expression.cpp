// Expression: what --where takes, taken apart.
#include "filter/expression.h"

#include <array>
#include <optional>
#include <utility>

namespace ringpipe::filter {
namespace {

struct Place {
    std::size_t at;
    std::size_t bytes;
    Operator op;
};

// A longer operator before one that it begins with.
constexpr std::array<std::pair<std::string_view, Operator>, 6> kComparisons = {{
    {"!=", Operator::kNotEqual},
    {"<=", Operator::kLessOrEqual},
    {">=", Operator::kGreaterOrEqual},
    {"=", Operator::kEqual},
    {"<", Operator::kLess},
    {">", Operator::kGreater},
}};

// The leftmost operator. In a JSON pointer ~0 and ~1 are characters of a key.
std::optional<Place> find_operator(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        for (const auto& [sign, op] : kComparisons) {
            if (rest.starts_with(sign)) return Place{i, sign.size(), op};
        }
        if (rest[0] == '~' && !rest.starts_with("~0") && !rest.starts_with("~1")) {
            return Place{i, 1, Operator::kMatches};
        }
    }
    if (text.ends_with('?')) return Place{text.size() - 1, 1, Operator::kExists};
    return std::nullopt;
}

Error refused(std::string_view text, std::string problem, std::string hint = {}) {
    return {ErrorKind::kUsage, std::move(problem), std::string(text), 0, std::move(hint)};
}

Error no_operator(std::string_view text) {
    if (text.find('~') != text.npos) {
        return refused(text, "--where takes a field, an operator and a value",
                       "~0 and ~1 belong to JSON pointers; as a regular expression write ~[0] or "
                       "~[1]");
    }
    return refused(text, "--where takes a field, an operator and a value, such as 'level=error'",
                   "a shell takes < > ! ? for itself: quote the whole, as in 'status>=500'; that "
                   "a field is there at all is 'FIELD?'");
}

// What other languages call these operators would be half of the value here.
std::optional<Error> check_foreign(std::string_view text, const Place& place) {
    const std::string_view value = text.substr(place.at + place.bytes);
    if (place.op == Operator::kEqual && value.starts_with('=')) {
        return refused(text, "there is no ==",
                       "equal is =; a string that begins with = goes in quotes: 'FIELD=\"=...\"'");
    }
    if (place.op == Operator::kEqual && value.starts_with('~')) {
        return refused(text, "there is no =~",
                       "a regular expression follows ~; a string that begins with ~ goes in "
                       "quotes: 'FIELD=\"~...\"'");
    }
    if (place.op == Operator::kMatches && text.substr(0, place.at).ends_with('!')) {
        return refused(text, "there is no !~", "not stands in front: '!FIELD~...'");
    }
    return std::nullopt;
}

}  // namespace

Result<Expression> parse_expression(std::string_view text) {
    const std::string_view whole = text;
    Expression expression;
    while (text.starts_with('!') && !text.starts_with("!=")) {
        expression.negated = !expression.negated;
        text.remove_prefix(1);
    }
    const auto place = find_operator(text);
    if (!place) return no_operator(whole);
    if (auto error = check_foreign(text, *place)) return *std::move(error);
    auto field = parse_field(text.substr(0, place->at));
    if (!field) return refused(whole, field.error().doing);
    expression.field = *std::move(field);
    expression.op = place->op;
    expression.operand = text.substr(place->at + place->bytes);
    return expression;
}

}  // namespace ringpipe::filter
