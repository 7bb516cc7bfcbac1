// Where a reader starts, and moving its cursor.
#include "catch.h"
#include "lib/scratch.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

using Point = From::Point;

// Records 0 to 9: a single one, five lines, two packed, two single ones. Those from 6 on are
// stamped with 1000 times their number.
void push_ten(Writer& writer) {
    push(writer, "0");
    push_lines(writer, "1\n2\n3\n4\n5\n", 5);
    Mark mark;
    mark.time_ns = 6000;
    REQUIRE(writer.add(bytes_of("6")) == Push::kPublished);
    REQUIRE(writer.add(bytes_of("7")) == Push::kPublished);
    REQUIRE(writer.flush(mark) == Push::kPublished);
    mark.time_ns = 8000;
    push(writer, "8", mark);
    mark.time_ns = 9000;
    push(writer, "9", mark);
}

struct Start {
    Point point;
    std::uint64_t value;
    std::uint64_t sequence;
};

std::ostream& operator<<(std::ostream& out, const Start& start) {
    return out << "point " << static_cast<int>(start.point) << ", value " << start.value;
}

const Start kStarts[] = {
    {Point::kOldest, 0, 0},
    {Point::kNewest, 0, 9},
    {Point::kNext, 0, 10},
    {Point::kSequence, 0, 0},
    {Point::kSequence, 1, 1},
    {Point::kSequence, 4, 4},
    {Point::kSequence, 7, 7},
    {Point::kSequence, 9, 9},
    {Point::kSequence, 10, 10},
    {Point::kSequence, 99, 10},
    {Point::kSequence, UINT64_MAX, 10},
    {Point::kBack, 0, 10},
    {Point::kBack, 1, 9},
    {Point::kBack, 3, 7},
    {Point::kBack, 7, 3},
    {Point::kBack, 10, 0},
    {Point::kBack, 1000, 0},
    {Point::kTime, 0, 6},
    {Point::kTime, 6000, 6},
    {Point::kTime, 6001, 8},
    {Point::kTime, 9000, 9},
    {Point::kTime, 9001, 10},
};

}  // namespace

TEST_CASE("a reader starts where it was told", "[seek]") {
    const auto on_full = GENERATE(OnFull::kBlock, OnFull::kDropOld);
    const bool observe = GENERATE(false, true);
    ScratchRing ring(small(on_full));
    Writer writer = open_writer(*ring);
    push_ten(writer);
    for (const Start& start : kStarts) {
        INFO(start);
        ReaderOptions options;
        options.observe = observe;
        options.from = {start.point, start.value};
        Reader reader = open_reader(*ring, options);
        CHECK(reader.next_sequence() == start.sequence);
        CHECK(reader.lag().records == 10 - start.sequence);
        if (start.sequence == 10) {
            CHECK(take(reader) == "<empty>");
        } else {
            CHECK(take(reader)[0] == static_cast<char>('0' + start.sequence));
        }
        CHECK(reader.lost_overrun() + reader.lost_refused() == 0);
    }
}

TEST_CASE("a cursor can be moved anywhere, forth and back", "[seek]") {
    const auto on_full = GENERATE(OnFull::kBlock, OnFull::kDropOld);
    ScratchRing ring(small(on_full));
    Writer writer = open_writer(*ring);
    push_ten(writer);
    Reader reader = open_reader(*ring);
    Random random(3);
    for (int i = 0; i < 200; ++i) {
        const Start& start = kStarts[random.below(std::size(kStarts))];
        INFO(start);
        REQUIRE(reader.seek({start.point, start.value}) == Next::kBatch);
        REQUIRE(reader.next_sequence() == start.sequence);
        if (start.sequence < 10)
            REQUIRE(take(reader)[0] == static_cast<char>('0' + start.sequence));
    }
    CHECK(reader.lost_overrun() + reader.lost_refused() == 0);
}

TEST_CASE("starting points in an empty ring are all the same", "[seek]") {
    ScratchRing ring(small());
    for (const Start& start : kStarts) {
        INFO(start);
        ReaderOptions options;
        options.from = {start.point, start.value};
        Reader reader = open_reader(*ring, options);
        CHECK(reader.next_sequence() == 0);
        CHECK(take(reader) == "<empty>");
    }
}

