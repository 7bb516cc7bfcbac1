// What each policy does with a full ring.
#include "catch.h"
#include "lib/scratch.h"
#include "ringpipe/snapshot.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

ReaderOptions observer() {
    ReaderOptions options;
    options.observe = true;
    return options;
}

Snapshot look_at(const Ring& ring) {
    auto shot = look(ring);
    REQUIRE(shot);
    return std::move(*shot);
}

}  // namespace

TEST_CASE("block: a full ring refuses a record, and accepts it once a holder made room",
          "[policy]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(place);
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);
    const std::uint64_t filled = fill(writer, 1000);
    CHECK(filled == (kMinCapacity - 32) / 1056);
    const std::string record(1000, 'y');
    CHECK(writer.push(bytes_of(record), {}, in_ms(30)) == Push::kTimeout);
    CHECK(reader.end_sequence() == filled);
    // A cursor is stored at the latest every capacity/16.
    for (int i = 0; i < 6; ++i) REQUIRE(take(reader).size() == 1000);
    CHECK(writer.push(bytes_of(record), {}, Deadline::passed()) == Push::kPublished);
}

TEST_CASE("block: what nobody has consumed is kept for the first reader", "[policy]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small());
    Writer writer = open_writer(*ring, exclusive);
    const std::uint64_t filled = fill(writer);
    {
        Reader reader = open_reader(*ring);
        CHECK(reader.next_sequence() == 0);
        CHECK(reader.consumed_before() == 0);
        for (std::uint64_t i = 0; i < 20; ++i) REQUIRE(take(reader).size() == 1000);
    }
    CHECK(fill(writer) >= 18);
    Reader reader = open_reader(*ring);
    CHECK(reader.next_sequence() == 20);
    CHECK(reader.consumed_before() == 20);
    std::uint64_t left = 0;
    while (take(reader).size() == 1000) ++left;
    CHECK(left >= filled - 2);
    CHECK(reader.next_sequence() == 20 + left);
    CHECK(reader.lost_overrun() == 0);
}

TEST_CASE("block: the slowest of several holders decides", "[policy]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    Reader slow = open_reader(*ring);
    Reader fast = open_reader(*ring);
    const std::uint64_t filled = fill(writer);
    while (take(fast) != "<empty>") {
    }
    CHECK(fill(writer) == 0);
    for (int i = 0; i < 30; ++i) REQUIRE(take(slow).size() == 1000);
    CHECK(fill(writer) >= 25);
    CHECK(fast.end_sequence() > filled);
}

TEST_CASE("block: an observer holds nobody back", "[policy]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    Reader holder = open_reader(*ring);
    Reader watcher = open_reader(*ring, observer());
    for (int i = 0; i < 500; ++i) {
        push(writer, std::string(1000, 'x'));
        REQUIRE(take(holder).size() == 1000);
    }
    Batch batch;
    REQUIRE(watcher.next(batch, Deadline::passed()) == Next::kLost);
    CHECK(watcher.gap().first == 0);
    CHECK(watcher.gap().cause == Cause::kOverrun);
    CHECK(holder.lost_overrun() == 0);
}

TEST_CASE("block for a while: waits so long once per stall, then overruns", "[policy]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small(OnFull::kBlock, 150'000'000));
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);
    CHECK(reader.holding());
    const std::uint64_t filled = fill(writer);
    const std::string record(1000, 'y');

    Stopwatch stall;
    CHECK(writer.push(bytes_of(record)) == Push::kPublished);
    CHECK(stall.ms() >= 149);
    const std::uint64_t stalls = look_at(*ring).blocks;
    for (int i = 0; i < 100; ++i) REQUIRE(writer.push(bytes_of(record)) == Push::kPublished);
    CHECK(look_at(*ring).blocks == stalls);

    Batch batch;
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kLost);
    CHECK(reader.gap().first == 0);
    CHECK(reader.gap().cause == Cause::kOverrun);
    CHECK(reader.lost_overrun() == reader.gap().last + 1);
    std::uint64_t delivered = 0;
    while (take(reader) == record) ++delivered;
    CHECK(reader.lost_overrun() + delivered == filled + 101);
}

