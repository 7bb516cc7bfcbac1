// Waiting: deadlines, interrupts and signals; who is waited for.
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "catch.h"
#include "lib/scratch.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

constexpr double kSlackMs = 10'000;  // a loaded machine is late, not wrong

// A signal every millisecond, for as long as it lives.
class Alarms {
public:
    Alarms() {
        struct sigaction action {};
        action.sa_handler = [](int) {};
        sigaction(SIGALRM, &action, &before_);
        set(1000);
    }
    ~Alarms() {
        set(0);
        sigaction(SIGALRM, &before_, nullptr);
    }

private:
    static void set(suseconds_t every_us) {
        const itimerval timer{{0, every_us}, {0, every_us}};
        setitimer(ITIMER_REAL, &timer, nullptr);
    }
    struct sigaction before_ {};
};

}  // namespace

TEST_CASE("a reader's deadline is kept: not early, not never", "[waiting]") {
    const bool has_writer = GENERATE(false, true);
    ScratchRing ring(small());
    std::optional<Writer> writer;
    if (has_writer) writer = open_writer(*ring);
    ReaderOptions options;
    options.follow = !has_writer;
    Reader reader = open_reader(*ring, options);
    Batch batch;
    for (const std::uint64_t ms : {1u, 20u, 60u}) {
        Stopwatch watch;
        CHECK(reader.next(batch, in_ms(ms)) == Next::kTimeout);
        CHECK(watch.ms() >= static_cast<double>(ms));
        CHECK(watch.ms() < static_cast<double>(ms) + kSlackMs);
    }
    Stopwatch watch;
    CHECK(reader.next(batch, Deadline::passed()) == Next::kEmpty);
    CHECK(reader.next_record(batch, Deadline::passed()) == Next::kEmpty);
    CHECK(watch.ms() < kSlackMs);
}

TEST_CASE("a deadline in the past is one that was missed", "[waiting]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    Batch batch;
    CHECK(reader.next(batch, Deadline::at_ns(1)) == Next::kTimeout);
    fill(writer);
    CHECK(writer.push(bytes_of(std::string(1000, 'x')), {}, Deadline::at_ns(1)) == Push::kTimeout);
    // What is there is had, whatever the deadline.
    CHECK(reader.next(batch, Deadline::at_ns(1)) == Next::kBatch);
}

TEST_CASE("deadlines are kept under a storm of signals", "[waiting]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    const Alarms alarms;
    Batch batch;
    Stopwatch reading;
    CHECK(reader.next(batch, in_ms(150)) == Next::kTimeout);
    CHECK(reading.ms() >= 150);
    CHECK(reading.ms() < 150 + kSlackMs);
    fill(writer);
    Stopwatch writing;
    CHECK(writer.push(bytes_of(std::string(1000, 'x')), {}, in_ms(150)) == Push::kTimeout);
    CHECK(writing.ms() >= 150);
    CHECK(writing.ms() < 150 + kSlackMs);
    Stopwatch holders;
    CHECK(writer.wait_holders(2, in_ms(100)) == Push::kTimeout);
    CHECK(holders.ms() >= 100);
}

