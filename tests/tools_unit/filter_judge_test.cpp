// A record passes when every expression holds: typed, exact, and in the order of jq.
#include "filter/judge.h"

#include <cstring>

#include "catch.h"

using namespace ringpipe::filter;

namespace {

using Exprs = std::vector<std::string>;

Verdict verdict(const Exprs& where, std::string_view record) {
    auto query = Query::compile(where, "");
    REQUIRE(query);
    return Judge(*query).judge(std::as_bytes(std::span(record)));
}

bool passes(const std::string& expression, std::string_view record) {
    INFO(expression << " of " << record);
    const Verdict given = verdict({expression}, record);
    CHECK((given == Verdict::kPass || given == Verdict::kDrop));
    return given == Verdict::kPass;
}

std::string picked(const std::string& fields, std::string_view record) {
    auto query = Query::compile({}, fields);
    REQUIRE(query);
    Judge judge(*query);
    REQUIRE(judge.judge(std::as_bytes(std::span(record))) == Verdict::kPass);
    std::string out;
    judge.pick(out);
    return out;
}

}  // namespace

TEST_CASE("words compare as strings, JSON literals as what they are") {
    CHECK(passes("level=error", R"({"level":"error"})"));
    CHECK_FALSE(passes("level=error", R"({"level":"errors"})"));
    CHECK(passes("a=500", R"({"a":500})"));
    CHECK(passes("a=500", R"({"a":5e2})"));
    CHECK(passes("a=500", R"({"a":500.0})"));
    CHECK_FALSE(passes("a=500", R"({"a":"500"})"));
    CHECK(passes(R"(a="500")", R"({"a":"500"})"));
    CHECK(passes("a=007", R"({"a":"007"})"));
    CHECK(passes("a=true", R"({"a":true})"));
    CHECK_FALSE(passes("a=true", R"({"a":"true"})"));
    CHECK(passes("a=", R"({"a":""})"));
    CHECK(passes("a=x y", R"({"a":"x y"})"));
    CHECK(passes("a=-0", R"({"a":0})"));
    CHECK(passes(R"(a="\u00e9")", "{\"a\":\"\xc3\xa9\"}"));
}

TEST_CASE("64-bit integers compare exactly") {
    CHECK(passes("a=9007199254740993", R"({"a":9007199254740993})"));
    CHECK_FALSE(passes("a=9007199254740993", R"({"a":9007199254740992})"));
    CHECK(passes("a<9223372036854775807", R"({"a":9223372036854775806})"));
    CHECK(passes("a>9223372036854775807", R"({"a":9223372036854775808})"));
    CHECK(passes("a=18446744073709551615", R"({"a":18446744073709551615})"));
    CHECK_FALSE(passes("a=18446744073709551615", R"({"a":18446744073709551614})"));
    CHECK(passes("a=-9223372036854775808", R"({"a":-9223372036854775808})"));
    CHECK(passes("a<-9223372036854775807", R"({"a":-9223372036854775808})"));
    CHECK(passes("a<9007199254740993", R"({"a":9007199254740992.0})"));
    CHECK(passes("a<18446744073709551615", R"({"a":1e19})"));
}

TEST_CASE("numbers beyond every machine type are numbers still") {
    CHECK(passes("a>1e308", R"({"a":1e400})"));
    CHECK(passes("a<-1e308", R"({"a":-1e400})"));
    CHECK(passes("a=0", R"({"a":1e-400})"));
    CHECK(passes("b=1", R"({"a":123456789012345678901234567890,"b":1})"));
    CHECK(passes("a>18446744073709551615", R"({"a":123456789012345678901234567890})"));
}

TEST_CASE("values of different types are ordered as jq orders them") {
    const std::vector<std::string> rising = {
        "null",      "false", "true", "-1",    "0.5", "1",  "\"\"",       "\"1\"",
        "\"a\"",     "[]",    "[1]",  "[1,0]", "[2]", "{}", R"({"a":2})", R"({"a":1,"b":0})",
        R"({"b":0})"};
    for (std::size_t i = 0; i < rising.size(); ++i) {
        for (std::size_t j = 0; j < rising.size(); ++j) {
            const std::string record = "{\"f\":" + rising[i] + "}";
            CHECK(passes("f=" + rising[j], record) == (i == j));
            CHECK(passes("f!=" + rising[j], record) == (i != j));
            CHECK(passes("f<" + rising[j], record) == (i < j));
            CHECK(passes("f<=" + rising[j], record) == (i <= j));
            CHECK(passes("f>" + rising[j], record) == (i > j));
            CHECK(passes("f>=" + rising[j], record) == (i >= j));
            CHECK(passes("!f>=" + rising[j], record) == (i < j));
        }
    }
}

