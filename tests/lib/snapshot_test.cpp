// Looking at a ring: what the words say, and that looking changes nothing.
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "catch.h"
#include "lib/scratch.h"
#include "ringpipe/snapshot.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

Snapshot look_at(const Ring& ring) {
    auto shot = look(ring);
    REQUIRE(shot);
    return std::move(*shot);
}

std::string contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a new ring has nothing and nobody", "[snapshot]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    ScratchRing ring(place);
    const Snapshot shot = look_at(*ring);
    CHECK(shot.state == RingState::kNew);
    CHECK(shot.published == 0);
    CHECK(shot.end_sequence == 0);
    CHECK(shot.fill_ratio == 0);
    CHECK(shot.writers.empty());
    CHECK(shot.readers.empty());
    CHECK_FALSE(shot.blocked_now);
    CHECK(shot.identity.capacity == kMinCapacity);
    CHECK(shot.taken_ns + 60'000'000'000 > wall_clock_ns());
}

TEST_CASE("writers and readers are seen with their roles while they are there", "[snapshot]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    ScratchRing ring(place);
    {
        Writer one = open_writer(*ring);
        Writer two = open_writer(*ring);
        Reader holder = open_reader(*ring);
        ReaderOptions options;
        options.observe = true;
        Reader watcher = open_reader(*ring, options);
        options = {};
        options.cursor = "c";
        options.keep = true;
        Reader named = open_reader(*ring, options);
        const Snapshot shot = look_at(*ring);
        CHECK(shot.state == RingState::kLive);
        REQUIRE(shot.writers.size() == 2);
        CHECK(shot.writers[0].shared);
        CHECK(shot.writers[0].pid == static_cast<std::uint32_t>(getpid()));
        CHECK_FALSE(shot.writers[0].command.empty());
        REQUIRE(shot.readers.size() == 3);
        CHECK(shot.readers[0].holding);
        CHECK(shot.readers[0].alive);
        CHECK(shot.readers[0].name.empty());
        CHECK(shot.readers[0].pid == static_cast<std::uint32_t>(getpid()));
        CHECK(shot.readers[1].holding);
        CHECK(shot.readers[1].kept);
        CHECK(shot.readers[1].name == "c");
        CHECK_FALSE(shot.readers[2].holding);  // observers have the later slots
        CHECK(shot.readers[2].alive);
    }
    const Snapshot shot = look_at(*ring);
    CHECK(shot.state == RingState::kEnded);
    CHECK(shot.clean);
    CHECK(shot.writers.empty());
    REQUIRE(shot.readers.size() == 1);  // the named one stays
    CHECK(shot.readers[0].name == "c");
    CHECK_FALSE(shot.readers[0].alive);
    CHECK(shot.readers[0].holding);  // because it is kept
    Writer alone = open_writer(*ring, true);
    REQUIRE(look_at(*ring).writers.size() == 1);
    CHECK_FALSE(look_at(*ring).writers[0].shared);
}

TEST_CASE("positions, lag and fill are those of the slowest holder", "[snapshot]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    ScratchRing ring(place);
    Writer writer = open_writer(*ring);
    Mark mark;
    mark.time_ns = wall_clock_ns() - 3'000'000'000;
    for (int i = 0; i < 10; ++i) push(writer, std::string(96, 'x'), mark);
    Snapshot shot = look_at(*ring);
    CHECK(shot.published == 1280);
    CHECK(shot.oldest == 0);
    CHECK(shot.end_sequence == 10);
    CHECK(shot.unread_bytes == 1280);
    CHECK(shot.fill_ratio == 1280.0 / kMinCapacity);
    CHECK(shot.last_publication_ns == mark.time_ns);

    ReaderOptions options;
    options.cursor = "slow";
    Reader slow = open_reader(*ring, options);
    Reader fast = open_reader(*ring);
    REQUIRE(slow.seek({From::Point::kSequence, 4}) == Next::kBatch);
    REQUIRE(fast.seek({From::Point::kNext, 0}) == Next::kBatch);
    shot = look_at(*ring);
    REQUIRE(shot.readers.size() == 2);
    CHECK(shot.readers[0].sequence == 4);
    CHECK(shot.readers[0].lag_records == 6);
    CHECK(shot.readers[0].lag_bytes == 6 * 128);
    CHECK(shot.readers[0].lag_seconds >= 3);
    CHECK(shot.readers[0].lag_seconds < 60);
    CHECK(shot.readers[1].lag_records == 0);
    CHECK(shot.readers[1].lag_bytes == 0);
    CHECK(shot.readers[1].lag_seconds == 0);
    CHECK(shot.unread_bytes == 6 * 128);
}

TEST_CASE("losses are seen by cause", "[snapshot]") {
    ScratchRing ring(small(OnFull::kDropOld));
    Writer writer = open_writer(*ring);
    ReaderOptions options;
    options.cursor = "c";
    Reader reader = open_reader(*ring, options);
    for (int i = 0; i < 2000; ++i) push(writer, std::string(96, 'x'));
    CHECK(take(reader) == "<lost>");
    const Snapshot shot = look_at(*ring);
    REQUIRE(shot.readers.size() == 1);
    CHECK(shot.readers[0].overrun == reader.lost_overrun());
    CHECK(shot.readers[0].refused == 0);
    CHECK(shot.fill_ratio > 0.9);
}

TEST_CASE("a blocked writer is seen with how long, how often and by whom", "[snapshot]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    ReaderOptions options;
    options.observe = true;
    Reader watcher = open_reader(*ring, options);
    Reader ahead = open_reader(*ring);
    Reader holder = open_reader(*ring);
    const std::uint64_t filled = fill(writer);
    for (std::uint64_t i = 0; i < filled; ++i) take(ahead);
    take(ahead);
    CHECK(writer.push(bytes_of(std::string(1000, 'x')), {}, in_ms(100)) == Push::kTimeout);
    const Snapshot shot = look_at(*ring);
    CHECK(shot.blocks == 1);
    CHECK(shot.blocked_ns >= 100'000'000);
    CHECK(shot.blocked_ns < 20'000'000'000);
    CHECK(shot.blocked_by == 2);  // the second slot
    CHECK_FALSE(shot.blocked_now);
}

TEST_CASE("looking changes nothing: not a byte, not a time, not a page", "[snapshot]") {
    ScratchRing ring(Place::kDirectory);
    {
        Writer writer = open_writer(*ring);
        push(writer, "x");
    }
    REQUIRE(ring->make_cursor("c", true));
    const auto state_of = [&] {
        std::string state;
        for (const char* file : {"/data", "/readers", "/locks"}) {
            struct stat status {};
            REQUIRE(stat((ring->path() + file).c_str(), &status) == 0);
            state += contents(ring->path() + file);
            state += std::to_string(status.st_mtim.tv_nsec) + "," +
                     std::to_string(status.st_blocks) + ";";
        }
        return state;
    };
    const std::string before = state_of();
    for (int i = 0; i < 10; ++i) look_at(*ring);
    CHECK(state_of() == before);
}
