// A lapped reader finding a frame: it believes nothing that was overwritten meanwhile.
#include "catch.h"
#include "model/explorer.h"
#include "model/scenes.h"

using namespace ringpipe;
using namespace ringpipe::model;

namespace {

template <class Memory>
struct Lapping {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) { a_writer_laps<Memory>(stage); }
};

// A record is copied over several older ones, which the reader is about to read.
template <class Memory>
struct CopyingOver {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        stage.ring(OnFull::kDropOld, 512);
        written_before<Memory>(stage, 7);
        writes<Memory>(stage, 1, 128);
        reads_to_end<Memory>(stage);
    }
};

// Readers of a state, which look at its last value now and then.
template <class Memory>
struct Latest {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        stage.ring(OnFull::kDropOld, 256);
        written_before<Memory>(stage, 3);
        writes<Memory>(stage, 4);
        stage.reader("reader", [&] {
            Reading<Memory> reading(stage);
            for (int i = 0; i < 2; ++i) {
                if (!reading.latest()) stage.violate("there is no latest record");
            }
            reading.leave();
        });
    }
};

}  // namespace

TEST_CASE("a lapped reader finding a frame looks whether it is still there", "[model]") {
    CHECK(is_sound<Lapping>());
    CHECK(breaks_without<Lapping, Guard::kOldestRecheck>());
}

TEST_CASE("a lapped reader finding nothing looks whether it should", "[model]") {
    CHECK(is_sound<Lapping>());
    CHECK(breaks_without<Lapping, Guard::kZeroRecheck>());
}

TEST_CASE("a lapped reader finding a frame was warned before it went", "[model]") {
    CHECK(is_sound<Lapping>());
    CHECK(breaks_without<Lapping, Guard::kAnnounceFirst>());
}

TEST_CASE("a lapped reader finding a frame is warned also of a copy that passes stores",
          "[model]") {
    CHECK(is_sound<CopyingOver>());
    CHECK(breaks_without<CopyingOver, Guard::kRoomFence>());
}

TEST_CASE("the latest record is whole, however often it is overwritten", "[model]") {
    CHECK(is_sound<Latest>());
    CHECK(breaks_without<Latest, Guard::kOldestRecheck>());
}
