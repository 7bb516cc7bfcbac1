// Taking records out: batches, single records, releases of a part, roles and slots.
#include <vector>

#include "catch.h"
#include "lib/scratch.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

ReaderOptions observer() {
    ReaderOptions options;
    options.observe = true;
    return options;
}

// On a `block` ring a holder is given views; a drop-old ring's readers are given copies.
ScratchRing ring_of_views_or_copies() {
    return ScratchRing(small(GENERATE(OnFull::kBlock, OnFull::kDropOld)));
}

}  // namespace

TEST_CASE("who holds: by policy, unless it only observes", "[reader]") {
    const auto [on_full, block_ns, holds] = GENERATE(table<OnFull, std::uint64_t, bool>({
        {OnFull::kBlock, 0, true},
        {OnFull::kBlock, 1000, true},
        {OnFull::kDropOld, 0, false},
        {OnFull::kDropNew, 0, true},
        {OnFull::kFail, 0, true},
    }));
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    ScratchRing ring(place, small(on_full, block_ns));
    CHECK(open_reader(*ring).holding() == holds);
    CHECK_FALSE(open_reader(*ring, observer()).holding());
    ReaderOptions keep;
    keep.cursor = "c";
    keep.keep = true;
    const auto kept = Reader::attach(*ring, keep);
    CHECK(static_cast<bool>(kept) == holds);
    if (!kept) CHECK(kept.error().kind == ErrorKind::kUsage);
    keep.observe = true;
    const auto contradiction = Reader::attach(*ring, keep);
    REQUIRE_FALSE(contradiction);
    CHECK(contradiction.error().kind == ErrorKind::kUsage);
}

TEST_CASE("slots are limited; an observer does without one", "[reader]") {
    RingOptions options = small();
    options.slots = 2;
    ScratchRing ring(options);
    Writer writer = open_writer(*ring);
    push(writer, "a");
    std::vector<Reader> readers;
    readers.push_back(open_reader(*ring));
    readers.push_back(open_reader(*ring));
    CHECK(readers[0].has_slot());
    const auto third = Reader::attach(*ring, {});
    REQUIRE_FALSE(third);
    CHECK(third.error().kind == ErrorKind::kBusy);
    ReaderOptions named;
    named.cursor = "c";
    const auto cursor = Reader::attach(*ring, named);
    REQUIRE_FALSE(cursor);
    CHECK(cursor.error().kind == ErrorKind::kBusy);
    Reader watcher = open_reader(*ring, observer());
    CHECK_FALSE(watcher.has_slot());
    CHECK(take(watcher) == "a");
    readers.pop_back();
    CHECK(open_reader(*ring).has_slot());
}

TEST_CASE("a batch is returned again until it is released", "[reader]") {
    ScratchRing ring = ring_of_views_or_copies();
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    push(writer, "a");
    push(writer, "b");
    Batch batch;
    for (int i = 0; i < 3; ++i) {
        REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
        CHECK(text_of(batch.bytes) == "a");
        CHECK(reader.next_sequence() == 0);
    }
    reader.release(0);
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
    CHECK(text_of(batch.bytes) == "a");
    reader.release(1);
    reader.release(1);  // nothing was handed out: nothing happens
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
    CHECK(text_of(batch.bytes) == "b");
    for (int i = 0; i < 3; ++i) {
        REQUIRE(reader.next_record(batch, Deadline::passed()) == Next::kBatch);
        CHECK(text_of(batch.bytes) == "b");
    }
    reader.release(1);
    CHECK(take(reader) == "<empty>");
}

TEST_CASE("a part of a frame may be released: its rest comes next", "[reader]") {
    ScratchRing ring = ring_of_views_or_copies();
    const bool packed = GENERATE(false, true);
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    if (packed) {
        for (const char* text : {"a\n", "b\n", "c\n", "d\n", "e\n"}) writer.add(bytes_of(text));
        REQUIRE(writer.flush() == Push::kPublished);
    } else {
        push_lines(writer, "a\nb\nc\nd\ne\n", 5);
    }
    push(writer, "f\n");

    Batch batch;
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
    CHECK(batch.count == 5);
    reader.release(2);
    CHECK(reader.next_sequence() == 2);
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
    CHECK(batch.count == 3);
    CHECK(batch.first == 2);
    std::span<const std::byte> record;
    CHECK(take_record(batch, record));
    CHECK(text_of(record) == "c\n");
    reader.release(1);
    CHECK(take(reader) == "d\n");
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
    CHECK(batch.first == 4);
    CHECK(batch.count == 1);
    reader.release(100);  // at most what was handed out
    CHECK(reader.next_sequence() == 5);
    CHECK(take(reader) == "f\n");
}

TEST_CASE("single records and batches may be taken in turn", "[reader]") {
    ScratchRing ring = ring_of_views_or_copies();
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    push_lines(writer, "a\nb\nc\n", 3);
    CHECK(take(reader) == "a\n");
    Batch record;
    REQUIRE(reader.next_record(record, Deadline::passed()) == Next::kBatch);
    CHECK(text_of(record.bytes) == "b\n");
    CHECK(record.first == 1);
    CHECK(record.count == 1);
    Batch batch;
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
    CHECK(text_of(batch.bytes) == "b\nc\n");  // not released, so not passed
    reader.release(2);
    CHECK(take(reader) == "<empty>");
}

