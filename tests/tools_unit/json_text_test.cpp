// JSON text is valid JSON whatever bytes and numbers go in.
#include "common/json_text.h"

#include <cmath>
#include <limits>
#include <string>

#include "catch.h"

using namespace ringpipe::tools;
using namespace std::string_literals;

TEST_CASE("plain text is only put in quotes") {
    CHECK(json_string("") == R"("")");
    CHECK(json_string("orders") == R"("orders")");
    CHECK(json_string("a/b") == R"("a/b")");
}

TEST_CASE("quotes, backslashes and control characters are escaped") {
    CHECK(json_string(R"(a"b\c)") == R"("a\"b\\c")");
    CHECK(json_string("\b\f\n\r\t") == R"("\b\f\n\r\t")");
    CHECK(json_string("a\0b\x01\x1f\x7f"s) == R"("a\u0000b\u0001\u001f\u007f")");
}

TEST_CASE("well-formed UTF-8 stays as it is") {
    for (const char* text :
         {"h\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x92\xA1", "\xEF\xBF\xBF", "\xC2\x80",
          "\xE0\xA0\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80"}) {
        CHECK(json_string(text) == "\"" + std::string(text) + "\"");
    }
}

TEST_CASE("bytes that are not UTF-8 are replaced one by one") {
    const std::string r = "\xEF\xBF\xBD";
    CHECK(json_string("\xff") == "\"" + r + "\"");
    CHECK(json_string("a\x80z") == "\"a" + r + "z\"");
    CHECK(json_string("\xC3") == "\"" + r + "\"");                          // cut short
    CHECK(json_string("\xE2\x82") == "\"" + r + r + "\"");                  // cut short
    CHECK(json_string("\xE2\x82\"") == "\"" + r + r + "\\\"\"");            // the quote survives
    CHECK(json_string("\xC0\xAF") == "\"" + r + r + "\"");                  // overlong
    CHECK(json_string("\xE0\x9F\xBF") == "\"" + r + r + r + "\"");          // overlong
    CHECK(json_string("\xED\xA0\x80") == "\"" + r + r + r + "\"");          // a surrogate
    CHECK(json_string("\xF4\x90\x80\x80") == "\"" + r + r + r + r + "\"");  // above U+10FFFF
    CHECK(json_string("\xF5\x80") == "\"" + r + r + "\"");
}

TEST_CASE("numbers are rounded, and null where JSON has none") {
    CHECK(json_number(0) == "0");
    CHECK(json_number(-0.0) == "0");
    CHECK(json_number(0.41) == "0.41");
    CHECK(json_number(1.0 / 3) == "0.333333");
    CHECK(json_number(1200312.4) == "1200312.4");
    CHECK(json_number(1763693523.25) == "1763693523.25");
    CHECK(json_number(std::numeric_limits<double>::infinity()) == "null");
    CHECK(json_number(std::nan("")) == "null");
}

TEST_CASE("an object keeps the order of its keys and a place for what is unknown") {
    JsonObject inner;
    inner.text("name", "a\"b");
    JsonObject object;
    object.text("ring", "logs");
    object.text("cursor", std::nullopt);
    object.number("fill_ratio", 0.5);
    object.number("in_rate", std::nullopt);
    object.count("lost", UINT64_MAX);
    object.count("pid", std::nullopt);
    object.flag("alive", true);
    object.list("reader_list", {inner, inner});
    object.list("writer_list", {});
    CHECK(object.str() == R"({"ring":"logs","cursor":null,"fill_ratio":0.5,"in_rate":null,)"
                          R"("lost":18446744073709551615,"pid":null,"alive":true,)"
                          R"("reader_list":[{"name":"a\"b"},{"name":"a\"b"}],"writer_list":[]})");
    CHECK(JsonObject().str() == "{}");
}
