// Named cursors: made, resumed, kept, moved, busy and forgotten.
#include <fcntl.h>
#include <unistd.h>

#include <thread>

#include "catch.h"
#include "lib/scratch.h"
#include "os/byte_locks.h"
#include "ring_files.h"
#include "ringpipe/snapshot.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

ReaderOptions named(const std::string& name) {
    ReaderOptions options;
    options.cursor = name;
    return options;
}

ErrorKind kind_of(const Result<Done>& result) {
    REQUIRE_FALSE(result);
    CHECK_FALSE(result.error().doing.empty());
    return result.error().kind;
}

}  // namespace

TEST_CASE("a named cursor goes on where its last process stood", "[cursor]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    const auto on_full = GENERATE(OnFull::kBlock, OnFull::kDropOld);
    ScratchRing ring(place, small(on_full));
    Writer writer = open_writer(*ring);
    for (const char* text : {"0", "1", "2", "3"}) push(writer, text);
    {
        Reader reader = open_reader(*ring, named("c"));
        CHECK_FALSE(reader.resumed());
        CHECK(take_all(reader, 2) == "0 1 ");
    }
    {
        Reader reader = open_reader(*ring, named("c"));
        CHECK(reader.resumed());
        CHECK(take_all(reader, 1) == "2 ");
    }
    push(writer, "4");
    Reader reader = open_reader(*ring, named("c"));
    CHECK(take_all(reader) == "3 4 <empty>");
}

TEST_CASE("a deferred cursor moves for others only when it is committed", "[cursor]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    const auto on_full = GENERATE(OnFull::kBlock, OnFull::kDropOld);
    ScratchRing ring(place, small(on_full));
    Writer writer = open_writer(*ring);
    for (const char* text : {"0", "1", "2", "3"}) push(writer, text);
    ReaderOptions options = named("c");
    options.deferred = true;
    {
        Reader reader = open_reader(*ring, options);
        CHECK(take_all(reader) == "0 1 2 3 <empty>");
    }
    {
        Reader reader = open_reader(*ring, options);
        CHECK(take_all(reader, 3) == "0 1 2 ");
        CHECK(reader.uncommitted_bytes() != 0);
        reader.commit();
        CHECK(reader.uncommitted_bytes() == 0);
        CHECK(take_all(reader) == "3 <empty>");
    }
    Reader reader = open_reader(*ring, named("c"));
    CHECK(take_all(reader) == "3 <empty>");
}

TEST_CASE("a writer waits for a deferred cursor until it is committed", "[cursor]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    ReaderOptions options;
    options.deferred = true;
    Reader reader = open_reader(*ring, options);
    const std::string record(4096, 'x');
    Batch batch;
    std::uint64_t pushed = 0;
    // Read at once, it would go on for ever.
    while (writer.push(bytes_of(record), {}, Deadline::passed()) == Push::kPublished) {
        REQUIRE(++pushed <= 16);
        REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
        reader.release(1);
    }
    CHECK(pushed >= 8);
    CHECK(reader.next(batch, Deadline::passed()) == Next::kEmpty);
    reader.commit();
    CHECK(writer.push(bytes_of(record), {}, Deadline::passed()) == Push::kPublished);
}

TEST_CASE("a deferred cursor can be committed up to a place that reading has left", "[cursor]") {
    const auto on_full = GENERATE(OnFull::kBlock, OnFull::kDropOld);
    ScratchRing ring(small(on_full));
    Writer writer = open_writer(*ring);
    for (const char* text : {"0", "1", "2", "3"}) push(writer, text);
    ReaderOptions options = named("c");
    options.deferred = true;
    {
        Reader reader = open_reader(*ring, options);
        CHECK(take_all(reader, 1) == "0 ");
        const Reader::Place early = reader.place();
        CHECK(take_all(reader, 2) == "1 2 ");
        const Reader::Place place = reader.place();
        CHECK(take_all(reader) == "3 <empty>");
        reader.commit(place);
        CHECK(reader.uncommitted_bytes() != 0);
        reader.commit(early);  // never back
    }
    Reader reader = open_reader(*ring, named("c"));
    CHECK(take_all(reader) == "3 <empty>");
}

