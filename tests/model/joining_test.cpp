// Joining while the writer makes room: either sees the other, whoever comes second.
#include "catch.h"
#include "model/explorer.h"
#include "model/reading.h"
#include "model/writing.h"

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
        stage.before(Side::kWriter, [&] {
            Writing<Memory> writing(stage);
            writing.push_some(7);
            writing.close();
        });
        stage.before(Side::kReader, [&] {
            Reading<Memory> reading(stage);
            reading.read(7);
            reading.leave();
        });
        stage.writer("writer", [&] {
            Writing<Memory> writing(stage);
            writing.push_some(3);
            writing.close();
        });
        stage.reader("joiner", [&] {
            Reading<Memory> reading(stage, {.unread = false});
            reading.read();
            reading.leave();
        });
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
