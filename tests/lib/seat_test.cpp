// Who may write beside whom, and how readers learn that writers ended or died.
//
// A writer dies here in a forked child that exits without closing it, which is all that a kill
// does; tests/crash/ kills for real.
#include <sys/wait.h>
#include <unistd.h>

#include <optional>
#include <thread>
#include <vector>

#include "catch.h"
#include "lib/scratch.h"
#include "ringpipe/snapshot.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

Result<Writer> attach(const Ring& ring, bool exclusive) {
    WriterOptions options;
    options.exclusive = exclusive;
    return Writer::attach(ring, options);
}

// A writer that publishes `records` and is gone without having closed.
void write_and_die(const Ring& ring, int records, bool exclusive = false) {
    const pid_t child = fork();
    if (child == 0) {
        auto writer = attach(ring, exclusive);
        if (!writer) _exit(1);
        for (int i = 0; i < records; ++i) {
            if (writer->push(bytes_of("dying"), {}, Deadline::passed()) != Push::kPublished)
                _exit(2);
        }
        _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
}

RingState state_of(const Ring& ring) {
    const auto shot = look(ring);
    REQUIRE(shot);
    return shot->state;
}

}  // namespace

TEST_CASE("writers share a ring unless one wants it for itself", "[seat]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    ScratchRing ring(place);
    {
        Writer one = open_writer(*ring);
        Writer two = open_writer(*ring);
        const auto exclusive = attach(*ring, true);
        REQUIRE_FALSE(exclusive);
        CHECK(exclusive.error().kind == ErrorKind::kBusy);
        CHECK_FALSE(exclusive.error().doing.empty());
        push(one, "1");
        push(two, "2");
        push(one, "3");
    }
    {
        Writer alone = open_writer(*ring, true);
        const auto shared = attach(*ring, false);
        REQUIRE_FALSE(shared);
        CHECK(shared.error().kind == ErrorKind::kBusy);
        const auto exclusive = attach(*ring, true);
        REQUIRE_FALSE(exclusive);
        CHECK(exclusive.error().kind == ErrorKind::kBusy);
        push(alone, "4");
    }
    Writer again = open_writer(*ring);
    push(again, "5");
    Reader reader = open_reader(*ring);
    CHECK(take_all(reader) == "1 2 3 4 5 <empty>");
}