TEST_CASE("containers are equal by value, not by spelling") {
    CHECK(passes(R"(a={"x":1,"y":[2]})", R"({"a":{ "y" : [2.0], "\u0078":1 }})"));
    CHECK_FALSE(passes(R"(a={"x":1})", R"({"a":{"x":1,"y":1}})"));
    CHECK(passes(R"(a={"x":2})", R"({"a":{"x":1,"x":2}})"));
}

TEST_CASE("a missing field is null, as in jq") {
    CHECK(passes("a=null", "{}"));
    CHECK(passes("a=null", R"({"a":null})"));
    CHECK(passes("a!=1", "{}"));
    CHECK(passes("a<1", "{}"));
    CHECK_FALSE(passes("a>=1", "{}"));
    CHECK(passes("/a/b/c=null", R"({"a":null})"));
    CHECK(passes("a=null", "null"));
}

TEST_CASE("a field exists when its key is there") {
    CHECK(passes("user.id?", R"({"user.id":null})"));
    CHECK_FALSE(passes("user.id?", R"({"user":{"id":1}})"));
    CHECK(passes("!user.id?", R"({"user":{"id":1}})"));
    CHECK(passes("/a/1?", R"({"a":[0,null]})"));
    CHECK_FALSE(passes("/a/2?", R"({"a":[0,null]})"));
}

TEST_CASE("what cannot be looked into holds nothing, not even a negation") {
    for (const char* record : {"1", "\"x\"", "true", "[1]", "[]"}) {
        CHECK_FALSE(passes("a=1", record));
        CHECK_FALSE(passes("a!=1", record));
        CHECK_FALSE(passes("!a=1", record));
        CHECK_FALSE(passes("!a?", record));
    }
    CHECK_FALSE(passes("/a/b!=1", R"({"a":1})"));
    CHECK_FALSE(passes("/a/b/c!=1", R"({"a":[]})"));
}

TEST_CASE("of equal keys the last one counts, at every depth") {
    CHECK(passes("a=2", R"({"a":1,"a":2})"));
    CHECK_FALSE(passes("a=1", R"({"a":1,"a":2})"));
    CHECK(passes("a=2", R"({"a":1,"\u0061":2})"));
    CHECK(passes("/a/b=null", R"({"a":{"b":1},"a":{}})"));
    CHECK_FALSE(passes("/a/b=1", R"({"a":{"b":1},"a":7})"));
    CHECK(passes("/a/b=1", R"({"a":7,"a":{"b":1}})"));
}

TEST_CASE("pointers step into objects by key and into arrays by index") {
    const char* const record = R"({"a":[{"b":1},[5,{"0":6}]],"x/y":2,"m~n":3,"":{"":4}})";
    CHECK(passes("/a/0/b=1", record));
    CHECK(passes("/a/1/0=5", record));
    CHECK(passes("/a/1/1/0=6", record));
    CHECK(passes("/x~1y=2", record));
    CHECK(passes("/m~0n=3", record));
    CHECK(passes("//=4", record));
    CHECK_FALSE(passes("/a/00/b?", record));
    CHECK_FALSE(passes("/a/-1?", record));
}

TEST_CASE("a regular expression is searched in what the string means") {
    CHECK(passes("a~^/api/", R"({"a":"\/api\/v1"})"));
    CHECK_FALSE(passes("a~^/api/", R"({"a":"x/api/v1"})"));
    CHECK(passes("a~(?i)ERR", R"({"a":"an \u0065rror"})"));
    CHECK(passes("a~^.$", "{\"a\":\"\xf0\x9f\x98\x80\"}"));
    CHECK(passes("a~^.$", R"({"a":"\ud83d\ude00"})"));
    CHECK(passes("a~x\\x00y", R"({"a":"x\u0000y"})"));
    CHECK_FALSE(passes("a~5", R"({"a":500})"));
    CHECK(passes("!a~5", R"({"a":500})"));
    const auto bad = Query::compile({"a~("}, "");
    REQUIRE_FALSE(bad);
    CHECK(bad.error().path == "a~(");
}

TEST_CASE("half a surrogate pair is JSON, and means U+FFFD") {
    CHECK(passes("a~^\xef\xbf\xbd$", R"({"a":"\ud800"})"));
    CHECK(passes("a=\xef\xbf\xbd", R"({"a":"\udc00"})"));
    CHECK(
        passes("a=\xef\xbf\xbd"
               "A",
               R"({"a":"\ud800\u0041"})"));
}

TEST_CASE("all expressions must hold") {
    const std::string_view record = R"({"a":1,"b":2})";
    CHECK(verdict({"a=1", "b=2"}, record) == Verdict::kPass);
    CHECK(verdict({"a=1", "b=3"}, record) == Verdict::kDrop);
    CHECK(verdict({"a>0", "a<2", "!c?"}, record) == Verdict::kPass);
}