TEST_CASE("an interrupt ends every wait, without any signal", "[waiting]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small());
    std::atomic<int> stop{0};
    WriterOptions writing;
    writing.interrupt = &stop;
    writing.exclusive = exclusive;
    auto writer = Writer::attach(*ring, writing);
    REQUIRE(writer);
    ReaderOptions reading;
    reading.interrupt = &stop;
    Reader reader = open_reader(*ring, reading);
    const auto interrupted_after = [&stop](auto wait) {
        stop = 0;
        std::thread later([&stop] {
            usleep(30'000);
            stop = 1;
        });
        Stopwatch watch;
        wait();
        const double ms = watch.ms();
        later.join();
        return ms;
    };
    Batch batch;
    Next next{};
    CHECK(interrupted_after([&] { next = reader.next(batch); }) < 30 + kSlackMs);
    CHECK(next == Next::kInterrupted);
    Push push{};
    CHECK(interrupted_after([&] { push = writer->wait_holders(2, Deadline::never()); }) <
          30 + kSlackMs);
    CHECK(push == Push::kInterrupted);
    fill(*writer);
    const std::string record(1000, 'x');
    CHECK(interrupted_after([&] { push = writer->push(bytes_of(record)); }) < 30 + kSlackMs);
    CHECK(push == Push::kInterrupted);
    // What is there is delivered all the same.
    CHECK(reader.next(batch) == Next::kBatch);
}

TEST_CASE("a waiting reader is woken by a record, a waiting writer by a release", "[waiting]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small());
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);
    std::thread peer([&ring] {
        ReaderOptions options;
        options.observe = true;
        Reader waiting = open_reader(*ring, options);
        Batch batch;
        if (waiting.next(batch, in_ms(20'000)) != Next::kBatch) std::abort();
    });
    usleep(30'000);
    push(writer, "wake up");
    peer.join();

    CHECK(take(reader) == "wake up");
    fill(writer);
    std::thread releasing([&reader] {
        usleep(30'000);
        Batch batch;
        for (int i = 0; i < 20; ++i) {
            if (reader.next(batch, Deadline::passed()) != Next::kBatch) std::abort();
            reader.release(1);
        }
    });
    Stopwatch watch;
    CHECK(writer.push(bytes_of(std::string(1000, 'x')), {}, in_ms(20'000)) == Push::kPublished);
    CHECK(watch.ms() < 30 + kSlackMs);
    releasing.join();
}

TEST_CASE("a writer knows who holds it back", "[waiting]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(Place::kDirectory);
    Writer writer = open_writer(*ring, exclusive);
    const std::string record(1000, 'x');

    fill(writer);
    CHECK(writer.blocked_by().who == Blocker::Who::kNoReader);
    {
        Reader anonymous = open_reader(*ring);
        const Blocker blocker = writer.blocked_by();
        CHECK(blocker.who == Blocker::Who::kReader);
        CHECK(blocker.name.empty());
        CHECK(blocker.pid == static_cast<std::uint32_t>(getpid()));
        CHECK(blocker.alive);
        while (take(anonymous) != "<empty>") {
        }
    }
    ReaderOptions options;
    options.cursor = "archive";
    options.keep = true;
    { Reader kept = open_reader(*ring, options); }
    fill(writer);
    Reader reader = open_reader(*ring);
    while (take(reader) != "<empty>") {
    }
    CHECK(writer.push(bytes_of(record), {}, in_ms(10)) == Push::kTimeout);
    Blocker blocker = writer.blocked_by();
    CHECK(blocker.who == Blocker::Who::kReader);
    CHECK(blocker.name == "archive");
    CHECK_FALSE(blocker.alive);
    Reader archive = open_reader(*ring, options);
    CHECK(writer.blocked_by().alive);
    CHECK(writer.blocked_by().slot == blocker.slot);
}

TEST_CASE("a writer can wait until enough readers hold", "[waiting]") {
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    ScratchRing ring(place);
    Writer writer = open_writer(*ring);
    CHECK(writer.wait_holders(0, Deadline::passed()) == Push::kPublished);
    CHECK(writer.wait_holders(1, in_ms(10)) == Push::kTimeout);
    Reader first = open_reader(*ring);
    CHECK(writer.wait_holders(1, Deadline::passed()) == Push::kPublished);
    ReaderOptions options;
    options.observe = true;
    Reader watcher = open_reader(*ring, options);
    CHECK(writer.wait_holders(2, in_ms(10)) == Push::kTimeout);
    options = {};
    options.cursor = "kept";
    options.keep = true;
    { Reader gone = open_reader(*ring, options); }
    CHECK(writer.wait_holders(2, in_ms(10)) == Push::kTimeout);  // a kept cursor is no reader
    std::atomic<bool> seen = false;
    std::thread later([&ring, &seen] {
        usleep(30'000);
        Reader second = open_reader(*ring);
        while (!seen) usleep(1000);
    });
    CHECK(writer.wait_holders(2, in_ms(20'000)) == Push::kPublished);
    seen = true;
    later.join();
}

TEST_CASE("pressure tells how full a ring is for its slowest holder", "[waiting]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    CHECK(writer.pressure() == 0);
    fill(writer);
    CHECK(writer.pressure() > 0.95);
    CHECK(writer.pressure() <= 1);
    Reader reader = open_reader(*ring);
    CHECK(reader.pressure() > 0.95);
    for (int i = 0; i < 31; ++i) take(reader);
    CHECK(reader.pressure() > 0.4);
    CHECK(reader.pressure() < 0.6);
    while (take(reader) != "<empty>") {
    }
    CHECK(reader.pressure() == 0);
    CHECK(writer.pressure() == 0);
}
