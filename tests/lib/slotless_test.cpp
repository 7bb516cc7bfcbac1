// Observers without a slot: all that they may do is read `data`.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "attachment.h"
#include "catch.h"
#include "core/memory.h"
#include "core/reader_core.h"
#include "lib/attacker.h"
#include "lib/scratch.h"
#include "ringpipe/snapshot.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

// The ring as somebody opens it who may not open `readers` and `locks`.
Ring as_seen_by_group(const ScratchDirectory& directory) {
    auto ring = Ring::open(directory.name());
    REQUIRE(ring);
    ring->impl().access.observe_only = true;
    ring->impl().readers.reset();
    ring->impl().locks.reset();
    return std::move(*ring);
}

Reader observer_of(const ScratchDirectory& directory, From from = {}) {
    ReaderOptions options;
    options.observe = true;
    options.from = from;
    auto reader = Reader::attach(as_seen_by_group(directory), options);
    REQUIRE(reader);
    return std::move(*reader);
}

struct Watched {
    explicit Watched(const RingOptions& options = small())
        : ring(std::move(*Ring::create(directory.name(), options))) {}
    ScratchDirectory directory;
    Ring ring;
};

// Time passes only while somebody sleeps, and each sleep is remembered.
struct Slept : core::Processor {
    static inline std::uint64_t now_ns = 1;
    static inline std::vector<std::uint64_t> sleeps;
    static inline std::uint64_t wakes = 0;

    static void sleep(const std::uint32_t&, std::uint32_t, std::uint64_t ns) {
        sleeps.push_back(ns);
        now_ns += ns;
    }
    static void wake(std::uint32_t&) { ++wakes; }
    static bool barrier_everywhere() {
        ++wakes;
        return true;
    }
    static std::uint64_t monotonic_ns() { return now_ns; }
};

}  // namespace

TEST_CASE("an observer without a slot is given all, and consumes nothing", "[slotless]") {
    Watched it;
    {
        Writer writer = open_writer(it.ring);
        for (const char* text : {"a", "b", "c"}) push(writer, text);
    }
    {
        Reader observer = observer_of(it.directory);
        CHECK_FALSE(observer.has_slot());
        CHECK_FALSE(observer.holding());
        CHECK(take_all(observer) == "a b c <ended>");
        Batch batch;
        CHECK(observer.next(batch) == Next::kEnded);
        CHECK(observer.lag().records == 0);
    }
    Reader reader = open_reader(it.ring);
    CHECK(take_all(reader) == "a b c <ended>");
}

TEST_CASE("an observer without a slot starts where it was told to", "[slotless]") {
    Watched it;
    Writer writer = open_writer(it.ring);
    for (const char* text : {"a", "b", "c"}) push(writer, text);
    Reader consumer = open_reader(it.ring);
    CHECK(take(consumer) == "a");
    // It cannot see what others consumed.
    Reader unread = observer_of(it.directory);
    CHECK(take_all(unread) == "a b c <empty>");
    Reader back = observer_of(it.directory, {From::Point::kBack, 2});
    CHECK(take_all(back) == "b c <empty>");
    Reader next = observer_of(it.directory, {From::Point::kNext, 0});
    push(writer, "d");
    CHECK(take_all(next) == "d <empty>");
    Batch record;
    CHECK(next.latest(record) == Next::kBatch);
    CHECK(text_of(record.bytes) == "d");
}

TEST_CASE("an observer without a slot leaves no trace", "[slotless]") {
    Watched it;
    Writer writer = open_writer(it.ring);
    const auto words = [&] {
        ReadersHeader header{};
        SharedSlot slots[8];
        const int fd = it.ring.impl().readers.get();
        REQUIRE(pread(fd, &header, sizeof header, 0) == sizeof header);
        REQUIRE(pread(fd, slots, sizeof slots, kSlotsOffset) == sizeof slots);
        std::string all(reinterpret_cast<const char*>(&header), sizeof header);
        return all.append(reinterpret_cast<const char*>(slots), sizeof slots);
    };
    const std::string before = words();
    {
        Reader observer = observer_of(it.directory);
        push(writer, "a");
        CHECK(take(observer) == "a");
        Batch batch;
        CHECK(observer.next(batch, in_ms(30)) == Next::kTimeout);
        CHECK(writer.blocked_by().who == Blocker::Who::kNoReader);
        const auto shot = look(it.ring);
        REQUIRE(shot);
        CHECK(shot->readers.empty());
    }
    CHECK(words() == before);
}

