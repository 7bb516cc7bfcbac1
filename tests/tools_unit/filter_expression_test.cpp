// What --where takes is taken apart at its leftmost operator.
#include "filter/expression.h"

#include "catch.h"

using namespace ringpipe::filter;

namespace {

struct Parts {
    bool negated;
    std::vector<std::string> steps;
    Operator op;
    std::string operand;
    bool operator==(const Parts&) const = default;
};

Parts parts(std::string_view text) {
    INFO(text);
    auto expression = parse_expression(text);
    REQUIRE(expression);
    return {expression->negated, expression->field.steps, expression->op, expression->operand};
}

std::string refusal(std::string_view text) {
    INFO(text);
    const auto expression = parse_expression(text);
    REQUIRE_FALSE(expression);
    CHECK(expression.error().kind == ringpipe::ErrorKind::kUsage);
    CHECK(expression.error().path == text);
    return expression.error().doing + ' ' + expression.error().hint;
}

}  // namespace

TEST_CASE("each operator is known") {
    CHECK(parts("a=1") == Parts{false, {"a"}, Operator::kEqual, "1"});
    CHECK(parts("a!=1") == Parts{false, {"a"}, Operator::kNotEqual, "1"});
    CHECK(parts("a<1") == Parts{false, {"a"}, Operator::kLess, "1"});
    CHECK(parts("a<=1") == Parts{false, {"a"}, Operator::kLessOrEqual, "1"});
    CHECK(parts("a>1") == Parts{false, {"a"}, Operator::kGreater, "1"});
    CHECK(parts("a>=1") == Parts{false, {"a"}, Operator::kGreaterOrEqual, "1"});
    CHECK(parts("a~^x$") == Parts{false, {"a"}, Operator::kMatches, "^x$"});
    CHECK(parts("a?") == Parts{false, {"a"}, Operator::kExists, ""});
}

TEST_CASE("the leftmost operator is the one") {
    CHECK(parts("a=b~c") == Parts{false, {"a"}, Operator::kEqual, "b~c"});
    CHECK(parts("a~b=c") == Parts{false, {"a"}, Operator::kMatches, "b=c"});
    CHECK(parts("a=really?") == Parts{false, {"a"}, Operator::kEqual, "really?"});
    CHECK(parts("a?=1") == Parts{false, {"a?"}, Operator::kEqual, "1"});
    CHECK(parts("wow!?") == Parts{false, {"wow!"}, Operator::kExists, ""});
    CHECK(parts("a=") == Parts{false, {"a"}, Operator::kEqual, ""});
}

TEST_CASE("not stands in front, as often as one likes") {
    CHECK(parts("!a=1") == Parts{true, {"a"}, Operator::kEqual, "1"});
    CHECK(parts("!!a=1") == Parts{false, {"a"}, Operator::kEqual, "1"});
    CHECK(parts("!a!=1") == Parts{true, {"a"}, Operator::kNotEqual, "1"});
    CHECK(parts("!a?") == Parts{true, {"a"}, Operator::kExists, ""});
}

TEST_CASE("a leading slash makes a JSON pointer, and nothing else does") {
    CHECK(parts("user.id=1").steps == std::vector<std::string>{"user.id"});
    CHECK(parts("a/b=1").steps == std::vector<std::string>{"a/b"});
    CHECK(parts("/http/status=1").steps == std::vector<std::string>{"http", "status"});
    CHECK(parts("/a/0/b=1").steps == std::vector<std::string>{"a", "0", "b"});
    CHECK(parts("/=1").steps == std::vector<std::string>{""});
    CHECK(parts("/a/=1").steps == std::vector<std::string>{"a", ""});
    CHECK(parts("/a~1b=1").steps == std::vector<std::string>{"a/b"});
    CHECK(parts("/m~0n=1").steps == std::vector<std::string>{"m~n"});
    CHECK(parts("/m~01=1").steps == std::vector<std::string>{"m~1"});
}

TEST_CASE("~0 and ~1 belong to a pointer, any other tilde is the operator") {
    CHECK(parts("/http/path~^/api/") ==
          Parts{false, {"http", "path"}, Operator::kMatches, "^/api/"});
    CHECK(parts("/a~1b~x") == Parts{false, {"a/b"}, Operator::kMatches, "x"});
    CHECK(parts("/a~1b~[0]~1") == Parts{false, {"a/b"}, Operator::kMatches, "[0]~1"});
    CHECK(parts("/a~2=1") == Parts{false, {"a"}, Operator::kMatches, "2=1"});
    CHECK(refusal("status~1..").find("~[1]") != std::string::npos);
}

TEST_CASE("what has no operator is refused, with a word about quoting") {
    for (const char* text : {"level", "", "!", "/http/status", "level error", "500"}) {
        CHECK(refusal(text).find("quote") != std::string::npos);
    }
}

TEST_CASE("an operator without a field is refused") {
    for (const char* text : {"=1", "!=1", "!", "?", "~x", "!?"}) refusal(text);
}

TEST_CASE("the operators of other languages are refused rather than misread") {
    CHECK(refusal("a==b").find("\"=...\"") != std::string::npos);
    CHECK(refusal("a=~b").find("follows ~") != std::string::npos);
    CHECK(refusal("a!~b").find("in front") != std::string::npos);
    CHECK(parts("a=\"=b\"").operand == "\"=b\"");
}

TEST_CASE("a field's name must be UTF-8") {
    refusal("a\xff=1");
    CHECK(parts("\xc3\xa9=1").steps == std::vector<std::string>{"\xc3\xa9"});
}
