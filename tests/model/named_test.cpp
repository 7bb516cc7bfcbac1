// Named cursors: the next process of that name goes on where the last one stood, exactly.
#include "catch.h"
#include "model/explorer.h"
#include "model/scenes.h"

using namespace ringpipe;
using namespace ringpipe::model;

namespace {

// A ring full of what was consumed.
template <class Memory>
void fill_and_consume(Stage& stage) {
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
}

// A cursor that holds also while nobody reads is made at the oldest record, while a writer makes
// room; then somebody reads under that name.
template <class Memory>
struct ComingBackLater {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        fill_and_consume<Memory>(stage);
        writes<Memory>(stage, 2);
        stage.reader("named", [&] {
            Reading<Memory> first(stage, {.unread = false, .name = "named", .keep = true});
            first.leave();
            Reading<Memory> second(stage, {.name = "named"});
            second.read();
            second.leave();
        });
    }
};

// Who makes such a cursor may be killed before it is one: then the next one makes it.
template <class Memory>
struct KilledWhileJoining {
    static constexpr Limits kLimits{.preemptions = 1, .kills = 1};
    static void play(Stage& stage) {
        fill_and_consume<Memory>(stage);
        writes<Memory>(stage, 2);
        stage.actor("named", Side::kReader, 2, true, [&] {
            Reading<Memory> reading(stage, {.unread = false, .name = "named", .keep = true});
            reading.read();
            reading.leave();
        });
    }
};

// A cursor that is there already is moved to the end, and its process killed meanwhile: the next
// one goes on from where it was, or from where it was to be.
template <class Memory>
struct KilledWhileMoving {
    static constexpr Limits kLimits{.preemptions = 1, .kills = 1};
    static void play(Stage& stage) {
        stage.ring(OnFull::kBlock, 512);
        written_before<Memory>(stage, 7);
        stage.before(Side::kReader, [&] {
            Reading<Memory> reading(stage, {.name = "named", .keep = true});
            reading.read(3);
            reading.leave();
        });
        writes<Memory>(stage, 2);
        stage.actor("named", Side::kReader, 2, true, [&] {
            Reading<Memory> reading(stage, {.name = "named", .keep = true});
            reading.skip_to_end();
            reading.read();
            reading.leave();
        });
    }
};

}  // namespace

TEST_CASE("a kept cursor that the writer stays clear of is resumed where it stands", "[model]") {
    CHECK(is_sound<ComingBackLater>());
}

TEST_CASE("a reader killed while it makes a cursor leaves no loss to be counted", "[model]") {
    CHECK(is_sound<KilledWhileJoining>());
}

TEST_CASE("nor does one that was killed while it moved a cursor that was there", "[model]") {
    CHECK(is_sound<KilledWhileMoving>());
}

TEST_CASE("at its place below `oldest` only because that is where it looks first", "[model]") {
    CHECK(breaks_without<ComingBackLater, Guard::kKeepPlace>());
}

TEST_CASE("and none is counted because the cursor was marked as not yet one", "[model]") {
    CHECK(breaks_without<KilledWhileJoining, Guard::kMarkJoining>());
}
