// Publishing single records: what arrives, how large it may be, and what a full ring answers.
#include <sys/wait.h>
#include <unistd.h>

#include "catch.h"
#include "lib/scratch.h"

using namespace ringpipe;
using namespace ringpipe::testing;

TEST_CASE("a record arrives with its bytes, tag and time, whoever writes and wherever", "[push]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(place);
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);

    Mark mark;
    mark.tag = 0xdecade;
    mark.time_ns = 1'700'000'000'123'456'789;
    push(writer, "hello", mark);
    push(writer, std::string_view("a\0b", 3));

    Batch batch;
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
    CHECK(batch.kind == FrameKind::kRecord);
    CHECK(text_of(batch.bytes) == "hello");
    CHECK(batch.first == 0);
    CHECK(batch.count == 1);
    CHECK(batch.tag == 0xdecade);
    CHECK(batch.time_ns == 1'700'000'000'123'456'789);
    CHECK_FALSE(batch.continued);
    reader.release(1);

    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
    CHECK(text_of(batch.bytes) == std::string("a\0b", 3));
    CHECK(batch.first == 1);
    CHECK(batch.tag == 0);
    CHECK(batch.time_ns == 0);
    reader.release(1);
    CHECK(reader.next(batch, Deadline::passed()) == Next::kEmpty);
}

TEST_CASE("an empty record is a record", "[push]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    push(writer, "");
    push(writer, "after");
    Batch batch;
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
    CHECK(batch.bytes.empty());
    CHECK(batch.count == 1);
    reader.release(1);
    CHECK(take(reader) == "after");
}

TEST_CASE("a record that goes on in the next one says so", "[push]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    Mark goes_on;
    goes_on.continued = true;
    push(writer, "first half, ", goes_on);
    push(writer, "second half");
    push_lines(writer, "a\nb\nunfinis", 3, goes_on);
    Batch record;
    std::string continued;
    for (int i = 0; i < 5; ++i) {
        REQUIRE(reader.next_record(record, Deadline::passed()) == Next::kBatch);
        continued += record.continued ? 'y' : 'n';
        reader.release(1);
    }
    CHECK(continued == "ynnny");
}

TEST_CASE("the largest record fits, again and again, and one byte more never does", "[push]") {
    const auto on_full =
        GENERATE(OnFull::kBlock, OnFull::kDropOld, OnFull::kDropNew, OnFull::kFail);
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small(on_full));
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);
    const std::uint64_t largest = kMinCapacity / (on_full == OnFull::kDropOld ? 4 : 2);
    CHECK(writer.largest_record() == largest);
    CHECK(ring->identity().largest_record == largest);

    for (std::size_t i = 0; i < 60; ++i) {
        const std::string record(largest, static_cast<char>('a' + i % 26));
        const std::string between(i * 37 % 700, '.');
        push(writer, record);
        CHECK(writer.push(bytes_of(record + "x"), {}, Deadline::passed()) == Push::kTooLarge);
        Batch batch;
        REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
        CHECK(text_of(batch.bytes) == record);
        reader.release(1);
        push(writer, between);
        CHECK(take(reader) == between);
    }
    CHECK(reader.lost_overrun() + reader.lost_refused() == 0);
}

TEST_CASE("a ring that limits how long it blocks has the largest record of one that overwrites",
          "[push]") {
    ScratchRing ring(small(OnFull::kBlock, 1'000'000));
    CHECK(open_writer(*ring).largest_record() == kMinCapacity / 4);
}

TEST_CASE("every byte of a ring is used: records and headers fill it up to the next header",
          "[push]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    // 64 KiB hold 2047 frames of 32 bytes and the header after them.
    CHECK(fill(writer, 0) == kMinCapacity / kFrameAlign - 1);
    Reader reader = open_reader(*ring);
    CHECK(reader.end_sequence() == kMinCapacity / kFrameAlign - 1);
}

TEST_CASE("lines arrive as they were written", "[push]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small());
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);
    push_lines(writer, "one\n\nthree\nfour", 4);
    REQUIRE(writer.push_lines(bytes_of("x;y;"), 2, ';', {}, Deadline::passed()) ==
            Push::kPublished);

    Batch batch;
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
    CHECK(batch.kind == FrameKind::kLines);
    CHECK(text_of(batch.bytes) == "one\n\nthree\nfour");
    CHECK(batch.count == 4);
    CHECK(batch.delimiter == '\n');
    std::span<const std::byte> line;
    std::string lines;
    while (take_record(batch, line)) lines += "[" + text_of(line) + "]";
    CHECK(lines == "[one\n][\n][three\n][four]");
    reader.release(4);
    CHECK(take_all(reader) == "x; y; <empty>");
    CHECK(reader.next_sequence() == 6);
}

TEST_CASE("many lines are limited to a share of the ring, one line to the largest record",
          "[push]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    CHECK(writer.largest_lines() == kMinCapacity / 16);
    const std::string two = std::string(writer.largest_lines() - 2, 'x') + "\n\n";
    push_lines(writer, two, 2);
    CHECK(writer.push_lines(bytes_of("x" + two), 2, '\n', {}, Deadline::passed()) ==
          Push::kTooLarge);
    const std::string one(writer.largest_record(), 'y');
    push_lines(writer, one, 1);
    CHECK(writer.push_lines(bytes_of(one + "y"), 1, '\n', {}, Deadline::passed()) ==
          Push::kTooLarge);
    CHECK(writer.push_lines(bytes_of(""), 0, '\n', {}, Deadline::passed()) == Push::kPublished);
    CHECK(reader.end_sequence() == 3);
    CHECK(take(reader).size() == two.size() - 1);
    CHECK(take(reader) == "\n");
    CHECK(take(reader) == one);
}

TEST_CASE("what is in the ring is no writer's: the next one goes on after it", "[push]") {
    const bool first_exclusive = GENERATE(false, true);
    const bool second_exclusive = GENERATE(false, true);
    ScratchRing ring(Place::kDirectory);
    {
        Writer writer = open_writer(*ring, first_exclusive);
        CHECK(writer.next_sequence() == 0);
        push(writer, "a");
        push(writer, "b");
        CHECK(writer.next_sequence() == 2);
    }
    Writer writer = open_writer(*ring, second_exclusive);
    CHECK(writer.next_sequence() == 2);
    push(writer, "c");
    Reader reader = open_reader(*ring);
    CHECK(take_all(reader, 3) == "a b c ");
}

TEST_CASE("a writer that was moved writes on", "[push]") {
    ScratchRing ring(small());
    Writer first = open_writer(*ring);
    push(first, "a");
    Writer second = std::move(first);
    push(second, "b");
    Reader reader = open_reader(*ring);
    CHECK(take_all(reader) == "a b <empty>");
    Reader moved = std::move(reader);
    push(second, "c");
    CHECK(take(moved) == "c");
}

TEST_CASE("a ring may go before its writers and readers", "[push]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    std::optional<ScratchRing> ring(std::in_place, place);
    Writer writer = open_writer(**ring);
    Reader reader = open_reader(**ring);
    ring.reset();
    push(writer, "still here");
    CHECK(take(reader) == "still here");
}