TEST_CASE("a starting point moves an existing cursor only when it is given", "[cursor]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    for (const char* text : {"0", "1", "2", "3"}) push(writer, text);
    {
        Reader reader = open_reader(*ring, named("c"));
        take_all(reader, 2);
    }
    ReaderOptions options = named("c");
    options.from = {From::Point::kOldest, 0};
    SECTION("not given: it resumes") {
        Reader reader = open_reader(*ring, options);
        CHECK(take(reader) == "2");
    }
    SECTION("given: it moves") {
        options.from_given = true;
        Reader reader = open_reader(*ring, options);
        CHECK_FALSE(reader.resumed());
        CHECK(take(reader) == "0");
    }
    SECTION("given, ahead") {
        options.from_given = true;
        options.from = {From::Point::kNewest, 0};
        Reader reader = open_reader(*ring, options);
        CHECK(take_all(reader) == "3 <empty>");
    }
}

TEST_CASE("one process at a time reads under a name", "[cursor]") {
    ScratchRing ring(small());
    Reader reader = open_reader(*ring, named("c"));
    const auto second = Reader::attach(*ring, named("c"));
    REQUIRE_FALSE(second);
    CHECK(second.error().kind == ErrorKind::kBusy);
    CHECK(second.error().path.ends_with("/c"));
    CHECK(Reader::attach(*ring, named("d")));
    CHECK(kind_of(ring->drop_cursor("c")) == ErrorKind::kBusy);
}

TEST_CASE("a cursor that is kept holds while nobody reads, another does not", "[cursor]") {
    const bool keep = GENERATE(false, true);
    const bool made_beforehand = GENERATE(false, true);
    ScratchRing ring(Place::kDirectory);
    if (made_beforehand) {
        REQUIRE(ring->make_cursor("c", keep));
    } else {
        ReaderOptions options = named("c");
        options.keep = keep;
        open_reader(*ring, options);
    }
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    const std::uint64_t filled = fill(writer);
    while (take(reader) != "<empty>") {
    }
    const std::uint64_t more = fill(writer);
    if (!keep) {
        CHECK(more >= filled - 1);
        return;
    }
    CHECK(more == 0);
    Reader kept = open_reader(*ring, named("c"));
    CHECK(kept.resumed());
    CHECK(kept.next_sequence() == 0);
    std::uint64_t delivered = 0;
    while (take(kept).size() == 1000) ++delivered;
    CHECK(delivered == filled);
    CHECK(kept.lost_overrun() == 0);
}

TEST_CASE("a kept cursor stays kept when a reader comes and goes under its name", "[cursor]") {
    ScratchRing ring(small());
    REQUIRE(ring->make_cursor("c", true));
    Writer writer = open_writer(*ring);
    push(writer, "0");
    push(writer, "1");
    {
        Reader reader = open_reader(*ring, named("c"));
        CHECK(take(reader) == "0");
    }
    Reader other = open_reader(*ring);
    for (int i = 0; i < 200; ++i) {
        if (fill(writer) == 0) break;
        while (take(other) != "<empty>") {
        }
    }
    Reader reader = open_reader(*ring, named("c"));
    CHECK(take(reader) == "1");
    CHECK(reader.lost_overrun() == 0);
}

TEST_CASE("an observer cannot read at a cursor that is kept, and leaves it alone", "[cursor]") {
    ScratchRing ring(small());
    REQUIRE(ring->make_cursor("c", true));
    ReaderOptions options = named("c");
    options.observe = true;
    const auto observer = Reader::attach(*ring, options);
    REQUIRE_FALSE(observer);
    CHECK(observer.error().kind == ErrorKind::kUsage);
    Writer writer = open_writer(*ring);
    const std::uint64_t filled = fill(writer);
    Reader other = open_reader(*ring);
    while (take(other) != "<empty>") {
    }
    CHECK(fill(writer) == 0);
    Reader kept = open_reader(*ring, named("c"));
    CHECK(kept.lag().records == filled);
}

TEST_CASE("a new cursor starts at what is unread", "[cursor]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    for (const char* text : {"0", "1", "2"}) push(writer, text);
    {
        Reader reader = open_reader(*ring);
        take(reader);
    }
    REQUIRE(ring->make_cursor("c", true));
    Reader reader = open_reader(*ring, named("c"));
    CHECK(take(reader) == "1");
}

