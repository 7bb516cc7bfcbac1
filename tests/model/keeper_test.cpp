// A shared writer that is alone keeps the lock word: taken from it at any step, it stores no more.
#include "catch.h"
#include "model/explorer.h"
#include "model/scenes.h"

using namespace ringpipe;
using namespace ringpipe::model;

namespace {

// A keeper, and one that wants the word.
template <class Memory>
struct Wanted {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        static bool kept;
        kept = false;
        stage.ring(OnFull::kBlock, 512);
        stage.writer("keeper", [&] { keep<Memory>(stage, kept, 3); });
        stage.writer("other", [&] {
            stage.await([] { return kept; });
            share<Memory>(stage, 1);
        });
        look_afterwards<Memory>(stage, 4);
    }
};

// The same where the kernel lets nobody raise a barrier, though writers accept them.
template <class Memory>
struct WantedWithoutBarrier {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        Wanted<Memory>::play(stage);
        stage.deny_barriers();
    }
};

// The same again, with barriers; the keeper may be killed at any step, and then another comes with
// its writer entry.
template <class Memory>
struct KeeperKilled {
    static constexpr Limits kLimits{.preemptions = 2, .kills = 1, .executions = 100'000};
    static void play(Stage& stage) {
        static bool kept;
        kept = false;
        stage.ring(OnFull::kBlock, 512);
        stage.actor("keeper", Side::kWriter, 2, true, [&] { keep<Memory>(stage, kept, 2); });
        stage.writer("other", [&] {
            stage.await([] { return kept; });
            share<Memory>(stage, 2);
        });
        look_afterwards<Memory>(stage, 3);
    }
};

// Two want the word; the first of them may be killed at any step.
template <class Memory>
struct WantedByTwo {
    static constexpr Limits kLimits{.preemptions = 2,
                                    .kills = 1,
                                    .executions = 60'000,
                                    .random = 40'000,
                                    .random_preemptions = 4};
    static void play(Stage& stage) {
        static bool kept;
        kept = false;
        stage.ring(OnFull::kBlock, 512);
        stage.writer("keeper", [&] { keep<Memory>(stage, kept, 2); });
        stage.actor("first", Side::kWriter, 1, true, [&] {
            stage.await([] { return kept; });
            share<Memory>(stage, 1);
        });
        stage.writer("second", [&] {
            stage.await([] { return kept; });
            share<Memory>(stage, 1);
        });
        look_afterwards<Memory>(stage, 3);
    }
};

// The first of the two does not wait for a keeper that stores.
template <class Memory>
struct GivenUp {
    static constexpr Limits kLimits{
        .preemptions = 2, .executions = 60'000, .random = 40'000, .random_preemptions = 4};
    static void play(Stage& stage) {
        static bool kept;
        kept = false;
        stage.ring(OnFull::kBlock, 512);
        stage.writer("keeper", [&] { keep<Memory>(stage, kept, 3); });
        stage.writer("hasty", [&] {
            stage.await([] { return kept; });
            Writing<Memory> writing(stage, Writing<Memory>::Seat::kShared);
            writing.push(32, {.deadline = Deadline::passed()});
            writing.close();
        });
        stage.writer("patient", [&] {
            stage.await([] { return kept; });
            share<Memory>(stage, 1);
        });
        look_afterwards<Memory>(stage, 4);
    }
};

// A keeper was killed, an exclusive writer that takes no lock word came and went, and then two
// shared ones come.
template <class Memory>
struct Forgotten {
    static constexpr Limits kLimits{.preemptions = 1};
    static void play(Stage& stage) {
        stage.ring(OnFull::kBlock, 512);
        stage.before(Side::kWriter, [&] {
            Writing<Memory> writing(stage, Writing<Memory>::Seat::kShared);
            writing.push_some(2);
        });
        if ((stage.view().data->lock & kLockKept) == 0)
            stage.violate("a lone writer keeps nothing");
        written_before<Memory>(stage, 1);
        for (const char* name : {"first", "second"}) {
            stage.writer(name, [&] { share<Memory>(stage, 1); });
        }
        look_afterwards<Memory>(stage, 5);
    }
};

}  // namespace

TEST_CASE("a keeper and who wants its word never both store", "[model]") {
    CHECK(is_sound<Wanted>());
    CHECK(breaks_without<Wanted, Guard::kStoringFirst>());
    CHECK(breaks_without<Wanted, Guard::kKeeperBarrier>());
    CHECK(breaks_without<Wanted, Guard::kAwaitKeeper>());
}

TEST_CASE("nor where the one that wants it may raise no barriers", "[model]") {
    CHECK(is_sound<WantedWithoutBarrier>());
    CHECK(breaks_without<WantedWithoutBarrier, Guard::kDrain>());
}

TEST_CASE("a killed keeper holds nobody up", "[model]") {
    CHECK(is_sound<KeeperKilled>());
    CHECK(is_sound<Forgotten>());
    CHECK(breaks_without<KeeperKilled, Guard::kKeeperMayDie>());
}

TEST_CASE("who takes the word from a keeper is killed: its successor waits for the keeper",
          "[model]") {
    CHECK(is_sound<WantedByTwo>());
    CHECK(breaks_without<WantedByTwo, Guard::kRememberKeeper>());
}

TEST_CASE("who takes the word from a keeper gives up: who comes next waits for the keeper",
          "[model]") {
    CHECK(is_sound<GivenUp>());
    CHECK(breaks_without<GivenUp, Guard::kRememberKeeper>());
}
