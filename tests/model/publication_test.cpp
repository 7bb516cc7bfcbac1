// Publication: whole records or nothing, whoever looks and whoever is killed.
#include "catch.h"
#include "model/explorer.h"
#include "model/scenes.h"

using namespace ringpipe;
using namespace ringpipe::model;

namespace {

// One writer, one holder that follows it, a ring that both go round more than twice.
template <class Memory>
struct GoingRound {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        stage.ring(OnFull::kBlock, 256);
        writes<Memory>(stage, 5);
        stage.reader("reader", [&] {
            Reading<Memory> reading(stage);
            if (reading.read() != Next::kEnded)
                stage.violate("a writer that closed is called dead");
            reading.leave();
        });
    }
};

// Writers killed one after another, with records of which the ring holds one and a half.
template <class Memory>
struct Succeeding {
    static constexpr Limits kLimits{.preemptions = 1, .kills = 2, .executions = 60'000};
    static void play(Stage& stage) {
        static bool finished;
        finished = false;
        stage.ring(OnFull::kBlock, 512);
        stage.actor("writer", Side::kWriter, 3, true, [&] {
            Writing<Memory> writing(stage);
            writing.push_some(1, 256);
            writing.close();
            finished = true;
        });
        reads_until<Memory>(stage, finished);
    }
};

// Two records in one publication; the writer may be killed in the middle of it.
template <class Memory>
struct Pairing {
    static constexpr Limits kLimits{.preemptions = 1, .kills = 1};
    static void play(Stage& stage) {
        static bool finished;
        finished = false;
        stage.ring(OnFull::kBlock, 512);
        stage.actor("writer", Side::kWriter, 2, true, [&] {
            Writing<Memory> writing(stage);
            for (int i = 0; i < 2; ++i) writing.push_pair();
            writing.close();
            finished = true;
        });
        stage.reader("reader", [&] {
            Reading<Memory> reading(stage);
            while (reading.read(1) == Next::kBatch) {
                if (stage.committed_sequence() % 2 != 0) stage.violate("half a batch can be seen");
            }
            reading.read_until(finished);
            reading.leave();
        });
    }
};

// Shared writers that fill their records in place; one of them may be killed in the middle of it.
template <class Memory>
struct Drawing {
    static constexpr Limits kLimits{.preemptions = 1, .kills = 1, .executions = 60'000};
    static void play(Stage& stage) {
        static int finished;
        static bool all;
        finished = 0;
        all = false;
        stage.ring(OnFull::kBlock, 512);
        const auto write = [&] {
            Writing<Memory> writing(stage, Writing<Memory>::Seat::kShared);
            writing.draw_some(3);
            writing.close();
            all = ++finished == 2;
        };
        stage.actor("first", Side::kWriter, 2, true, write);
        stage.actor("second", Side::kWriter, 2, true, write);
        reads_until<Memory>(stage, all);
    }
};

}  // namespace

TEST_CASE("a reader sees a frame only when all of it is there", "[model]") {
    CHECK(is_sound<GoingRound>());
    CHECK(breaks_without<GoingRound, Guard::kCommitLast>());
}

TEST_CASE("what an earlier lap left is not taken for the next frame", "[model]") {
    CHECK(is_sound<GoingRound>());
    CHECK(breaks_without<GoingRound, Guard::kSealNext>());
}

TEST_CASE("the header after the last frame does not overwrite the oldest one", "[model]") {
    CHECK(is_sound<GoingRound>());
    CHECK(breaks_without<GoingRound, Guard::kRoomForNext>());
}

TEST_CASE("a writer killed while it succeeds a killed one leaves a whole ring", "[model]") {
    CHECK(is_sound<Succeeding>());
    CHECK(breaks_without<Succeeding, Guard::kStorePublished>());
}

TEST_CASE("readers see all of a batch or nothing", "[model]") {
    CHECK(is_sound<Pairing>());
}

TEST_CASE("a record that is filled in place is seen when it is whole, or never", "[model]") {
    CHECK(is_sound<Drawing>());
    CHECK(breaks_without<Drawing, Guard::kCommitLast>());
}
