// Rings in which anything may be stored at any moment: never a crash, never a hang, never a
// deadline missed.
//
// Each trial runs in a child of its own, with an alarm: a fault there is a message here. First one
// word at a time is changed, before or after everybody attached, to values that matter (limits,
// neighbours of positions, noise). Then a thread stores noise into all words as fast as it can.
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <thread>

#include "catch.h"
#include "lib/attacker.h"
#include "lib/every_call.h"
#include "lib/scratch.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

// Empty if `work` came to its end within `seconds`; else what it was doing and how it ended.
template <class Work>
std::string run_in_child(unsigned seconds, Work work) {
    auto* diary = static_cast<Diary*>(
        mmap(nullptr, sizeof(Diary), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    REQUIRE(diary != MAP_FAILED);
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGALRM, SIG_DFL);
        alarm(seconds);
        work(*diary);
        _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    std::string message;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM) {
        message = std::string("hung: ") + diary->doing;
    } else if (status != 0) {
        message = "status " + std::to_string(status) + ": " + diary->doing;
    } else if (diary->longest_ms > 10'000) {
        message =
            std::string("late: ") + std::to_string(diary->longest_ms) + " ms: " + diary->longest;
    }
    munmap(diary, sizeof(Diary));
    return message;
}

RingOptions any_policy(int which) {
    switch (which) {
        case 0:
            return small(OnFull::kBlock);
        case 1:
            return small(OnFull::kBlock, 1'000'000);
        case 2:
            return small(OnFull::kDropOld);
        default:
            return small(OnFull::kDropNew);
    }
}

// A ring that has been lapped once or is half full, with a reader's and a writer's traces in it.
void give_it_a_past(const Ring& ring) {
    Writer writer = open_writer(ring);
    Reader reader = open_reader(ring);
    Random random(1);
    for (int i = 0; i < 300; ++i) {
        writer.push(bytes_of(std::string(random.below(600), 'x')), {}, Deadline::passed());
        writer.push_lines(bytes_of("a\nb\nc\n"), 3, '\n', {}, Deadline::passed());
        if (i < 250) take_all(reader, 4);
    }
}

}  // namespace

TEST_CASE("any word may hold anything", "[hostile]") {
    const int policy = GENERATE(0, 1, 2, 3);
    const bool exclusive = GENERATE(false, true);
    const bool attached_before = GENERATE(false, true);
    ScratchRing ring(any_policy(policy));
    give_it_a_past(*ring);
    Attacker attacker(*ring);
    attacker.remember();
    const std::uint64_t trials = 300 * test_factor();
    const std::string fault =
        run_in_child(60 * static_cast<unsigned>(test_factor()), [&](Diary& diary) {
            Random random(static_cast<std::uint64_t>(policy * 4 + exclusive * 2 + attached_before));
            for (std::uint64_t trial = 0; trial < trials; ++trial) {
                const bool important = random.below(2) == 0;
                const std::uint64_t index =
                    random.below(important ? attacker.important_count() : attacker.word_count());
                const std::uint64_t value = attacker.value(random);
                attacker.restore();
                EveryCall calls(*ring, diary, random, exclusive);
                calls.note = "trial " + std::to_string(trial) + ", word " + std::to_string(index) +
                             " = " + std::to_string(value) + ":";
                if (attached_before) {
                    calls.attach_writer();
                    for (std::size_t i = 0; i < 3; ++i) calls.read(i);
                }
                __atomic_store_n(&attacker.word(index), value, __ATOMIC_RELAXED);
                for (std::size_t step = 0; step < 12; ++step) {
                    calls.write();
                    calls.read(step % 3);
                }
                calls.look_and_manage();
                calls.close();
            }
        });
    CHECK(fault == "");
}

TEST_CASE("all words may change at any moment", "[hostile]") {
    const int policy = GENERATE(0, 1, 2, 3);
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(any_policy(policy));
    give_it_a_past(*ring);
    Attacker attacker(*ring);
    attacker.remember();
    const std::string fault = run_in_child(60, [&](Diary& diary) {
        std::atomic<bool> done{false};
        std::thread noise([&] {
            Random random(static_cast<std::uint64_t>(policy * 2 + exclusive));
            while (!done) {
                for (std::uint64_t i = random.below(300); i != 0; --i) {
                    const bool important = random.below(2) == 0;
                    const std::uint64_t index = random.below(important ? attacker.important_count()
                                                                       : attacker.word_count());
                    __atomic_store_n(&attacker.word(index), attacker.value(random),
                                     __ATOMIC_RELAXED);
                }
                if (random.below(4) == 0) attacker.restore();
            }
        });
        Random random(99);
        Stopwatch watch;
        while (watch.ms() < 700) {
            EveryCall calls(*ring, diary, random, exclusive);
            calls.note = "under attack:";
            for (std::size_t step = 0; step < 60; ++step) {
                calls.write();
                calls.read(step % 3);
                if (step % 10 == 0) calls.look_and_manage();
            }
            calls.close();
        }
        done = true;
        noise.join();
    });
    CHECK(fault == "");
}
