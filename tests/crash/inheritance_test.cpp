// A process that dies is dead, whatever children it leaves behind.
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>

#include "catch.h"
#include "crash/child.h"
#include "lib/scratch.h"
#include "ringpipe/snapshot.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

// A process that outlives its parent; to be killed by number.
pid_t leave_behind(bool with_exec) {
    if (with_exec) {
        char program[] = "sleep";
        char seconds[] = "30";
        char* arguments[] = {program, seconds, nullptr};
        pid_t pid = 0;
        return posix_spawnp(&pid, program, nullptr, nullptr, arguments, environ) == 0 ? pid : 0;
    }
    const pid_t pid = fork();
    if (pid == 0) {
        sleep(30);
        _exit(0);
    }
    return pid;
}

struct Orphan {
    SharedMemory<std::atomic<pid_t>> pid;

    ~Orphan() {
        if (*pid > 0) ::kill(*pid, SIGKILL);
    }
    [[nodiscard]] bool is_there() const { return *pid > 0 && ::kill(*pid, 0) == 0; }
    void wait_until_there() const {
        const Stopwatch watch;
        while (*pid == 0 && watch.ms() < 10'000) sleep_us(100);
        REQUIRE(is_there());
    }
};

}  // namespace

TEST_CASE("a writer that is killed has died, though a child of it lives on", "[inheritance]") {
    const bool with_exec = GENERATE(false, true);
    const bool exclusive = GENERATE(false, true);
    const auto place = GENERATE(Place::kMemory, Place::kDirectory);
    ScratchRing ring(place);
    Orphan orphan;
    Reader reader = open_reader(*ring);
    Child writing([&] {
        Writer writer = open_writer(*ring, exclusive);
        writer.push(bytes_of("x"));
        *orphan.pid = leave_behind(with_exec);
        sleep(30);
        return 0;
    });
    orphan.wait_until_there();
    CHECK(take_all(reader) == "x <empty>");
    REQUIRE(writing.kill() == Child::Killed::kNow);
    Batch batch;
    CHECK(reader.next(batch, in_ms(5000)) == Next::kDied);
    CHECK(orphan.is_there());
    CHECK(open_writer(*ring, true).next_sequence() == 1);
}

TEST_CASE("a holder that is killed holds nobody back, though a child of it lives on",
          "[inheritance]") {
    const bool with_exec = GENERATE(false, true);
    ScratchRing ring(Place::kDirectory);
    Orphan orphan;
    Reader quick = open_reader(*ring);
    Child holding([&] {
        Reader slow = open_reader(*ring);
        *orphan.pid = leave_behind(with_exec);
        sleep(30);
        return 0;
    });
    orphan.wait_until_there();
    Writer writer = open_writer(*ring);
    fill(writer);
    while (take(quick).size() == 1000) {
    }
    const std::string record(1000, 'x');
    CHECK(writer.push(bytes_of(record), {}, in_ms(100)) == Push::kTimeout);
    REQUIRE(holding.kill() == Child::Killed::kNow);
    CHECK(writer.push(bytes_of(record), {}, in_ms(5000)) == Push::kPublished);
    CHECK(orphan.is_there());
}

TEST_CASE("a child that comes and goes takes nothing from its parent", "[inheritance]") {
    ScratchRing ring(Place::kDirectory);
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    for (int i = 0; i < 5; ++i) {
        Child child([] { return 0; });
        CHECK(child.wait(10'000) == 0);
    }
    push(writer, "still here");
    CHECK(take_all(reader) == "still here <empty>");
    const auto shot = look(*ring);
    REQUIRE(shot);
    CHECK(shot->state == RingState::kLive);
    REQUIRE(shot->readers.size() == 1);
    CHECK(shot->readers[0].alive);
    WriterOptions options;
    options.exclusive = true;
    CHECK_FALSE(Writer::attach(*ring, options));
}