TEST_CASE("whoever waits for a writer to leave gets the seat when it does", "[seat]") {
    ScratchRing ring(small());
    std::optional<Writer> alone = open_writer(*ring, true);
    std::thread leaving([&alone] {
        usleep(50'000);
        alone.reset();
    });
    CHECK(attach(*ring, true));
    leaving.join();
}

TEST_CASE("a ring that never had a writer has not ended", "[seat]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    ScratchRing ring(place);
    Reader reader = open_reader(*ring);
    Batch batch;
    CHECK(state_of(*ring) == RingState::kNew);
    CHECK(reader.next(batch, Deadline::passed()) == Next::kEmpty);
    CHECK(reader.next(batch, in_ms(10)) == Next::kTimeout);
}

TEST_CASE("the end comes after the last record and when the last writer has closed", "[seat]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    ScratchRing ring(place);
    Reader reader = open_reader(*ring);
    std::optional<Writer> one = open_writer(*ring);
    std::optional<Writer> two = open_writer(*ring);
    push(*one, "1");
    one.reset();
    CHECK(state_of(*ring) == RingState::kLive);
    CHECK(take_all(reader) == "1 <empty>");
    push(*two, "2");
    two.reset();
    CHECK(state_of(*ring) == RingState::kEnded);
    CHECK(take_all(reader) == "2 <ended>");
    CHECK(take(reader) == "<ended>");
    one = open_writer(*ring);
    CHECK(take(reader) == "<empty>");
    push(*one, "3");
    one.reset();
    CHECK(take_all(reader) == "3 <ended>");
}

TEST_CASE("a writer that exits without closing has died, and its records are whole", "[seat]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(place);
    Reader reader = open_reader(*ring);
    write_and_die(*ring, 2, exclusive);
    CHECK(state_of(*ring) == RingState::kDied);
    CHECK(take_all(reader) == "dying dying <died>");
    CHECK(take(reader) == "<died>");

    SECTION("until a new writer comes: with its end the death is forgotten") {
        { Writer writer = open_writer(*ring, exclusive); }
        CHECK(take(reader) == "<ended>");
        CHECK(state_of(*ring) == RingState::kEnded);
    }
    SECTION("and so it stays when another reader comes") {
        Reader other = open_reader(*ring);
        CHECK(take(other) == "<died>");
    }
}

TEST_CASE("a death among shared writers is not forgotten when the others close", "[seat]") {
    ScratchRing ring(small());
    Reader reader = open_reader(*ring);
    std::optional<Writer> survivor = open_writer(*ring);
    write_and_die(*ring, 1);
    CHECK(take_all(reader) == "dying <empty>");
    SECTION("at once") {
        survivor.reset();
    }
    SECTION("after its entry was used again") {
        std::optional<Writer> heir = open_writer(*ring);
        heir.reset();
        survivor.reset();
    }
    CHECK(take(reader) == "<died>");
    CHECK(state_of(*ring) == RingState::kDied);
}

TEST_CASE("the clean mark says whether the last writers left everything in order", "[seat]") {
    ScratchRing ring(Place::kDirectory);
    const auto is_clean = [&ring] {
        const auto shot = look(*ring);
        REQUIRE(shot);
        return shot->clean;
    };
    {
        Writer writer = open_writer(*ring);
        CHECK_FALSE(is_clean());
    }
    CHECK(is_clean());
    write_and_die(*ring, 1);
    CHECK_FALSE(is_clean());
    { Writer writer = open_writer(*ring); }
    CHECK(is_clean());
}

TEST_CASE("a reader that waits for a writer takes no old end for a new one", "[seat]") {
    const bool died = GENERATE(false, true);
    ScratchRing ring(small());
    if (died) {
        write_and_die(*ring, 0);
    } else {
        Writer writer = open_writer(*ring);
    }
    ReaderOptions options;
    options.wait_for_writer = true;
    Reader reader = open_reader(*ring, options);
    Batch batch;
    CHECK(reader.next(batch, in_ms(20)) == Next::kTimeout);
    {
        Writer writer = open_writer(*ring);
        CHECK(take(reader) == "<empty>");
    }
    CHECK(take(reader) == "<ended>");
}

TEST_CASE("a reader that waits for a writer is content with one that came and went unseen",
          "[seat]") {
    ScratchRing ring(small());
    { Writer writer = open_writer(*ring); }
    ReaderOptions options;
    options.wait_for_writer = true;
    Reader reader = open_reader(*ring, options);
    SECTION("without a record") {
        { Writer writer = open_writer(*ring); }
        CHECK(take(reader) == "<ended>");
    }
    SECTION("with one") {
        {
            Writer writer = open_writer(*ring);
            push(writer, "new");
        }
        CHECK(take_all(reader) == "new <ended>");
    }
    SECTION("by dying") {
        write_and_die(*ring, 0);
        CHECK(take(reader) == "<died>");
    }
}

TEST_CASE("a reader that waits for a writer is content with old records", "[seat]") {
    ScratchRing ring(small());
    {
        Writer writer = open_writer(*ring);
        push(writer, "old");
    }
    ReaderOptions options;
    options.wait_for_writer = true;
    Reader reader = open_reader(*ring, options);
    CHECK(take_all(reader) == "old <ended>");
}

TEST_CASE("a following reader goes on over ends and deaths", "[seat]") {
    ScratchRing ring(small());
    ReaderOptions options;
    options.follow = true;
    Reader reader = open_reader(*ring, options);
    write_and_die(*ring, 1);
    CHECK(take_all(reader) == "dying <empty>");
    {
        Writer writer = open_writer(*ring);
        push(writer, "next");
    }
    CHECK(take_all(reader) == "next <empty>");
    Batch batch;
    CHECK(reader.next(batch, in_ms(10)) == Next::kTimeout);
}

TEST_CASE("as many writers may come as there are entries, and one more is told", "[seat]") {
    ScratchRing ring(small());
    std::vector<Writer> writers;
    for (std::uint32_t i = 0; i < kWriterEntries; ++i) {
        auto writer = attach(*ring, false);
        if (!writer && writer.error().kind == ErrorKind::kSystem) break;  // out of descriptors
        REQUIRE(writer);
        writers.push_back(std::move(*writer));
    }
    if (writers.size() < kWriterEntries) {
        return skip("as many writers as there are entries", "too few descriptors");
    }
    const auto one_more = attach(*ring, false);
    REQUIRE_FALSE(one_more);
    CHECK(one_more.error().kind == ErrorKind::kBusy);
    writers.clear();
    CHECK(attach(*ring, true));
}