TEST_CASE("what is not one JSON text is invalid") {
    const std::vector<std::string> invalid = {"{",
                                              "}",
                                              "{}}",
                                              "{]",
                                              "[1,]",
                                              "[,1]",
                                              "{\"a\"}",
                                              "{\"a\":}",
                                              "{\"a\":1,}",
                                              "{a:1}",
                                              "{'a':1}",
                                              "{\"a\":1 \"b\":2}",
                                              "[1 2]",
                                              "{} {}",
                                              "1 2",
                                              "x",
                                              "nul",
                                              "nulll",
                                              "True",
                                              "NaN",
                                              "nan",
                                              "Infinity",
                                              "-Infinity",
                                              "-",
                                              "+1",
                                              "01",
                                              "-01",
                                              "1.",
                                              ".5",
                                              "1e",
                                              "1e+",
                                              "0x10",
                                              "1_000",
                                              "\"",
                                              "\"a",
                                              "\"\\q\"",
                                              "\"\\u12\"",
                                              "\"\\u12g4\"",
                                              "\"a\tb\"",
                                              "\"a\nb\"",
                                              "\"\x7f\xff\"",
                                              "\"\xc0\x80\"",
                                              "\"\xed\xa0\x80\"",
                                              "{\"a\":\"\xff\"}",
                                              "{} x",
                                              "{}\f",
                                              "[1]//",
                                              "{\"a\":[1}",
                                              "{\"a\":[{\"b\":1}",
                                              "{\"\\q\":1}",
                                              std::string("{\"a\":\"x\0y\"}", 11),
                                              std::string("{}\0", 3),
                                              "\xef\xbb\xbf\xef\xbb\xbf{}"};
    for (const std::string& record : invalid) {
        INFO(record);
        CHECK(verdict({"a=1"}, record) == Verdict::kInvalid);
        CHECK(verdict({"!a=1"}, record) == Verdict::kInvalid);
    }
    for (const char* record : {"", " ", "\t\r\n ", "\xef\xbb\xbf"}) {
        CHECK(verdict({"a=1"}, record) == Verdict::kBlank);
    }
    CHECK(passes("a=1", "\xef\xbb\xbf{\"a\":1}"));
    CHECK(passes("a=1", " {\"a\":1}\r\n"));
}

TEST_CASE("nesting is followed to a thousand and no further") {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    CHECK(verdict({"a=1"}, nested(1000)) == Verdict::kDrop);
    CHECK(verdict({"a=1"}, nested(1001)) == Verdict::kInvalid);
    CHECK(verdict({"a=1"}, std::string(5'000'000, '[')) == Verdict::kInvalid);
    std::string objects = "1";
    for (int depth = 0; depth < 999; ++depth) objects = "{\"x\":" + objects + "}";
    CHECK(passes("a=1", "{\"x\":" + objects + ",\"a\":1}"));
}

TEST_CASE("a document of megabytes is read to its end") {
    std::string record = "{\"big\":[";
    while (record.size() < 4'000'000) record += "{\"k\":\"v\\n\",\"n\":12345.678},";
    record += "0],\"level\":\"error\"}";
    CHECK(passes("level=error", record));
    CHECK(passes("/big/0/k=\"v\\n\"", record));
    record.back() = ']';
    CHECK(verdict({"level=error"}, record) == Verdict::kInvalid);
}

TEST_CASE("nothing behind a record is looked at") {
    const std::string text = R"({"a":[1]}, "b":2}]}]}]})";
    for (std::size_t size = 0; size <= text.size(); ++size) {
        INFO(size);
        const Verdict given = verdict({"a?"}, std::string_view(text).substr(0, size));
        CHECK(given == (size == 0   ? Verdict::kBlank
                        : size == 9 ? Verdict::kPass
                                    : Verdict::kInvalid));
    }
}

TEST_CASE("picked fields come as asked, as they were written") {
    const char* const record =
        R"({ "level":"\u0065rror", "id":123456789012345678901, "x":1.10, "http":{"status": 500}})";
    CHECK(picked("id,level", record) == R"({"id":123456789012345678901,"level":"\u0065rror"})");
    CHECK(picked("x,/http/status", record) == R"({"x":1.10,"status":500})");
    CHECK(picked("http,/http/none,no.such", record) ==
          R"({"http":{"status":500},"none":null,"no.such":null})");
    CHECK(picked("/x/y", record) == R"({"y":null})");
    CHECK(picked("/a/1", R"({"a":[1,[2 , 3]]})") == R"({"1":[2,3]})");
    CHECK(picked("a\"b,/c~1d", R"({"a\"b":1,"c/d":2})") == R"({"a\"b":1,"c/d":2})");
    CHECK(picked("a", "{\"a\":[ 1,\n \"x  y\" ]}") == R"({"a":[1,"x  y"]})");
}

TEST_CASE("a list of fields that cannot be meant is refused") {
    for (const char* list : {",", "a,", ",a", "a,,b", "a,/x/a", "/a~2", "a\xff"}) {
        INFO(list);
        CHECK_FALSE(Query::compile({}, list));
    }
}
