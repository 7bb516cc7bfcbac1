// Joining while the writer makes room: either sees the other, whoever comes second.
#include "catch.h"
#include "model/explorer.h"
#include "model/scenes.h"

using namespace ringpipe;
using namespace ringpipe::model;

namespace {

// The ring is full of what was consumed. A writer overwrites it while a reader comes to hold it
// from the oldest record on.
template <class Memory>
struct JoiningAtOldest {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        stage.ring(OnFull::kBlock, 512);
        written_before<Memory>(stage, 7);
        consumed_before<Memory>(stage, 7);
        writes<Memory>(stage, 3);
        reads_to_end<Memory>(stage, {.unread = false});
    }
};

}  // namespace

TEST_CASE("joining while the writer makes room: the writer looks a second time", "[model]") {
    CHECK(is_sound<JoiningAtOldest>());
    CHECK(breaks_without<JoiningAtOldest, Guard::kSecondLook>());
}

TEST_CASE("joining while the writer makes room: it announces before it looks", "[model]") {
    CHECK(is_sound<JoiningAtOldest>());
    CHECK(breaks_without<JoiningAtOldest, Guard::kRoomFence>());
}

TEST_CASE("joining while the writer makes room: a cursor below the oldest record counts",
          "[model]") {
    CHECK(is_sound<JoiningAtOldest>());
    CHECK(breaks_without<JoiningAtOldest, Guard::kCountBelowOldest>());
}

TEST_CASE("joining while the writer makes room: a limit kept for later covers joiners", "[model]") {
    CHECK(is_sound<JoiningAtOldest>());
    CHECK(breaks_without<JoiningAtOldest, Guard::kLimitByOldest>());
}

TEST_CASE("joining while the writer makes room: the joiner shows its cursor before it looks",
          "[model]") {
    CHECK(is_sound<JoiningAtOldest>());
    CHECK(breaks_without<JoiningAtOldest, Guard::kJoinFence>());
}

TEST_CASE("joining while the writer makes room: a joiner that came too late moves up", "[model]") {
    CHECK(is_sound<JoiningAtOldest>());
    CHECK(breaks_without<JoiningAtOldest, Guard::kJoinMoveUp>());
}
