// What ringtee's filters leave of a batch, and what a command that is started again gets once more.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "catch.h"
#include "ringtee/backlog.h"
#include "ringtee/sample.h"
#include "ringtee/sifted.h"
#include "ringtee/where.h"

namespace ringpipe::ringtee {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

template <class Bytes>
std::string text_of(const Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Batch lines(std::string_view text, std::uint32_t count, std::uint64_t first,
            bool continued = false) {
    Batch batch;
    batch.kind = FrameKind::kLines;
    batch.bytes = bytes_of(text);
    batch.count = count;
    batch.first = first;
    batch.delimiter = '\n';
    batch.continued = continued;
    return batch;
}

RecordFilters sample(std::uint64_t every) {
    RecordFilters filters;
    filters.push_back(std::make_unique<Sample>(every));
    return filters;
}

RecordFilters where(const char* expression, filter::OnInvalid on_invalid) {
    auto query = filter::Query::compile({expression}, "");
    REQUIRE(query);
    filter::SieveOptions options;
    options.on_invalid = on_invalid;
    RecordFilters filters;
    filters.push_back(std::make_unique<Where>(*query, options));
    return filters;
}

}  // namespace

TEST_CASE("without filters all of a batch is left") {
    Sifted sifted(false, '\n');
    REQUIRE(sifted.add(lines("a\nbb\nccc", 3, 7), {}));
    CHECK(text_of(sifted.bytes()) == "a\nbb\nccc");
    const auto whole = sifted.whole(sifted.bytes().size());
    CHECK(whole.records == 3);
    CHECK(whole.taken == 3);
}

TEST_CASE("a write that stops inside a record is told in whole ones") {
    Sifted sifted(false, '\n');
    REQUIRE(sifted.add(lines("a\nbb\nccc\n", 3, 0), {}));
    CHECK(sifted.whole(0).records == 0);
    CHECK(sifted.whole(1).records == 0);
    CHECK(sifted.whole(2).records == 1);
    CHECK(sifted.whole(4).bytes == 2);
    CHECK(sifted.whole(5).records == 2);
}

TEST_CASE("a sample is taken by sequence number") {
    const auto filters = sample(3);
    Sifted sifted(false, '\n');
    REQUIRE(sifted.add(lines("4\n5\n6\n7\n", 4, 4), filters));
    REQUIRE(sifted.add(lines("8\n9\n10\n", 3, 8), filters));
    CHECK(text_of(sifted.bytes()) == "6\n9\n");
    // What was dropped after the last one is done with as soon as that one is.
    CHECK(sifted.whole(1).records == 0);
    CHECK(sifted.whole(2).records == 3);
    CHECK(sifted.whole(4).records == 7);
    CHECK(sifted.whole(4).taken == 2);
}

TEST_CASE("where nothing was taken all records are done with") {
    const auto filters = sample(100);
    Sifted sifted(false, '\n');
    REQUIRE(sifted.add(lines("1\n2\n", 2, 1), filters));
    CHECK(sifted.bytes().empty());
    CHECK(sifted.whole(0).records == 2);
    CHECK(sifted.whole(0).taken == 0);
}

TEST_CASE("of a record in several parts the first decides for all") {
    const auto filters = sample(2);
    Sifted sifted(false, '\n');
    REQUIRE(sifted.add(lines("abc", 1, 2, true), filters));
    REQUIRE(sifted.add(lines("def", 1, 3, true), filters));
    REQUIRE(sifted.add(lines("gh\nno\n", 2, 4), filters));
    CHECK(text_of(sifted.bytes()) == "abcdefgh\n");
    CHECK(sifted.whole(9).taken == 1);
    CHECK(sifted.whole(9).records == 4);
}

TEST_CASE("a record in several parts is judged, and taken, when its last one is there") {
    const auto filters = where("a=1", filter::OnInvalid::kFail);
    Sifted sifted(false, '\n');
    REQUIRE(sifted.add(lines("{\"a\"", 1, 0, true), filters));
    REQUIRE(sifted.add(lines(":1", 1, 1, true), filters));
    CHECK(sifted.bytes().empty());
    CHECK(sifted.whole(0).records == 2);
    sifted.clear();
    REQUIRE(sifted.add(lines("}\n{\"a\":2}\n", 2, 2), filters));
    CHECK(text_of(sifted.bytes()) == "{\"a\":1}\n");
    CHECK(sifted.whole(8).taken == 1);
    CHECK(sifted.whole(8).records == 2);
}

TEST_CASE("a filter that stops leaves its record, and all after it, where they are") {
    const auto filters = where("a=1", filter::OnInvalid::kFail);
    Sifted sifted(false, '\n');
    REQUIRE_FALSE(sifted.add(lines("{\"a\":1}\n{}\nbad\n{\"a\":1}\n", 4, 0), filters));
    CHECK(filters.front()->stops());
    CHECK(text_of(sifted.bytes()) == "{\"a\":1}\n");
    CHECK(sifted.whole(8).records == 2);
}

TEST_CASE("a record whose end will not come is not JSON, and no part of the next one") {
    for (const auto on_invalid : {filter::OnInvalid::kDrop, filter::OnInvalid::kPass}) {
        const auto filters = where("a=1", on_invalid);
        const std::string rest = on_invalid == filter::OnInvalid::kPass ? "{\"a\":" : "";
        Sifted sifted(false, '\n');
        REQUIRE(sifted.add(lines("{\"a\":", 1, 0, true), filters));
        sifted.clear();
        sifted.break_off(filters);
        CHECK(text_of(sifted.bytes()) == rest);
        CHECK(sifted.whole(rest.size()).records == 0);
        sifted.clear();
        REQUIRE(sifted.add(lines("{\"a\":1}\n", 1, 9), filters));
        CHECK(text_of(sifted.bytes()) == "{\"a\":1}\n");
    }
    const auto sampled = sample(9);
    Sifted sifted(false, '\n');
    REQUIRE(sifted.add(lines("abc", 1, 0, true), sampled));
    sifted.break_off(sampled);
    REQUIRE(sifted.add(lines("no\nyes\n", 2, 8), sampled));
    CHECK(text_of(sifted.bytes()) == "abcyes\n");
}

TEST_CASE("records that are no lines get an end where one was asked for") {
    Sifted sifted(true, ';');
    Batch record;
    record.kind = FrameKind::kRecord;
    record.bytes = bytes_of("abc");
    record.count = 1;
    REQUIRE(sifted.add(record, {}));
    CHECK(text_of(sifted.bytes()) == "abc;");
}

TEST_CASE("a backlog knows the record that a command had not read whole") {
    Backlog backlog(1000);
    Sifted sifted(false, '\n');
    REQUIRE(sifted.add(lines("one\ntwo\nthree\n", 3, 0), {}));
    backlog.add(sifted, sifted.whole(14));
    CHECK(backlog.end() == 14);
    CHECK(backlog.record_at(0) == 0);
    CHECK(backlog.record_at(3) == 0);
    CHECK(backlog.record_at(4) == 4);
    CHECK(backlog.record_at(7) == 4);
    CHECK(backlog.record_at(14) == 14);
    CHECK(text_of(backlog.from(4)) == "two\nthree\n");
    CHECK(backlog.from(14).empty());
}

TEST_CASE("a backlog keeps what may be in the pipe, from the start of its record") {
    Backlog backlog(10);
    Sifted sifted(false, '\n');
    for (int i = 0; i < 100; ++i) {
        sifted.clear();
        REQUIRE(sifted.add(lines("12345", 1, 0, true), {}));
        REQUIRE(sifted.add(lines("6789\n", 1, 1), {}));
        backlog.add(sifted, sifted.whole(10));
    }
    CHECK(backlog.end() == 1000);
    CHECK(backlog.record_at(990) == 990);
    CHECK(backlog.record_at(995) == 990);
    CHECK(text_of(backlog.from(990)) == "123456789\n");
    CHECK(backlog.from(500).empty());
}

TEST_CASE("a record that is longer than the pipe stays in the backlog whole") {
    Backlog backlog(4);
    Sifted sifted(false, '\n');
    for (const std::string_view part : {"aaaaaaaa", "bbbbbbbb", "cccccccc"}) {
        sifted.clear();
        REQUIRE(sifted.add(lines(part, 1, 0, true), {}));
        backlog.add(sifted, sifted.whole(8));
    }
    CHECK(backlog.record_at(24) == 0);
    CHECK(text_of(backlog.from(0)) == "aaaaaaaa");
}

}  // namespace ringpipe::ringtee
