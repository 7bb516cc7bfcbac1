// Slots: who comes next begins where nobody has consumed, and the dead hold nobody back.
#include "catch.h"
#include "model/explorer.h"
#include "model/scenes.h"

using namespace ringpipe;
using namespace ringpipe::model;

namespace {

// One reader after another in the same slot, the second at the oldest record, while a writer
// overwrites what was consumed.
template <class Memory>
struct TakingTurns {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        stage.ring(OnFull::kBlock, 512);
        written_before<Memory>(stage, 5);
        consumed_before<Memory>(stage, 3);
        writes<Memory>(stage, 3);
        stage.reader("readers", [&] {
            Reading<Memory> second(stage, {.unread = false});
            second.read(1);
            second.leave();
            Reading<Memory> third(stage);
            third.read();
            third.leave();
        });
    }
};

// All is consumed, but a holder that began at the oldest record once more was killed there. It
// keeps a writer waiting until that finds out, and a new holder takes its slot.
template <class Memory>
struct TakingOver {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        stage.ring(OnFull::kBlock, 512);
        written_before<Memory>(stage, 7);
        consumed_before<Memory>(stage, 7);
        stage.before(Side::kReader, [&] { Reading<Memory> killed(stage, {.unread = false}); });
        writes<Memory>(stage, 2);
        reads_to_end<Memory>(stage, {.unread = false});
    }
};

// A holder has died. An observer takes its slot, and goes on where that had not been; what nobody
// consumed is for the holder after it.
template <class Memory>
struct ObservingFurther {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        stage.ring(OnFull::kBlock, 256);
        stage.single_slot();
        written_before<Memory>(stage, 3);
        stage.before(Side::kReader, [&] {
            Reading<Memory> killed(stage);
            killed.read(1);
        });
        writes<Memory>(stage, 1, 128);
        stage.reader("readers", [&] {
            Reading<Memory> observer(stage, {.observe = true});
            observer.read(2);
            observer.leave();
            Reading<Memory> holder(stage);
            holder.read(3);
            holder.leave();
        });
    }
};

// Nobody reads while a writer fills the ring.
template <class Memory>
struct ComingLate {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        stage.ring(OnFull::kBlock, 256);
        writes<Memory>(stage, 5);
        reads_to_end<Memory>(stage);
    }
};

// The ring may overrun holders, after an hour. A holder has died in the slot that an observer
// takes now; what it had not consumed is for the reader after that.
template <class Memory>
struct ObservingInItsPlace {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        stage.ring(OnFull::kBlock, 512, 3'600'000'000'000);
        stage.single_slot();
        written_before<Memory>(stage, 7);
        stage.before(Side::kReader, [&] {
            Reading<Memory> killed(stage);
            killed.read(5);
        });
        written_before<Memory>(stage, 5);
        writes<Memory>(stage, 1);
        stage.reader("readers", [&] {
            Reading<Memory> observer(stage, {.observe = true});
            observer.leave();
            Reading<Memory> holder(stage, {.may_lose = false});
            holder.read();
            holder.leave();
        });
    }
};

}  // namespace

TEST_CASE("a slot reused: what its last holder consumed stays consumed", "[model]") {
    CHECK(is_sound<TakingTurns>());
    CHECK(breaks_without<TakingTurns, Guard::kFold>());
}

TEST_CASE("a slot reused: the new holder is not taken for the dead one", "[model]") {
    CHECK(is_sound<TakingOver>());
    CHECK(breaks_without<TakingOver, Guard::kGenerationFirst>());
}

TEST_CASE("a slot reused: what was folded out of it is not missed", "[model]") {
    CHECK(is_sound<ObservingInItsPlace>());
    CHECK(breaks_without<ObservingInItsPlace, Guard::kConsumedLast>());
}

TEST_CASE("a slot reused: an observer in it consumes nothing", "[model]") {
    CHECK(is_sound<ObservingFurther>());
}

TEST_CASE("an observer's cursor passes for the dead holder's if the claim is read once",
          "[model]") {
    CHECK(breaks_without<ObservingFurther, Guard::kClaimAgain>());
}

TEST_CASE("what nobody has consumed is kept for a first reader", "[model]") {
    CHECK(is_sound<ComingLate>());
    CHECK(breaks_without<ComingLate, Guard::kKeepUnread>());
}
