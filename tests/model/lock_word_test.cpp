// Shared writers: one at a time, and a killed one is succeeded by one.
#include "catch.h"
#include "model/explorer.h"
#include "model/scenes.h"

using namespace ringpipe;
using namespace ringpipe::model;

namespace {

// Two shared writers, one of which may be killed at any step, and come back.
template <class Memory>
struct Sharing {
    static constexpr Limits kLimits{.preemptions = 1, .kills = 1};
    static void play(Stage& stage) {
        stage.ring(OnFull::kBlock, 512);
        stage.actor("first", Side::kWriter, 2, true, [&] { share<Memory>(stage, 1); });
        stage.writer("second", [&] { share<Memory>(stage, 1); });
        look_afterwards<Memory>(stage, 2);
    }
};

// The same where nobody can keep the word.
template <class Memory>
struct SharingFenced {
    static constexpr Limits kLimits = Sharing<Memory>::kLimits;
    static void play(Stage& stage) {
        Sharing<Memory>::play(stage);
        stage.without_barriers();
    }
};

// The first of them is killed while the second is there, and comes back when that is about to
// take its place.
template <class Memory>
struct ComingBack {
    static constexpr Limits kLimits{
        .preemptions = 1, .kills = 1, .random = 60000, .random_preemptions = 3};
    static void play(Stage& stage) {
        static bool second_is_there;
        static bool first_is_back;
        static bool second_goes_on;
        second_is_there = first_is_back = second_goes_on = false;
        stage.ring(OnFull::kBlock, 512);
        stage.actor("first", Side::kWriter, 2, true, [&] {
            if (second_is_there) {
                first_is_back = true;
                stage.await([] { return second_goes_on; });
            }
            Writing<Memory> writing(stage, Writing<Memory>::Seat::kShared);
            stage.await([] { return second_is_there; });
            writing.push_some(1);
            writing.close();
            first_is_back = true;
        });
        stage.writer("second", [&] {
            Writing<Memory> writing(stage, Writing<Memory>::Seat::kShared);
            second_is_there = true;
            stage.await([] { return first_is_back; });
            second_goes_on = true;
            writing.push_some(1);
            writing.close();
        });
        look_afterwards<Memory>(stage, 2);
    }
};

}  // namespace

TEST_CASE("one of two shared writers crashed: the other goes on", "[model]") {
    CHECK(is_sound<Sharing>());
    CHECK(is_sound<SharingFenced>());
}

TEST_CASE("an owner id reused by a new writer: a dead one has only one successor", "[model]") {
    CHECK(is_sound<ComingBack>());
    CHECK(breaks_without<ComingBack, Guard::kUniqueOwner>());
}
