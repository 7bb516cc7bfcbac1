// A record as JSON says exactly what it is, whatever is in it; and a form of such knows what of it
// was written.
#include "ringcat/record_json.h"

#include <string>

#include <simdjson.h>

#include "catch.h"
#include "common/base64.h"
#include "ringcat/json_form.h"

using namespace ringpipe;
using namespace ringpipe::ringcat;
using namespace std::string_literals;

namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

Batch batch_of(FrameKind kind, std::string_view text, std::uint32_t count, bool continued = false) {
    Batch batch;
    batch.kind = kind;
    batch.bytes = bytes_of(text);
    batch.first = 5;
    batch.count = count;
    batch.delimiter = '\n';
    batch.continued = continued;
    return batch;
}

std::string base64(std::string_view text) {
    std::string out;
    tools::append_base64(out, bytes_of(text));
    return out;
}

std::string json_of(const RecordJson::Record& record) {
    std::string out;
    RecordJson(1'763'733'600'000'000'012, 7).append(out, record);
    return out;
}

std::string output(Form& form) {
    std::string out;
    for (const iovec& piece : form.pieces()) {
        out.append(static_cast<const char*>(piece.iov_base), piece.iov_len);
    }
    return out;
}

constexpr std::string_view kStart = "\"time\":null,\"tag\":0,\"data\":";

std::string object(std::uint64_t sequence, const std::string& data) {
    return "{\"seq\":" + std::to_string(sequence) + "," + std::string(kStart) + data + "}\n";
}

}  // namespace

TEST_CASE("base64 is that of the RFC") {
    CHECK(base64("").empty());
    CHECK(base64("f") == "Zg==");
    CHECK(base64("fo") == "Zm8=");
    CHECK(base64("foo") == "Zm9v");
    CHECK(base64("foobar") == "Zm9vYmFy");
    CHECK(base64("\xff\x00\xfe"s) == "/wD+");
}

TEST_CASE("a record's object has its number, time and tag, and its data as text") {
    CHECK(json_of({812, bytes_of("a \"b\""), '\n', false}) ==
          "{\"seq\":812,\"time\":1763733600.000000012,\"tag\":7,\"data\":\"a \\\"b\\\"\"}\n");
    CHECK(json_of({0, bytes_of(""), '\n', false}) ==
          "{\"seq\":0,\"time\":1763733600.000000012,\"tag\":7,\"data\":\"\"}\n");
}

TEST_CASE("what is not UTF-8 is in base64, and says so") {
    CHECK(json_of({0, bytes_of("0123456\xff"), '\n', false})
              .find("\"data_base64\":\"MDEyMzQ1Nv8=\"}") != std::string::npos);
    CHECK(json_of({0, bytes_of("\xed\xa0\x80"), '\n', false}).find("\"data_base64\":") !=
          std::string::npos);
    CHECK(json_of({0, bytes_of("01234567\xc3\xa4"), '\n', false}).find("\"data\":") !=
          std::string::npos);
}

TEST_CASE("an end that is no newline is told, and that there is none") {
    const auto tail = [](const std::string& text) { return text.substr(text.find("\"x\"")); };
    CHECK(tail(json_of({0, bytes_of("x"), '\n', false})) == "\"x\"}\n");
    CHECK(tail(json_of({0, bytes_of("x"), 0, false})) == "\"x\",\"delimiter\":0}\n");
    CHECK(tail(json_of({0, bytes_of("x"), std::nullopt, false})) == "\"x\",\"delimiter\":null}\n");
    CHECK(tail(json_of({0, bytes_of("x"), std::nullopt, true})) == "\"x\",\"continued\":true}\n");
}

TEST_CASE("every byte anywhere in a text comes back from its JSON") {
    simdjson::dom::parser parser;
    for (unsigned byte = 0; byte < 0x80; ++byte) {
        for (std::size_t at = 0; at < 20; ++at) {
            // Among its neighbours in value, which the fast search might take for it.
            std::string text(20, static_cast<char>(at % 2 == 0 ? 0x21 : 0x5d));
            text[at] = static_cast<char>(byte);
            if (at != 19) text[at + 1] = static_cast<char>(at % 3 == 0 ? 0x80 - 0x5f : 0x20);
            const std::string json = json_of({0, bytes_of(text), '\n', false});
            std::string_view back;
            REQUIRE(parser.parse(json)["data"].get(back) == simdjson::SUCCESS);
            REQUIRE(back == text);
        }
    }
}

TEST_CASE("a gap is told by its bounds and its cause") {
    std::string out;
    append_gap_json(out, {813, 932, Cause::kOverrun});
    append_gap_json(out, {933, 933, Cause::kRefused}, '\0');
    CHECK(out ==
          "{\"gap\":120,\"first\":813,\"last\":932,\"cause\":\"overrun\"}\n"
          "{\"gap\":1,\"first\":933,\"last\":933,\"cause\":\"refused\"}\0"s);
}

TEST_CASE("lines go out without their ends, and part of them up to what is wanted") {
    JsonForm form{Options{}};
    CHECK(form.add(batch_of(FrameKind::kLines, "a\n\nlast", 3), 3, 9));
    CHECK(output(form) ==
          object(5, "\"a\"") + object(6, "\"\"") + object(7, "\"last\",\"delimiter\":null"));
    CHECK(form.whole(SIZE_MAX).kept == 3);
    CHECK(form.whole(SIZE_MAX).records == 3);

    form.clear();
    CHECK_FALSE(form.add(batch_of(FrameKind::kLines, "a\nb\nc\n", 3), 3, 2));
    CHECK(output(form) == object(5, "\"a\"") + object(6, "\"b\""));
    CHECK(form.whole(SIZE_MAX).records == 2);
}

TEST_CASE("a part of a record goes out as such, and counts with its end") {
    JsonForm form{Options{}};
    CHECK(form.add(batch_of(FrameKind::kLines, "par", 1, true), 1, 1));
    CHECK_FALSE(form.add(batch_of(FrameKind::kLines, "t\nnext\n", 2), 2, 1));
    CHECK(output(form) == object(5, "\"par\",\"continued\":true") + object(5, "\"t\""));
    CHECK(form.whole(SIZE_MAX).kept == 1);
    CHECK(form.whole(SIZE_MAX).records == 2);
}

TEST_CASE("the cursor may move over the objects that were written whole, and what lay between") {
    JsonForm form{Options{}};
    REQUIRE(form.add(batch_of(FrameKind::kLines, "a\nb\n", 2), 2, 9));
    form.pass_over(batch_of(FrameKind::kLines, "x\ny\nz\n", 3), 3);
    REQUIRE(form.add(batch_of(FrameKind::kRecord, "c", 1), 1, 9));
    const std::size_t one = object(5, "\"a\"").size();
    CHECK(form.whole(one - 1).records == 0);
    CHECK(form.whole(one).records == 1);
    CHECK(form.whole(2 * one - 1).records == 1);
    CHECK(form.whole(2 * one).kept == 2);
    CHECK(form.whole(2 * one).records == 2);
    CHECK(form.whole(2 * one + 1).records == 2);
    CHECK(form.whole(output(form).size()).kept == 3);
    CHECK(form.whole(output(form).size()).records == 6);
}

TEST_CASE("of a packed frame that lies what can be had goes out, and all of it is consumed") {
    JsonForm form{Options{}};
    CHECK(form.add(batch_of(FrameKind::kPacked, "\1\0\0\0x\0\0\0\xff\xff\xff\xff"s, 3), 3, 9));
    CHECK(output(form) == object(5, "\"x\",\"delimiter\":null"));
    CHECK(form.whole(SIZE_MAX).records == 3);
}
