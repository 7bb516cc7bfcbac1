// Predicate: one --where, ready to be asked about a field of a record.
#include "filter/predicate.h"

#include <re2/re2.h>

#include <span>
#include <utility>

#include "filter/number.h"
#include "filter/string_text.h"
#include "simdjson.h"

namespace ringpipe::filter {
namespace {

// Characters that mean themselves in a regular expression.
constexpr std::string_view kPlain =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _-/:,;=@%&#~!<>'\"`";

// What a JSON string means; a view into itself, or into `scratch`.
std::string_view meaning(std::string_view token, std::string& scratch) {
    const std::string_view body = token.substr(1, token.size() - 2);
    if (!has_escapes(body)) return body;
    unescape(body, scratch);
    return scratch;
}

// A JSON text is the value it says; any other word is a string.
JsonValue to_operand(std::string_view word) {
    Document document;
    const FieldTree whole({Field{}});
    if (document.read(std::as_bytes(std::span(word)), whole) == Document::Form::kJson) {
        return to_value(document.found().front().text);
    }
    JsonValue value;
    value.kind = Kind::kString;
    value.text = word;
    return value;
}

}  // namespace

Predicate::Predicate(bool negated, Operator op) : negated_(negated), op_(op) {}
Predicate::Predicate(Predicate&&) noexcept = default;
Predicate& Predicate::operator=(Predicate&&) noexcept = default;
Predicate::~Predicate() = default;

Result<Predicate> Predicate::make(const Expression& expression, std::string_view as_typed) {
    const auto refused = [&](std::string problem) {
        return Error{ErrorKind::kUsage, std::move(problem), std::string(as_typed), 0};
    };
    const std::string& operand = expression.operand;
    if (!simdjson::validate_utf8(operand)) return refused("a value must be UTF-8");
    Predicate predicate(expression.negated, expression.op);
    if (expression.op == Operator::kMatches) {
        RE2::Options options;
        options.set_log_errors(false);
        predicate.pattern_ = std::make_unique<RE2>(operand, options);
        if (!predicate.pattern_->ok()) {
            return refused("no regular expression: " + predicate.pattern_->error());
        }
        predicate.value_.text = operand;
    } else if (expression.op != Operator::kExists) {
        predicate.value_ = to_operand(operand);
    }
    return predicate;
}

int Predicate::order(const Found& found, std::string& scratch) const {
    if (found.kind != value_.kind) return found.kind < value_.kind ? -1 : 1;
    switch (found.kind) {
        case Kind::kNumber:
            return compare(to_number(found.text), value_.number);
        case Kind::kString:
            return meaning(found.text, scratch).compare(value_.text);
        case Kind::kArray:
        case Kind::kObject:
            return compare(to_value(found.text), value_);
        default:
            return 0;
    }
}

bool Predicate::affirmed(const Found& found, std::string& scratch) const {
    switch (op_) {
        case Operator::kEqual:
            return order(found, scratch) == 0;
        case Operator::kNotEqual:
            return order(found, scratch) != 0;
        case Operator::kLess:
            return order(found, scratch) < 0;
        case Operator::kLessOrEqual:
            return order(found, scratch) <= 0;
        case Operator::kGreater:
            return order(found, scratch) > 0;
        case Operator::kGreaterOrEqual:
            return order(found, scratch) >= 0;
        case Operator::kMatches: {
            if (found.kind != Kind::kString) return false;
            const std::string_view text = meaning(found.text, scratch);
            return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern_);
        }
        case Operator::kExists:
            break;
    }
    return found.where == Found::Where::kThere;
}

bool Predicate::holds(const Found& found, std::string& scratch) const {
    if (found.where == Found::Where::kUnreachable) return false;
    return affirmed(found, scratch) != negated_;
}

Predicate::Demand Predicate::demand() const {
    const bool positive = negated_ == (op_ == Operator::kNotEqual);
    if (op_ == Operator::kEqual || op_ == Operator::kNotEqual) {
        if (!positive || value_.kind != Kind::kString) return {};
        return {value_.text, true};
    }
    if (op_ != Operator::kMatches || negated_) return {};
    std::string_view literal = value_.text;
    if (literal.starts_with('^')) literal.remove_prefix(1);
    if (literal.ends_with('$')) literal.remove_suffix(1);
    if (literal.find_first_not_of(kPlain) != literal.npos) return {};
    return {std::string(literal), false};
}

}  // namespace ringpipe::filter
