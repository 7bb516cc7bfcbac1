// Records filled in place: claimed, then committed or given back unseen.
#include <algorithm>
#include <cstring>

#include "catch.h"
#include "lib/scratch.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

void write_into(std::span<std::byte> room, std::string_view text) {
    REQUIRE(room.size() >= text.size());
    if (!text.empty()) std::memcpy(room.data(), text.data(), text.size());
}

}  // namespace

TEST_CASE("what was claimed is seen once it is committed, and only so much of it", "[claim]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small());
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);

    std::span<std::byte> room;
    REQUIRE(writer.claim(100, room, Deadline::passed()) == Push::kPublished);
    CHECK(room.size() == 100);
    write_into(room, "claimed and more");
    CHECK(take(reader) == "<empty>");
    Mark mark;
    mark.tag = 7;
    REQUIRE(writer.commit(7, mark, Deadline::passed()) == Push::kPublished);
    Batch batch;
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
    CHECK(text_of(batch.bytes) == "claimed");
    CHECK(batch.tag == 7);
    reader.release(1);
    CHECK(take(reader) == "<empty>");
}

TEST_CASE("a commit never publishes more than was claimed", "[claim]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small());
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);
    std::span<std::byte> room;
    REQUIRE(writer.claim(3, room, Deadline::passed()) == Push::kPublished);
    write_into(room, "abc");
    REQUIRE(writer.commit(100, {}, Deadline::passed()) == Push::kPublished);
    CHECK(take(reader) == "abc");
}

TEST_CASE("an aborted claim leaves no trace, neither does one whose writer goes", "[claim]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small());
    Reader reader = open_reader(*ring);
    {
        Writer writer = open_writer(*ring, exclusive);
        std::span<std::byte> room;
        REQUIRE(writer.claim(5000, room, Deadline::passed()) == Push::kPublished);
        std::fill(room.begin(), room.end(), std::byte{0xff});
        writer.abort();
        CHECK(take(reader) == "<empty>");
        push(writer, "a");
        REQUIRE(writer.claim(5000, room, Deadline::passed()) == Push::kPublished);
        std::fill(room.begin(), room.end(), std::byte{0xff});
    }
    Writer writer = open_writer(*ring, exclusive);
    push(writer, "b");
    CHECK(take_all(reader) == "a b <empty>");
    CHECK(reader.next_sequence() == 2);
}

TEST_CASE("claims are contiguous and of any size up to the largest record, lap after lap",
          "[claim]") {
    const bool exclusive = GENERATE(false, true);
    const auto on_full = GENERATE(OnFull::kBlock, OnFull::kDropOld);
    ScratchRing ring(small(on_full));
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);
    Random random(11);
    std::span<std::byte> room;
    CHECK(writer.claim(writer.largest_record() + 1, room, Deadline::passed()) == Push::kTooLarge);
    for (int i = 0; i < 200; ++i) {
        const std::uint64_t size = i % 9 == 0 ? writer.largest_record() : random.below(9000);
        REQUIRE(writer.claim(size, room, Deadline::passed()) == Push::kPublished);
        REQUIRE(room.size() == size);
        const auto fill_byte = static_cast<std::byte>(i);
        std::fill(room.begin(), room.end(), fill_byte);
        REQUIRE(writer.commit(size, {}, Deadline::passed()) == Push::kPublished);
        Batch batch;
        REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
        REQUIRE(batch.bytes.size() == size);
        REQUIRE(std::all_of(batch.bytes.begin(), batch.bytes.end(),
                            [&](std::byte byte) { return byte == fill_byte; }));
        reader.release(1);
    }
    CHECK(reader.lost_overrun() == 0);
}

TEST_CASE("a full ring has no room to claim; for a shared writer it shows at the commit",
          "[claim]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small());
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);
    fill(writer, 900);
    std::span<std::byte> room;
    if (exclusive) {
        CHECK(writer.claim(2000, room, Deadline::passed()) == Push::kFull);
        CHECK(writer.claim(2000, room, in_ms(20)) == Push::kTimeout);
    } else {
        REQUIRE(writer.claim(2000, room, Deadline::passed()) == Push::kPublished);
        write_into(room, "late");
        CHECK(writer.commit(4, {}, Deadline::passed()) == Push::kPublished);
        REQUIRE(writer.claim(2000, room, Deadline::passed()) == Push::kPublished);
        CHECK(writer.commit(2000, {}, Deadline::passed()) == Push::kFull);
    }
}
