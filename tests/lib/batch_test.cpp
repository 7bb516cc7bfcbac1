// Many records in one publication, and taking publications apart.
#include <cstring>
#include <string>
#include <vector>

#include "catch.h"
#include "lib/scratch.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

std::string record_text(std::uint64_t number, std::size_t bytes) {
    std::string text = std::to_string(number) + ":";
    while (text.size() < bytes) text += static_cast<char>('a' + text.size() % 26);
    return text;
}

Batch batch_of(FrameKind kind, std::string_view bytes, std::uint32_t count) {
    Batch batch;
    batch.kind = kind;
    batch.bytes = bytes_of(bytes);
    batch.count = count;
    batch.delimiter = '\n';
    return batch;
}

}  // namespace

TEST_CASE("a batch is seen when it is flushed, and then all of it", "[batch]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small());
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);
    std::string all;
    for (std::uint64_t i = 0; i < 300; ++i) {
        const std::string record = record_text(i, i % 40);
        REQUIRE(writer.add(bytes_of(record)) == Push::kPublished);
        all += record + " ";
    }
    CHECK(take(reader) == "<empty>");
    CHECK(reader.end_sequence() == 0);
    Mark mark;
    mark.tag = 99;
    REQUIRE(writer.flush(mark, Deadline::passed()) == Push::kPublished);
    CHECK(reader.end_sequence() == 300);
    Batch batch;
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
    CHECK(batch.kind == FrameKind::kPacked);
    CHECK(batch.tag == 99);
    CHECK(take_all(reader) == all + "<empty>");
    CHECK(reader.next_sequence() == 300);
}

TEST_CASE("small and large records may be mixed in a batch", "[batch]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small());
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);
    Random random(5);
    std::uint64_t number = 0;
    std::uint64_t taken = 0;
    for (int round = 0; round < 100; ++round) {
        std::vector<std::string> records;
        for (;;) {
            records.push_back(record_text(number, random.below(8) == 0 ? 3000 : random.below(60)));
            const Push push = writer.add(bytes_of(records.back()));
            if (push == Push::kFull) {
                records.pop_back();
                break;
            }
            REQUIRE(push == Push::kPublished);
            ++number;
        }
        REQUIRE(writer.flush({}, Deadline::passed()) == Push::kPublished);
        for (const auto& record : records) {
            REQUIRE(take(reader) == record);
            ++taken;
        }
        REQUIRE(take(reader) == "<empty>");
        REQUIRE(reader.next_sequence() == taken);
    }
}

TEST_CASE("a batch has its largest size, and a record that no batch can take is refused",
          "[batch]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    CHECK(writer.largest_batch() == kMinCapacity / 4);
    CHECK(writer.add(bytes_of(std::string(writer.largest_record() + 1, 'x'))) == Push::kTooLarge);
    // Alone, a record larger than a batch makes a batch of its own.
    CHECK(writer.add(bytes_of(std::string(writer.largest_record(), 'x'))) == Push::kPublished);
    CHECK(writer.add(bytes_of("y")) == Push::kFull);
    CHECK(writer.flush({}, Deadline::passed()) == Push::kPublished);
    CHECK(writer.add(bytes_of("y")) == Push::kPublished);
    CHECK(writer.flush({}, Deadline::passed()) == Push::kPublished);
    Reader reader = open_reader(*ring);
    CHECK(take(reader).size() == writer.largest_record());
    CHECK(take_all(reader) == "y <empty>");
}

TEST_CASE("flushing nothing publishes nothing", "[batch]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    CHECK(writer.flush({}, Deadline::passed()) == Push::kPublished);
    CHECK(reader.end_sequence() == 0);
    CHECK(take(reader) == "<empty>");
}

TEST_CASE("a batch that found no room is kept and can be flushed again", "[batch]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small());
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);
    const std::uint64_t filled = fill(writer);
    for (std::uint64_t i = 0; i < 200; ++i) {
        REQUIRE(writer.add(bytes_of(record_text(i, 20))) == Push::kPublished);
    }
    CHECK(writer.flush({}, Deadline::passed()) == Push::kFull);
    CHECK(writer.flush({}, in_ms(20)) == Push::kTimeout);
    CHECK(reader.end_sequence() == filled);
    for (std::uint64_t i = 0; i < filled; ++i) REQUIRE(take(reader).size() == 1000);
    CHECK(take(reader) == "<empty>");
    CHECK(writer.flush({}, Deadline::passed()) == Push::kPublished);
    for (std::uint64_t i = 0; i < 200; ++i) REQUIRE(take(reader) == record_text(i, 20));
    CHECK(take(reader) == "<empty>");
}

TEST_CASE("a record that lies about its length ends the batch", "[batch][trust]") {
    std::span<const std::byte> record;
    SECTION("packed: longer than what is there") {
        for (const std::uint32_t length :
             {5u, 0x7fffffffu, 0xfffffffcu, 0xfffffffdu, 0xffffffffu}) {
            std::string bytes(8, 'x');
            std::memcpy(bytes.data(), &length, sizeof length);
            Batch batch = batch_of(FrameKind::kPacked, bytes, 2);
            CHECK_FALSE(take_record(batch, record));
            CHECK(batch.count == 0);
        }
    }
    SECTION("packed: not even a length") {
        Batch batch = batch_of(FrameKind::kPacked, "abc", 1);
        CHECK_FALSE(take_record(batch, record));
    }
    SECTION("packed: more records than there are") {
        Batch batch = batch_of(FrameKind::kPacked, std::string_view("\1\0\0\0x\0\0\0", 8), 2);
        CHECK(take_record(batch, record));
        CHECK(text_of(record) == "x");
        CHECK_FALSE(take_record(batch, record));
    }
    SECTION("lines: more records than there are delimiters") {
        Batch batch = batch_of(FrameKind::kLines, "a\nbc", 3);
        CHECK(take_record(batch, record));
        CHECK(text_of(record) == "a\n");
        CHECK_FALSE(take_record(batch, record));
        CHECK(batch.count == 0);
    }
    SECTION("lines: the last one takes what is left") {
        Batch batch = batch_of(FrameKind::kLines, "a\nb\nc\n", 2);
        CHECK(take_record(batch, record));
        CHECK(take_record(batch, record));
        CHECK(text_of(record) == "b\nc\n");
        CHECK_FALSE(take_record(batch, record));
    }
}
