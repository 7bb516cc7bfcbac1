// A sieve keeps the records that pass, whole and in order, and knows how far the cursor may move.
#include "filter/sieve.h"

#include <string>

#include "catch.h"

using namespace ringpipe;
using namespace ringpipe::filter;

namespace {

constexpr std::uint64_t kAll = UINT64_MAX;

Batch batch_of(FrameKind kind, std::string_view text, std::uint32_t count, bool continued = false) {
    Batch batch;
    batch.kind = kind;
    batch.bytes = std::as_bytes(std::span(text));
    batch.count = count;
    batch.delimiter = '\n';
    batch.continued = continued;
    return batch;
}

Batch lines(std::string_view text) {
    return batch_of(FrameKind::kLines, text,
                    static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n')));
}

std::string packed(const std::vector<std::string>& records) {
    std::string text;
    for (const std::string& record : records) {
        const auto size = static_cast<std::uint32_t>(record.size());
        text.append(reinterpret_cast<const char*>(&size), sizeof size);
        text += record;
        text.append((4 - text.size() % 4) % 4, '\0');
    }
    return text;
}

Sieve sieve_of(const std::string& where, const std::string& pick = "", SieveOptions options = {}) {
    auto query = Query::compile({where}, pick);
    REQUIRE(query);
    return {*query, options};
}

std::string output(Sieve& sieve) {
    std::string out;
    for (const iovec& piece : sieve.pieces()) {
        out.append(static_cast<const char*>(piece.iov_base), piece.iov_len);
    }
    CHECK(out.size() == sieve.bytes());
    return out;
}

constexpr std::string_view kText =
    "{\"a\":\"x\"}\n{\"a\":\"y\"}\n\n{\"a\":\"\\u0078\"}\nx\n{\"a\": \"x\" }\n{\"b\":\"x\"}\n";

}  // namespace

TEST_CASE("lines that pass come out as they were, with one piece for neighbours") {
    Sieve sieve = sieve_of("a=x");
    CHECK(sieve.skips());
    CHECK(sieve.add(lines(kText), 7, kAll));
    CHECK(output(sieve) == "{\"a\":\"x\"}\n{\"a\":\"\\u0078\"}\n{\"a\": \"x\" }\n");
    CHECK(sieve.kept() == 3);
    CHECK(sieve.records() == 7);

    Sieve all = sieve_of("!zz?");
    all.add(lines("{}\n{}\n[]\n{}\n"), 4, kAll);
    CHECK(output(all) == "{}\n{}\n{}\n");
    CHECK(all.pieces().size() == 2);
}

TEST_CASE("skipping unread changes nothing of what passes") {
    for (const char* where : {"a=x", "a~x", "a~^x$", "a=y", "a=\"\\u0079\"", "b=x", "a=\"q\\\"\"",
                              "/a=x", "a=x/y", "!a!=x", "b?", "/a?"}) {
        INFO(where);
        std::string text(kText);
        text +=
            "{\"a\":\"q\\\"\"}\n{\"a\":\"x\\/y\"}\n{\"a\":\"x/y\"}\n"
            "{\"a\":\"x\\u002fy\"}\n{\"a\":\"\\n\"}\n";
        SieveOptions exact;
        exact.on_invalid = OnInvalid::kDrop;
        Sieve reading = sieve_of(where, "", exact);
        Sieve skipping = sieve_of(where);
        CHECK(skipping.skips());
        CHECK_FALSE(reading.skips());
        reading.add(lines(text), 12, kAll);
        skipping.add(lines(text), 12, kAll);
        CHECK(output(reading) == output(skipping));
        CHECK(reading.kept() != 0);
        CHECK(reading.invalid() == 1);
    }
}

TEST_CASE("what is not JSON is dropped, passed, or stops the sieve, and is counted") {
    const std::string_view text = "{\"a\":1}\nx\n\n{\"a\":1} y\n{\"a\":1}\n";
    SieveOptions options;
    options.on_invalid = OnInvalid::kDrop;
    Sieve drop = sieve_of("a=1", "", options);
    CHECK(drop.add(lines(text), 5, kAll));
    CHECK(output(drop) == "{\"a\":1}\n{\"a\":1}\n");
    CHECK(drop.invalid() == 2);
    CHECK(drop.about_invalid() == "2 records were not JSON, and dropped");

    options.on_invalid = OnInvalid::kPass;
    Sieve pass = sieve_of("a=1", "", options);
    CHECK(pass.add(lines(text), 5, kAll));
    CHECK(output(pass) == text);
    CHECK(pass.invalid() == 2);

    options.on_invalid = OnInvalid::kFail;
    Sieve stop = sieve_of("a=1", "", options);
    Batch batch = lines(text);
    batch.first = 40;
    CHECK_FALSE(stop.add(batch, 5, kAll));
    CHECK(output(stop) == "{\"a\":1}\n");
    CHECK(stop.failed() == 41);
    CHECK(stop.records() == 1);
}

TEST_CASE("a sieve stops at the number of records that is wanted") {
    Sieve sieve = sieve_of("a=x");
    CHECK_FALSE(sieve.add(lines(kText), 7, 2));
    CHECK(sieve.kept() == 2);
    CHECK(sieve.records() == 4);
}

TEST_CASE("only so many records of a batch are looked at as asked") {
    Sieve sieve = sieve_of("a=x");
    CHECK(sieve.add(lines(kText), 3, kAll));
    CHECK(output(sieve) == "{\"a\":\"x\"}\n");
    CHECK(sieve.records() == 3);
}

TEST_CASE("of what was written in part, the whole records count") {
    Sieve sieve = sieve_of("a=x");
    sieve.add(lines("{\"a\":\"y\"}\n"), 1, kAll);
    sieve.add(lines(kText), 7, kAll);
    CHECK(sieve.whole(0).records == 0);
    CHECK(sieve.whole(9).records == 0);
    CHECK(sieve.whole(10).records == 2);
    CHECK(sieve.whole(10).kept == 1);
    CHECK(sieve.whole(24).records == 2);
    CHECK(sieve.whole(25).records == 5);
    CHECK(sieve.whole(37).kept == 3);
    CHECK(sieve.whole(37).records == 8);
}

TEST_CASE("packed records are told apart by their lengths") {
    const std::string text = packed({R"({"a":"x"})", "", R"({"a":"y"})", R"({"a":"x","n":1})"});
    SieveOptions ends;
    ends.delimiter = '\n';
    Sieve sieve = sieve_of("a=x", "", ends);
    CHECK(sieve.add(batch_of(FrameKind::kPacked, text, 4), 4, kAll));
    CHECK(output(sieve) == "{\"a\":\"x\"}\n{\"a\":\"x\",\"n\":1}\n");
    CHECK(sieve.whole(11).records == 1);
    Sieve bare = sieve_of("a=x");
    CHECK_FALSE(bare.add(batch_of(FrameKind::kPacked, text, 4), 4, 1));
    CHECK(output(bare) == R"({"a":"x"})");
    CHECK(bare.records() == 1);
}

TEST_CASE("so are the records of an array, by their size") {
    const std::string text = R"({"a":"x"}{"a":"y"}{"a":"x"})";
    Batch array = batch_of(FrameKind::kArray, text, 3);
    array.record_bytes = 9;
    SieveOptions ends;
    ends.delimiter = '\n';
    Sieve sieve = sieve_of("a=x", "", ends);
    CHECK(sieve.add(array, 3, kAll));
    CHECK(output(sieve) == "{\"a\":\"x\"}\n{\"a\":\"x\"}\n");
    CHECK(sieve.records() == 3);
}

TEST_CASE("a packed frame that lies about a length ends there") {
    std::string text = packed({R"({"a":"x"})", R"({"a":"x"})"});
    text[16] = '\x7f';
    Sieve sieve = sieve_of("a=x");
    CHECK(sieve.add(batch_of(FrameKind::kPacked, text, 2), 2, kAll));
    CHECK(sieve.kept() == 1);
}

TEST_CASE("picked records end in a newline, or in what was asked for") {
    Sieve sieve = sieve_of("a=x", "a");
    sieve.add(lines(kText), 7, kAll);
    sieve.add(batch_of(FrameKind::kRecord, R"({"b":1,"a":"x"})", 1), 1, kAll);
    CHECK(output(sieve) == "{\"a\":\"x\"}\n{\"a\":\"\\u0078\"}\n{\"a\":\"x\"}\n{\"a\":\"x\"}\n");
    CHECK(sieve.pieces().size() == 1);
    SieveOptions ends;
    ends.delimiter = std::uint8_t{0};
    Sieve zero = sieve_of("a=x", "a", ends);
    zero.add(batch_of(FrameKind::kRecord, R"({"a":"x"})", 1), 1, kAll);
    CHECK(output(zero) == std::string("{\"a\":\"x\"}\0", 10));
}

TEST_CASE("a record in parts is put together before it is judged") {
    Sieve sieve = sieve_of("a=x");
    CHECK(sieve.add(batch_of(FrameKind::kRecord, R"({"b":1,)", 1, true), 1, kAll));
    CHECK(sieve.add(batch_of(FrameKind::kRecord, R"("a":)", 1, true), 1, kAll));
    CHECK(output(sieve).empty());
    CHECK(sieve.records() == 2);
    sieve.clear();
    CHECK(sieve.add(lines("\"x\"}\n{\"a\":\"x\"}\n"), 2, kAll));
    CHECK(output(sieve) == "{\"b\":1,\"a\":\"x\"}\n{\"a\":\"x\"}\n");
    CHECK(sieve.kept() == 2);
    CHECK(sieve.whole(16).records == 1);

    Sieve tail = sieve_of("a=x");
    tail.add(batch_of(FrameKind::kLines, "{\"a\":\"x\"}\n{\"a\":", 2, true), 2, kAll);
    tail.add(lines("\"x\"}\n"), 1, kAll);
    CHECK(output(tail) == "{\"a\":\"x\"}\n{\"a\":\"x\"}\n");
}

TEST_CASE("a record in parts whose rest is lost is not JSON") {
    SieveOptions options;
    options.on_invalid = OnInvalid::kPass;
    Sieve pass = sieve_of("a=x", "", options);
    pass.add(batch_of(FrameKind::kRecord, R"({"a":)", 1, true), 1, kAll);
    pass.clear();
    pass.break_off();
    CHECK(output(pass) == R"({"a":)");
    CHECK(pass.invalid() == 1);
    Sieve drop = sieve_of("a=x");
    drop.add(batch_of(FrameKind::kRecord, R"({"a":)", 1, true), 1, kAll);
    drop.break_off();
    drop.add(lines("{\"a\":\"x\"}\n"), 1, kAll);
    CHECK(output(drop) == "{\"a\":\"x\"}\n");
    CHECK(drop.invalid() == 1);
}

TEST_CASE("a record in parts that grows too long is not JSON, and is not kept in memory") {
    SieveOptions options;
    options.longest = 8;
    for (const auto on_invalid : {OnInvalid::kDrop, OnInvalid::kPass, OnInvalid::kFail}) {
        options.on_invalid = on_invalid;
        Sieve sieve = sieve_of("a=x", "", options);
        const bool fails = on_invalid == OnInvalid::kFail;
        CHECK(sieve.add(batch_of(FrameKind::kRecord, "{\"a\":", 1, true), 1, kAll));
        CHECK(sieve.add(batch_of(FrameKind::kRecord, "     ", 1, true), 1, kAll) == !fails);
        CHECK(sieve.invalid() == 1);
        CHECK(sieve.failed().has_value() == fails);
        if (fails) continue;
        CHECK(sieve.add(batch_of(FrameKind::kRecord, "     ", 1, true), 1, kAll));
        CHECK(sieve.kept() == 0);
        CHECK(sieve.add(lines("\"x\"}\n{\"a\":\"x\"}\n"), 2, kAll));
        const bool passes = on_invalid == OnInvalid::kPass;
        CHECK(output(sieve) ==
              std::string(passes ? "{\"a\":          \"x\"}\n" : "") + "{\"a\":\"x\"}\n");
        CHECK(sieve.kept() == (passes ? 2 : 1));
        CHECK(sieve.invalid() == 1);
    }
}

TEST_CASE("who wraps records is told which they are") {
    SieveOptions options;
    options.on_invalid = OnInvalid::kPass;
    options.wrap = [](std::string& out, const Passed& passed) {
        out +=
            std::to_string(passed.sequence) + (passed.continued ? "+" : "") +
            (passed.delimiter ? "" : "!") + "[" +
            std::string(reinterpret_cast<const char*>(passed.bytes.data()), passed.bytes.size()) +
            "]";
    };
    SECTION("lines") {
        Sieve sieve = sieve_of("a=x", "", options);
        Batch batch = lines("{\"a\":\"y\"}\n{\"a\":\"x\"}\n{\"a\":1}\n{\"a\":\"x\",\"b\":2}\nno\n");
        batch.first = 100;
        CHECK(sieve.add(batch, batch.count, kAll));
        CHECK(output(sieve) == "101[{\"a\":\"x\"}]103[{\"a\":\"x\",\"b\":2}]104[no]");
        CHECK(sieve.whole(14).records == 2);
    }
    SECTION("packed records, picked") {
        Sieve sieve = sieve_of("a=x", "b", options);
        const std::string text =
            packed({"{\"a\":1}", "{\"a\":\"x\",\"b\": 2}", "{}", "{\"a\":\"x\"}"});
        Batch batch = batch_of(FrameKind::kPacked, text, 4);
        batch.first = 7;
        CHECK(sieve.add(batch, 4, kAll));
        CHECK(output(sieve) == "8![{\"b\":2}]10![{\"b\":null}]");
    }
    SECTION("parts of one, and the rest that never came") {
        Sieve sieve = sieve_of("a=x", "", options);
        Batch batch = batch_of(FrameKind::kLines, "{\"a\":", 1, true);
        batch.first = 20;
        CHECK(sieve.add(batch, 1, kAll));
        Batch other = lines("{\"a\":\"x\"}\n");
        sieve.pass_over(other, 1);
        batch = batch_of(FrameKind::kLines, "\"x\"}\n{\"a\":\"x\"}\n{", 3, true);
        batch.first = 22;
        CHECK(sieve.add(batch, 3, kAll));
        CHECK(output(sieve) == "20[{\"a\":\"x\"}]23[{\"a\":\"x\"}]");
        CHECK(sieve.records() == 5);
        sieve.clear();
        sieve.break_off();
        CHECK(output(sieve) == "24+![{]");
    }
}