TEST_CASE("without a word, a block ring is read from what is unread, others from the oldest",
          "[seek]") {
    const auto [on_full, first] = GENERATE(table<OnFull, std::string>({{OnFull::kBlock, "3"},
                                                                       {OnFull::kDropNew, "3"},
                                                                       {OnFull::kFail, "3"},
                                                                       {OnFull::kDropOld, "0"}}));
    ScratchRing ring(small(on_full));
    Writer writer = open_writer(*ring);
    for (const char* text : {"0", "1", "2", "3"}) push(writer, text);
    {
        Reader reader = open_reader(*ring);
        CHECK(take_all(reader, 3) == "0 1 2 ");
    }
    Reader reader = open_reader(*ring);
    CHECK(take(reader) == first);
}

TEST_CASE("an observer starts at what is unread, too, and consumes nothing", "[seek]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    for (const char* text : {"0", "1", "2"}) push(writer, text);
    {
        Reader reader = open_reader(*ring);
        take(reader);
    }
    ReaderOptions options;
    options.observe = true;
    {
        Reader watcher = open_reader(*ring, options);
        CHECK(take_all(watcher) == "1 2 <empty>");
    }
    Reader reader = open_reader(*ring);
    CHECK(take(reader) == "1");
}

TEST_CASE("skipping passes over records, inside frames and across, and stops at the end",
          "[seek]") {
    const auto on_full = GENERATE(OnFull::kBlock, OnFull::kDropOld);
    ScratchRing ring(small(on_full));
    Writer writer = open_writer(*ring);
    push_ten(writer);
    Reader reader = open_reader(*ring);
    reader.skip(2);
    CHECK(reader.next_sequence() == 2);
    CHECK(take(reader) == "2\n");
    reader.skip(0);
    CHECK(take(reader) == "3\n");
    reader.skip(2);
    CHECK(take(reader) == "6");
    reader.skip(1);
    CHECK(take(reader) == "8");
    reader.skip(100);
    CHECK(reader.next_sequence() == 10);
    CHECK(take(reader) == "<empty>");
    push(writer, "10");
    CHECK(take(reader) == "10");
    CHECK(reader.lost_overrun() + reader.lost_refused() == 0);
}

TEST_CASE("what a seek passes over is consumed", "[seek]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    const std::uint64_t filled = fill(writer);
    Reader reader = open_reader(*ring);
    REQUIRE(reader.seek({Point::kNext, 0}) == Next::kBatch);
    CHECK(fill(writer) >= filled - 1);
}

TEST_CASE("numbers before the oldest record lead to the oldest", "[seek]") {
    ScratchRing ring(small(OnFull::kDropOld));
    Writer writer = open_writer(*ring);
    for (int i = 0; i < 3000; ++i) push(writer, std::string(100, 'x'));
    ReaderOptions options;
    options.from = {Point::kOldest, 0};
    Reader oldest = open_reader(*ring, options);
    CHECK(oldest.next_sequence() > 2000);
    options.from = {Point::kSequence, 5};
    CHECK(open_reader(*ring, options).next_sequence() == oldest.next_sequence());
    options.from = {Point::kBack, 2999};
    CHECK(open_reader(*ring, options).next_sequence() == oldest.next_sequence());
    CHECK(oldest.lost_overrun() == 0);
    options.from = {Point::kNext, 0};
    CHECK(open_reader(*ring, options).next_sequence() == 3000);
}

TEST_CASE("seeking counts no refused record, neither as found nor as lost", "[seek]") {
    ScratchRing ring(small(OnFull::kDropNew));
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    const std::string record(1000, 'x');
    std::uint64_t accepted = 0;
    while (writer.push(bytes_of(record)) == Push::kPublished) ++accepted;
    for (std::uint64_t i = 0; i < accepted; ++i) take(reader);
    push(writer, "after");  // number accepted + 1; one is missing between
    ReaderOptions options;
    options.observe = true;
    options.from = {Point::kBack, 2};
    Reader two_back = open_reader(*ring, options);
    CHECK(two_back.next_sequence() == accepted - 1);
    CHECK(take(two_back).size() == 1000);
    CHECK(take(two_back) == "<lost>");
    CHECK(take(two_back) == "after");
    options.from = {Point::kSequence, accepted};
    Reader at_refused = open_reader(*ring, options);
    CHECK(take(at_refused) == "after");
    CHECK(at_refused.lost_refused() == 0);
}