TEST_CASE("an observer without a slot counts exactly what was overwritten", "[slotless]") {
    const OnFull on_full = GENERATE(OnFull::kDropOld, OnFull::kBlock);
    Watched it(small(on_full));
    Writer writer = open_writer(it.ring);
    std::optional<Reader> consumer;
    if (on_full == OnFull::kBlock) consumer = open_reader(it.ring);
    Reader observer = observer_of(it.directory);
    const std::string filler(1000, 'x');
    constexpr int kRecords = 500;  // several times round
    for (int i = 0; i < kRecords; ++i) {
        push(writer, std::to_string(i) + " " + filler);
        if (consumer) take_all(*consumer);
    }
    std::uint64_t seen = 0;
    std::uint64_t gaps = 0;
    for (;;) {
        Batch batch;
        const Next next = observer.next_record(batch, Deadline::passed());
        if (next == Next::kEmpty) break;
        if (next == Next::kLost) {
            gaps += observer.gap().last - observer.gap().first + 1;
            continue;
        }
        REQUIRE(next == Next::kBatch);
        CHECK(text_of(batch.bytes) == std::to_string(batch.first) + " " + filler);
        observer.release(1);
        ++seen;
    }
    CHECK(gaps > 0);
    CHECK(seen + gaps == kRecords);
    CHECK(observer.lost_overrun() == gaps);
}

TEST_CASE("an observer without a slot hears of ends, and of no death", "[slotless]") {
    Watched it;
    const pid_t child = fork();
    if (child == 0) {
        auto writer = Writer::attach(it.ring, {});
        writer->push(bytes_of("last words"));
        raise(SIGKILL);
    }
    REQUIRE(waitpid(child, nullptr, 0) == child);
    Reader witness = open_reader(it.ring);
    CHECK(take(witness) == "last words");
    Batch batch;
    CHECK(witness.next(batch, in_ms(10'000)) == Next::kDied);

    Reader observer = observer_of(it.directory);
    CHECK(take(observer) == "last words");
    CHECK(observer.next(batch, in_ms(300)) == Next::kTimeout);
    CHECK(look(as_seen_by_group(it.directory))->state == RingState::kLive);
    {
        Writer writer = open_writer(it.ring);
        CHECK(observer.next(batch, in_ms(20)) == Next::kTimeout);
    }
    CHECK(observer.next(batch, in_ms(10'000)) == Next::kEnded);
    CHECK(look(as_seen_by_group(it.directory))->state == RingState::kEnded);
}

TEST_CASE("a death that a successor counted is an end for an observer without a slot",
          "[slotless]") {
    Watched it;
    std::optional<Writer> stays = open_writer(it.ring);
    const pid_t child = fork();
    if (child == 0) {
        auto writer = Writer::attach(it.ring, {});
        raise(SIGKILL);
    }
    REQUIRE(waitpid(child, nullptr, 0) == child);
    { Writer takes_its_entry = open_writer(it.ring); }
    Reader observer = observer_of(it.directory);
    Batch batch;
    CHECK(observer.next(batch, in_ms(50)) == Next::kTimeout);
    stays.reset();
    CHECK(observer.next(batch, in_ms(10'000)) == Next::kEnded);
    Reader witness = open_reader(it.ring);
    CHECK(witness.next(batch, in_ms(10'000)) == Next::kDied);
}

TEST_CASE("an observer without a slot looks after 1 ms, then less and less, at most every 100 ms",
          "[slotless]") {
    Watched it;
    Writer writer = open_writer(it.ring);
    auto attachment = Attachment::make(as_seen_by_group(it.directory), Role::kObserver);
    REQUIRE(attachment);
    core::ReaderCore<Slept> core((*attachment)->view, (*attachment)->locks);
    REQUIRE(core.attach({}, true, false, false) == core::ReaderCore<Slept>::Attach::kAttached);
    core.announce();
    const auto poll = [&] {
        Batch batch;
        std::size_t got = 0;
        return core.poll({&batch, 1}, got, 1);
    };
    constexpr std::uint64_t kSpanNs = 10'000'000'000;
    CHECK(core.wait(poll, {Deadline::at_ns(Slept::now_ns + kSpanNs), nullptr}, {},
                    [] { return false; }) == Next::kTimeout);
    core.detach();
    const auto& sleeps = Slept::sleeps;
    REQUIRE(sleeps.size() > 10);
    CHECK(sleeps.front() == 1'000'000);
    CHECK(std::is_sorted(sleeps.begin(), sleeps.end() - 1));
    CHECK(sleeps[sleeps.size() - 2] == 100'000'000);
    CHECK(sleeps.size() < 160);
    CHECK(Slept::wakes == 0);
}

TEST_CASE("a frame that is not there any more is damage, not silence", "[slotless]") {
    const bool slotless = GENERATE(false, true);
    Watched it;
    Writer writer = open_writer(it.ring);
    push(writer, "a");
    ReaderOptions options;
    options.observe = true;
    std::optional<Reader> reader;
    if (slotless) {
        reader = observer_of(it.directory);
    } else {
        reader = open_reader(it.ring, options);
    }
    CHECK(take(*reader) == "a");
    push(writer, "b");
    push(writer, "c");
    const auto fd = it.ring.impl().reopen(kDataFile, O_RDWR);
    REQUIRE(fallocate(fd.get(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, kFramesOffset,
                      kMinCapacity) == 0);
    Batch batch;
    CHECK(reader->next(batch, in_ms(10'000)) == Next::kDamaged);
    CHECK(writer.push(bytes_of("d")) == Push::kDamaged);
}
