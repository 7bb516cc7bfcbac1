// Expression: what --where takes, taken apart: "level=error", "status>=500", "/http/path~^/api/",
// "user.id?", "!...".
#pragma once

#include <string>
#include <string_view>

#include "filter/field.h"
#include "ringpipe/error.h"

namespace ringpipe::filter {

enum class Operator {
    kEqual,
    kNotEqual,
    kLess,
    kLessOrEqual,
    kGreater,
    kGreaterOrEqual,
    kMatches,
    kExists,
};

struct Expression {
    bool negated = false;
    Field field;
    Operator op = Operator::kExists;
    std::string operand;  // as it was typed
};

[[nodiscard]] Result<Expression> parse_expression(std::string_view text);

}  // namespace ringpipe::filter