TEST_CASE("making a cursor that exists, or with a name that is none, is refused", "[cursor]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    ScratchRing ring(place);
    REQUIRE(ring->make_cursor("c", false));
    CHECK(kind_of(ring->make_cursor("c", false)) == ErrorKind::kBusy);
    CHECK(kind_of(ring->make_cursor("c", true)) == ErrorKind::kBusy);
    for (const char* name : {"", ".", "a/b", "a b", "-x", "\xc3\xa9"}) {
        INFO(name);
        CHECK(kind_of(ring->make_cursor(name, false)) == ErrorKind::kUsage);
    }
    CHECK(ring->make_cursor(std::string(63, 'x'), false));
    CHECK(kind_of(ring->make_cursor(std::string(64, 'x'), false)) == ErrorKind::kUsage);
    ScratchRing overwrites(place, small(OnFull::kDropOld));
    CHECK(kind_of(overwrites->make_cursor("c", true)) == ErrorKind::kUsage);
    CHECK(overwrites->make_cursor("c", false));
    const auto attached = Reader::attach(*ring, named("a/b"));
    REQUIRE_FALSE(attached);
    CHECK(attached.error().kind == ErrorKind::kUsage);
}

TEST_CASE("a cursor that was dropped is forgotten, its slot is free, and what it consumed stays so",
          "[cursor]") {
    RingOptions options = small();
    options.slots = 1;
    ScratchRing ring(options);
    Writer writer = open_writer(*ring);
    for (const char* text : {"0", "1", "2"}) push(writer, text);
    CHECK(kind_of(ring->drop_cursor("c")) == ErrorKind::kMissing);
    {
        Reader reader = open_reader(*ring, named("c"));
        take(reader);
    }
    CHECK(kind_of(ring->make_cursor("d", false)) == ErrorKind::kBusy);  // no slot is free
    REQUIRE(ring->drop_cursor("c"));
    CHECK(kind_of(ring->drop_cursor("c")) == ErrorKind::kMissing);
    Reader reader = open_reader(*ring, named("c"));
    CHECK_FALSE(reader.resumed());
    CHECK(take(reader) == "1");
}

TEST_CASE("dropping a kept cursor lets a blocked writer go on", "[cursor]") {
    ScratchRing ring(small());
    REQUIRE(ring->make_cursor("c", true));
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    fill(writer);
    while (take(reader) != "<empty>") {
    }
    std::thread dropping([&ring] {
        usleep(30'000);
        if (!ring->drop_cursor("c")) std::abort();
    });
    CHECK(writer.push(bytes_of(std::string(1000, 'x')), {}, in_ms(20'000)) == Push::kPublished);
    dropping.join();
}

TEST_CASE("a cursor inherits no name, role or losses from the slot's last owner", "[cursor]") {
    RingOptions options = small();
    options.slots = 1;
    ScratchRing ring(options);
    REQUIRE(ring->make_cursor("kept", true));
    REQUIRE(ring->drop_cursor("kept"));
    {
        ReaderOptions watch;
        watch.observe = true;
        Reader watcher = open_reader(*ring, watch);
        const auto shot = look(*ring);
        REQUIRE(shot);
        REQUIRE(shot->readers.size() == 1);
        CHECK(shot->readers[0].name.empty());
        CHECK_FALSE(shot->readers[0].holding);
        CHECK_FALSE(shot->readers[0].kept);
    }
    Writer writer = open_writer(*ring);
    const std::uint64_t filled = fill(writer);
    CHECK(filled == (kMinCapacity - 32) / 1056);
}

TEST_CASE("a process stopped while it claims a slot makes others wait, but not for ever",
          "[cursor]") {
    ScratchRing ring(small());
    os::ByteLocks stopped(ring->impl().reopen(kLocksFile, O_RDWR));
    REQUIRE(stopped.try_exclusive(kClaimByte));
    Stopwatch watch;
    std::thread going_on([&stopped] {
        usleep(50'000);
        stopped.release(kClaimByte);
    });
    CHECK(Reader::attach(*ring, {}));
    CHECK(watch.ms() >= 49);
    going_on.join();
    REQUIRE(stopped.try_exclusive(kClaimByte));
    Stopwatch longer;
    CHECK(kind_of(ring->make_cursor("c", false)) == ErrorKind::kBusy);
    CHECK(longer.ms() < 20'000);
}
