// Crowds: many parties of each side, killed and come back, in orders drawn at random.
//
// Everybody checks what he is told, and that it adds up with what was published.
#include "catch.h"
#include "model/explorer.h"
#include "model/reading.h"
#include "model/writing.h"

using namespace ringpipe;
using namespace ringpipe::model;

namespace {

constexpr std::uint64_t kDurationNs = 10'000'000;

// Two shared writers, which may be killed and come back until each has finished; a reader that
// stays to the end, one that may be killed and begins anew, and one that observes.
template <class Memory>
void crowd(Stage& stage, OnFull on_full, std::uint64_t block_ns) {
    static int writing_on;
    static bool finished;
    static const std::size_t kBytes[] = {32, 64, 32, 96, 24};
    writing_on = 2;
    finished = false;
    stage.ring(on_full, 512, block_ns);
    for (const char* name : {"first", "second"}) {
        stage.actor(name, Side::kWriter, 3, true, [&] {
            Writing<Memory> writing(stage, Writing<Memory>::Seat::kShared);
            for (const std::size_t bytes : kBytes) writing.push(bytes);
            writing.close();
            finished = --writing_on == 0;
        });
    }
    stage.reader("stays", [&] {
        Reading<Memory> reading(stage);
        const bool from_the_start = reading.ledger().start == 0;
        reading.read_until(finished);
        const std::uint64_t refused = reading.ledger().refused;
        const std::uint64_t known = stage.witness().refusals();
        if (from_the_start && reading.ledger().overrun == 0 &&
            (refused < known || refused > known + 2)) {
            stage.violate("a reader is told of " + std::to_string(refused) +
                          " refused records, and " + std::to_string(known) + " were");
        }
        reading.leave();
    });
    stage.actor("comes back", Side::kReader, 3, true, [&] {
        Reading<Memory> reading(stage);
        reading.read_until(finished);
        reading.leave();
    });
    stage.reader("observes", [&] {
        Reading<Memory> reading(stage, {.observe = true});
        reading.read_until(finished);
        reading.leave();
    });
}

// One exclusive writer after another; a named cursor whose process may be killed, and which holds
// meanwhile where the ring waits; readers that come and go, from the oldest record on.
template <class Memory>
void relay(Stage& stage, OnFull on_full, std::uint64_t block_ns) {
    static bool finished;
    finished = false;
    stage.ring(on_full, 512, block_ns);
    stage.actor("writer", Side::kWriter, 3, true, [&] {
        Writing<Memory> writing(stage);
        for (const std::size_t bytes : {std::size_t{32}, std::size_t{96}}) {
            writing.push(bytes);
            writing.push_pair();
            writing.push(bytes);
        }
        writing.close();
        finished = true;
    });
    stage.actor("named", Side::kReader, 3, true, [&] {
        const bool keep = stage.view().holds_by_policy();
        Reading<Memory> reading(stage, {.name = "named", .keep = keep});
        reading.read_until(finished);
        const CursorDetails& details = reading.cursor().details;
        if (details.overrun + details.refused > details.sequence) {
            stage.violate("a cursor counts more losses than there were records");
        }
        reading.leave();
    });
    stage.reader("guests", [&] {
        for (int i = 0; i < 2; ++i) {
            Reading<Memory> reading(stage, {.unread = false});
            reading.read(2);
            reading.leave();
        }
        Reading<Memory> reading(stage);
        reading.read_until(finished);
        reading.leave();
    });
}

constexpr Limits kDrawn{.preemptions = -1, .kills = 2, .random = 4000, .random_preemptions = 12};

Claim is_sound_for(OnFull on_full, std::uint64_t block_ns = 0) {
    Outcome outcome =
        explore(kDrawn, [=](Stage& stage) { crowd<Stepped<>>(stage, on_full, block_ns); });
    if (outcome.violation.empty()) {
        outcome =
            explore(kDrawn, [=](Stage& stage) { relay<Stepped<>>(stage, on_full, block_ns); });
    }
    return {outcome.violation.empty(), outcome};
}

}  // namespace

TEST_CASE("a crowd on a block ring loses nothing", "[model]") {
    CHECK(is_sound_for(OnFull::kBlock));
}

TEST_CASE("a crowd on a ring that blocks for a while counts every loss", "[model]") {
    CHECK(is_sound_for(OnFull::kBlock, kDurationNs));
}

TEST_CASE("a crowd on a drop-old ring counts every loss", "[model]") {
    CHECK(is_sound_for(OnFull::kDropOld));
}

TEST_CASE("a crowd on a drop-new ring counts every refusal", "[model]") {
    CHECK(is_sound_for(OnFull::kDropNew));
}

TEST_CASE("a crowd on a ring that fails when it is full loses nothing else", "[model]") {
    CHECK(is_sound_for(OnFull::kFail));
}
