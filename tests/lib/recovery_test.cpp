// What a killed writer can leave, made by hand, and how everybody goes on from there.
//
// A kill between two stores leaves the words of a ring as they were a moment earlier; here they are
// set back. tests/crash/ kills at random and seldom hits these moments, tests/model/ hits them all.
#include <cstddef>
#include <string>

#include "catch.h"
#include "lib/scratch.h"
#include "lib/words.h"
#include "ringpipe/snapshot.h"

using namespace ringpipe;
using namespace ringpipe::testing;

TEST_CASE("frames committed by a writer that died before it counted them are not lost",
          "[recovery]") {
    const auto on_full = GENERATE(OnFull::kBlock, OnFull::kDropOld, OnFull::kDropNew);
    const bool exclusive = GENERATE(false, true);
    const bool batch = GENERATE(false, true);
    ScratchRing ring(small(on_full));
    const Words words(*ring);
    std::uint64_t counted = 0;
    {
        Writer writer = open_writer(*ring, exclusive);
        push(writer, "0");
        counted = words.published();
        if (batch) {
            REQUIRE(writer.add(bytes_of("1")) == Push::kPublished);
            REQUIRE(writer.add(bytes_of(std::string(1000, '2'))) == Push::kPublished);
            REQUIRE(writer.flush() == Push::kPublished);
        } else {
            push(writer, "1");
            push(writer, std::string(1000, '2'));
        }
    }
    const std::uint64_t end = words.published();
    words.store(offsetof(DataHeader, published), counted);
    words.store(offsetof(DataHeader, recent), 0);

    // Whoever looks or reads finds the end by walking.
    const auto shot = look(*ring);
    REQUIRE(shot);
    CHECK(shot->published == end);
    CHECK(shot->end_sequence == 3);
    ReaderOptions options;
    options.observe = true;
    options.from = {From::Point::kNext, 0};
    Reader next = open_reader(*ring, options);
    CHECK(next.next_sequence() == 3);
    options.from = {From::Point::kNewest, 0};
    CHECK(open_reader(*ring, options).next_sequence() == 2);
    CHECK(next.lag().records == 0);
    Batch latest;
    REQUIRE(next.latest(latest) == Next::kBatch);
    CHECK(latest.first == 2);

    Writer heir = open_writer(*ring, exclusive);
    CHECK(heir.next_sequence() == 3);
    push(heir, "3");
    CHECK(words.published() > end);
    Reader reader = open_reader(*ring);
    CHECK(take(reader) == "0");
    CHECK(take(reader) == "1");
    CHECK(take(reader) == std::string(1000, '2'));
    CHECK(take_all(reader) == "3 <empty>");
}

TEST_CASE("the end that was found is stored before anything else is", "[recovery]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small());
    const Words words(*ring);
    std::uint64_t counted = 0;
    {
        Writer writer = open_writer(*ring, exclusive);
        while (writer.push(bytes_of(std::string(900, 'x')), {}, Deadline::passed()) ==
               Push::kPublished) {
            counted = words.published();
        }
    }
    words.store(offsetof(DataHeader, published), counted - 928 - 32);
    Writer heir = open_writer(*ring, exclusive);
    CHECK(heir.push(bytes_of(std::string(900, 'x')), {}, Deadline::passed()) == Push::kFull);
    CHECK(words.published() == counted);
    CHECK(words.load(offsetof(DataHeader, oldest)) == 0);
}

TEST_CASE("bytes that were stored and not committed are nobody's", "[recovery]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small());
    const Words words(*ring);
    {
        Writer writer = open_writer(*ring, exclusive);
        push(writer, "0");
    }
    const std::uint64_t end = kFramesOffset + words.published();
    // Everything of the next frame but its word and its sequence number, which are sealed.
    words.store(end + offsetof(FrameHeader, count), 0xffffffffffffffff);
    words.store(end + offsetof(FrameHeader, time_ns), 0xffffffffffffffff);
    for (std::size_t offset = 32; offset < 4096; offset += 8) words.store(end + offset, ~offset);

    Reader reader = open_reader(*ring);
    CHECK(take_all(reader) == "0 <ended>");
    Writer heir = open_writer(*ring, exclusive);
    push(heir, "1");
    push(heir, "2");
    CHECK(take_all(reader) == "1 2 <empty>");
    CHECK(reader.next_sequence() == 3);
}

TEST_CASE("the lock word of a dead writer is taken over", "[recovery]") {
    const std::uint64_t owner = GENERATE(1ull, 12345ull, 1ull << 62, ~0ull);
    ScratchRing ring(small());
    const Words words(*ring);
    Writer writer = open_writer(*ring);
    push(writer, "0");
    words.store(offsetof(DataHeader, lock), owner);
    CHECK(writer.push(bytes_of("1"), {}, in_ms(5000)) == Push::kPublished);
    CHECK(words.load(offsetof(DataHeader, lock)) == 0);
    // To try is to try: it does not wait, but it does not give up on a dead owner either.
    words.store(offsetof(DataHeader, lock), owner);
    CHECK(writer.push(bytes_of("2"), {}, Deadline::passed()) == Push::kPublished);
    Reader reader = open_reader(*ring);
    CHECK(take_all(reader) == "0 1 2 <empty>");
}

TEST_CASE("an exclusive writer needs no lock word that a shared one left behind", "[recovery]") {
    ScratchRing ring(small());
    const Words words(*ring);
    {
        Writer shared = open_writer(*ring);
        push(shared, "0");
    }
    words.store(offsetof(DataHeader, lock), 1);
    {
        Writer alone = open_writer(*ring, true);
        push(alone, "1");
    }
    Writer shared = open_writer(*ring);
    push(shared, "2");
    Reader reader = open_reader(*ring);
    CHECK(take_all(reader) == "0 1 2 <empty>");
}