TEST_CASE("several frames may be taken at once and given back in parts", "[reader]") {
    ScratchRing ring = ring_of_views_or_copies();
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    push(writer, "0");
    push_lines(writer, "1\n2\n3\n", 3);
    push(writer, "4");
    push(writer, "5");

    std::vector<Batch> batches(3);
    std::size_t got = 0;
    REQUIRE(reader.next_batches(batches, got, Deadline::passed()) == Next::kBatch);
    REQUIRE(got == 3);
    CHECK(text_of(batches[0].bytes) == "0");
    CHECK(text_of(batches[1].bytes) == "1\n2\n3\n");
    CHECK(text_of(batches[2].bytes) == "4");
    CHECK(batches[2].first == 4);
    reader.release(2);
    REQUIRE(reader.next_batches(batches, got, Deadline::passed()) == Next::kBatch);
    REQUIRE(got == 3);
    CHECK(text_of(batches[0].bytes) == "2\n3\n");
    CHECK(batches[0].first == 2);
    CHECK(text_of(batches[2].bytes) == "5");
    reader.release(4);
    CHECK(reader.next_batches(batches, got, Deadline::passed()) == Next::kEmpty);
    CHECK(got == 0);
}

TEST_CASE("a cursor inside a frame outlives its process", "[reader]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    const std::string name = GENERATE("", "named");
    ScratchRing ring(place);
    Writer writer = open_writer(*ring);
    push_lines(writer, "a\nb\nc\nd\n", 4);
    ReaderOptions options;
    options.cursor = name;
    {
        Reader reader = open_reader(*ring, options);
        CHECK(take_all(reader, 2) == "a\n b\n ");
    }
    Reader reader = open_reader(*ring, options);
    CHECK(reader.resumed() == !name.empty());
    CHECK(take_all(reader) == "c\n d\n <empty>");
}

TEST_CASE("the latest record is copied, and the cursor stays", "[reader]") {
    const auto on_full = GENERATE(OnFull::kBlock, OnFull::kDropOld);
    ScratchRing ring(small(on_full));
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    Batch latest;
    CHECK(reader.latest(latest) == Next::kEmpty);
    push(writer, "first");
    REQUIRE(reader.latest(latest) == Next::kBatch);
    CHECK(text_of(latest.bytes) == "first");
    CHECK(latest.first == 0);
    push_lines(writer, "a\nb\nc", 3);
    REQUIRE(reader.latest(latest) == Next::kBatch);
    CHECK(text_of(latest.bytes) == "c");
    CHECK(latest.first == 3);
    for (const char* text : {"x", "y", "zz"})
        REQUIRE(writer.add(bytes_of(text)) == Push::kPublished);
    Mark mark;
    mark.tag = 5;
    REQUIRE(writer.flush(mark) == Push::kPublished);
    REQUIRE(reader.latest(latest) == Next::kBatch);
    CHECK(text_of(latest.bytes) == "zz");
    CHECK(latest.first == 6);
    CHECK(latest.tag == 5);
    CHECK(latest.count == 1);
    CHECK(take(reader) == "first");
    CHECK(reader.next_sequence() == 1);
    CHECK(reader.latest(latest) == Next::kBatch);
}

TEST_CASE("a ring that overwrites always has a latest record, lap after lap", "[reader]") {
    ScratchRing ring(small(OnFull::kDropOld));
    Writer writer = open_writer(*ring, true);
    Reader reader = open_reader(*ring);
    Batch latest;
    for (int i = 0; i < 5000; ++i) {
        push(writer, std::to_string(i) + std::string(static_cast<std::size_t>(i) % 300, '.'));
        REQUIRE(reader.latest(latest) == Next::kBatch);
        REQUIRE(latest.first == static_cast<std::uint64_t>(i));
    }
    CHECK(reader.lost_overrun() == 0);
}

TEST_CASE("lag counts records, bytes and the age of the next record", "[reader]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    ScratchRing ring(place);
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    CHECK(reader.lag().records == 0);
    CHECK(reader.lag().bytes == 0);
    CHECK(reader.lag().seconds == 0);
    Mark mark;
    mark.time_ns = wall_clock_ns() - 5'000'000'000;
    push(writer, "a", mark);
    push_lines(writer, "b\nc\nd\n", 3);
    CHECK(reader.lag().records == 4);
    CHECK(reader.lag().bytes == 128);
    CHECK(reader.lag().seconds >= 5);
    CHECK(reader.lag().seconds < 60);
    CHECK(reader.end_sequence() == 4);
    take(reader);
    CHECK(reader.lag().records == 3);
    CHECK(reader.lag().bytes == 64);
    CHECK(reader.lag().seconds == 0);  // not stamped
    take(reader);
    CHECK(reader.lag().records == 2);
    take_all(reader);
    CHECK(reader.lag().records == 0);
    CHECK(reader.lag().bytes == 0);
}
