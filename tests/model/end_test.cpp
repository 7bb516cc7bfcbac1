// Ends and deaths: a reader is told of an end exactly when all have closed and nobody has died.
#include "catch.h"
#include "model/explorer.h"
#include "model/scenes.h"

using namespace ringpipe;
using namespace ringpipe::model;

namespace {

template <class Memory>
struct Closing {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) { one_writer_closes<Memory>(stage); }
};

// One writer, which may be killed. It was not the first, so there has been an end before.
template <class Memory>
struct Dying {
    static constexpr Limits kLimits{.preemptions = 1, .kills = 1};
    static void play(Stage& stage) {
        static bool reader_is_there;
        reader_is_there = false;
        stage.ring(OnFull::kBlock, 512);
        stage.before(Side::kWriter, [&] { Writing<Memory>(stage).close(); });
        stage.actor("writer", Side::kWriter, 1, true, [&] {
            Writing<Memory> writing(stage);
            stage.await([] { return reader_is_there; });
            writing.push_some(1);
            writing.close();
        });
        stage.reader("reader", [&] {
            Reading<Memory> reading(stage);
            reader_is_there = true;
            reading.read();
            reading.leave();
        });
    }
};

// Two shared writers leave at once.
template <class Memory>
struct BothLeaving {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        stage.ring(OnFull::kBlock, 512);
        for (const char* name : {"first", "second"}) {
            stage.writer(name, [&] {
                Writing<Memory> writing(stage, Writing<Memory>::Seat::kShared);
                writing.close();
            });
        }
        reads_to_end<Memory>(stage);
    }
};

// One shared writer stays while another may be killed; a third takes the entry of that one.
template <class Memory>
struct OneCrashed {
    static constexpr Limits kLimits{.preemptions = 1, .kills = 1, .executions = 60'000};
    static void play(Stage& stage) {
        static bool over;
        over = false;
        stage.ring(OnFull::kBlock, 512);
        stage.writer("stays", [&] {
            Writing<Memory> writing(stage, Writing<Memory>::Seat::kShared);
            stage.await([] { return over; });
            writing.close();
        });
        stage.actor("crashes", Side::kWriter, 2, true, [&] {
            Writing<Memory> writing(stage, Writing<Memory>::Seat::kShared);
            writing.push_some(1);
            writing.close();
            over = true;
        });
        reads_to_end<Memory>(stage);
    }
};

}  // namespace

TEST_CASE("a writer that closes is never called dead while it gives up the seat", "[model]") {
    CHECK(is_sound<Closing>());
    CHECK(breaks_without<Closing, Guard::kEvenBeforeSeat>());
}

TEST_CASE("a reader whose copy of the words is old judges nobody by it", "[model]") {
    CHECK(is_sound<Closing>());
    CHECK(breaks_without<Closing, Guard::kCompareWords>());
}

TEST_CASE("both shared writers leaving: the stream ends, and nobody has died", "[model]") {
    CHECK(is_sound<BothLeaving>());
    CHECK(breaks_without<BothLeaving, Guard::kEvenBeforeSeat>());
    CHECK(breaks_without<BothLeaving, Guard::kCompareWords>());
}

TEST_CASE("both shared writers leaving, one crashed: the death is not forgotten", "[model]") {
    CHECK(is_sound<OneCrashed>());
    CHECK(breaks_without<OneCrashed, Guard::kCountDeaths>());
}

TEST_CASE("what a writer published before it was killed is delivered before its death", "[model]") {
    CHECK(is_sound<Dying>());
    CHECK(breaks_without<Dying, Guard::kLookAfterProbe>());
}
