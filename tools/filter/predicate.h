// Predicate: one --where, ready to be asked about a field of a record.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "filter/document.h"
#include "filter/expression.h"
#include "filter/json_value.h"

namespace re2 {
class RE2;
}

namespace ringpipe::filter {

class Predicate {
public:
    // kUsage: the value is no UTF-8, or no regular expression.
    static Result<Predicate> make(const Expression& expression, std::string_view as_typed);

    Predicate(Predicate&&) noexcept;
    Predicate& operator=(Predicate&&) noexcept;
    ~Predicate();

    // A field that cannot be there, inside of a number say, makes every predicate false, negated or
    // not. `scratch` is for the text of strings.
    [[nodiscard]] bool holds(const Found& found, std::string& scratch) const;

    // A string that the field must be, or contain, for this to hold; empty if there is none.
    // `whole`: the field is that string and nothing more.
    struct Demand {
        std::string text;
        bool whole = false;
    };
    [[nodiscard]] Demand demand() const;

    // Whether it holds only where the field is there, whatever its value.
    [[nodiscard]] bool asks_existence() const { return op_ == Operator::kExists && !negated_; }

private:
    Predicate(bool negated, Operator op);
    [[nodiscard]] bool affirmed(const Found& found, std::string& scratch) const;
    [[nodiscard]] int order(const Found& found, std::string& scratch) const;

    bool negated_;
    Operator op_;
    JsonValue value_;
    std::unique_ptr<re2::RE2> pattern_;
};

}  // namespace ringpipe::filter