TEST_CASE("block for a while: deadlines within one stall add up", "[policy]") {
    ScratchRing ring(small(OnFull::kBlock, 1'000'000'000));
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    fill(writer);
    const std::string record(1000, 'y');
    Stopwatch stall;
    int timeouts = 0;
    while (writer.push(bytes_of(record), {}, in_ms(20)) == Push::kTimeout) {
        REQUIRE(++timeouts < 100);
    }
    CHECK(stall.ms() >= 999);
    CHECK(timeouts >= 2);
}

TEST_CASE("block for a while: a reader that keeps up loses nothing", "[policy]") {
    ScratchRing ring(small(OnFull::kBlock, 50'000'000));
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    for (int i = 0; i < 500; ++i) {
        push(writer, std::to_string(i));
        REQUIRE(take(reader) == std::to_string(i));
    }
    CHECK(reader.lost_overrun() == 0);
}

TEST_CASE("drop-old: a writer never waits, and what is left is the latest", "[policy]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(place, small(OnFull::kDropOld));
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);
    CHECK_FALSE(reader.holding());
    for (int i = 0; i < 10000; ++i) push(writer, std::to_string(i) + std::string(100, '.'));

    Batch batch;
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kLost);
    CHECK(reader.gap().first == 0);
    CHECK(reader.gap().cause == Cause::kOverrun);
    const std::uint64_t first = reader.gap().last + 1;
    CHECK(reader.lost_overrun() == first);
    for (std::uint64_t i = first; i < 10000; ++i) {
        REQUIRE(take(reader).starts_with(std::to_string(i) + "."));
    }
    CHECK(take(reader) == "<empty>");
    // It goes on some way in, but keeps most of what is there.
    CHECK(10000 - first > kMinCapacity / 160 / 2);
}

TEST_CASE("drop-new: what does not fit is refused, keeps its numbers and is counted", "[policy]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(place, small(OnFull::kDropNew));
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);
    CHECK(reader.holding());
    const std::string record(1000, 'x');
    std::uint64_t accepted = 0;
    while (writer.push(bytes_of(record)) == Push::kPublished) ++accepted;
    for (int i = 0; i < 9; ++i) REQUIRE(writer.push(bytes_of(record)) == Push::kRefused);
    CHECK(writer.next_sequence() == accepted + 10);
    CHECK(look_at(*ring).refused == 10);

    for (std::uint64_t i = 0; i < accepted; ++i) REQUIRE(take(reader).size() == 1000);
    Batch batch;
    SECTION("told at the end") {
        REQUIRE(reader.next(batch, Deadline::passed()) == Next::kLost);
        CHECK(reader.gap().first == accepted);
        CHECK(reader.gap().last == accepted + 9);
        CHECK(reader.gap().cause == Cause::kRefused);
        CHECK(reader.lost_refused() == 10);
        REQUIRE(reader.next(batch, Deadline::passed()) == Next::kEmpty);
        push(writer, "next");
        REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
        CHECK(batch.first == accepted + 10);
    }
    SECTION("told before the next record") {
        push(writer, "next");
        REQUIRE(reader.next(batch, Deadline::passed()) == Next::kLost);
        CHECK(reader.gap().first == accepted);
        CHECK(reader.gap().last == accepted + 9);
        CHECK(take(reader) == "next");
        CHECK(reader.lost_refused() == 10);
    }
    CHECK(reader.lost_overrun() == 0);
}

TEST_CASE("drop-new: lines and batches that are refused count as their records", "[policy]") {
    ScratchRing ring(small(OnFull::kDropNew));
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    const std::string record(1000, 'x');
    while (writer.push(bytes_of(record)) == Push::kPublished) {
    }
    const std::uint64_t before = writer.next_sequence();
    std::string lines(1998, 'y');
    lines += "\n\n";
    CHECK(writer.push_lines(bytes_of(lines), 2, '\n') == Push::kRefused);
    for (int i = 0; i < 5; ++i) REQUIRE(writer.add(bytes_of(record)) == Push::kPublished);
    CHECK(writer.flush() == Push::kRefused);
    CHECK(writer.next_sequence() == before + 7);
    CHECK(writer.flush() == Push::kPublished);  // a refused batch is gone
    CHECK(writer.next_sequence() == before + 7);
}

TEST_CASE("fail: a full ring says so at once, and no number is used up", "[policy]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small(OnFull::kFail));
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);
    const std::uint64_t filled = fill(writer);
    CHECK(writer.push(bytes_of(std::string(1000, 'y'))) == Push::kFull);
    CHECK(writer.next_sequence() == filled);
    CHECK(look_at(*ring).refused == 2);
    for (std::uint64_t i = 0; i < filled; ++i) REQUIRE(take(reader).size() == 1000);
    CHECK(take(reader) == "<empty>");
    push(writer, "room again");
    CHECK(take(reader) == "room again");
    CHECK(reader.lost_refused() == 0);
}
