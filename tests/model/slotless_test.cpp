// An observer that may read `data` and nothing else: it has no slot, no bell and no lock, and is
// told the truth all the same.
#include "catch.h"
#include "model/explorer.h"
#include "model/scenes.h"

using namespace ringpipe;
using namespace ringpipe::model;

namespace {

const ReaderKind kSlotless{.observe = true, .unread = false, .slotless = true};

template <class Memory>
struct Closing {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) { one_writer_closes<Memory>(stage, kSlotless); }
};

// Two shared writers, the second of which may still publish when the first has left.
template <class Memory>
struct BothLeaving {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        stage.ring(OnFull::kBlock, 512);
        for (const char* name : {"first", "second"}) {
            stage.writer(name, [&] {
                Writing<Memory> writing(stage, Writing<Memory>::Seat::kShared);
                writing.push_some(1);
                writing.close();
            });
        }
        reads_to_end<Memory>(stage, kSlotless);
    }
};

template <class Memory>
struct Lapping {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) { a_writer_laps<Memory>(stage, kSlotless); }
};

}  // namespace

TEST_CASE("an observer without a slot is told of the end when all is delivered", "[model]") {
    CHECK(is_sound<Closing>());
    CHECK(breaks_without<Closing, Guard::kLookAfterProbe>());
}

TEST_CASE("an observer without a slot hears of no end while a writer is open", "[model]") {
    CHECK(is_sound<BothLeaving>());
}

TEST_CASE("an observer without a slot believes nothing that was overwritten", "[model]") {
    CHECK(is_sound<Lapping>());
    CHECK(breaks_without<Lapping, Guard::kOldestRecheck>());
    CHECK(breaks_without<Lapping, Guard::kZeroRecheck>());
}
