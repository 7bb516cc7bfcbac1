// Sleeping and waking: nobody sleeps through news, unless who had them was killed.
#include "catch.h"
#include "model/explorer.h"
#include "model/scenes.h"

using namespace ringpipe;
using namespace ringpipe::model;

namespace {

// A writer that says no more until what it said has arrived.
template <class Memory>
struct PingPong {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        static std::uint64_t arrived;
        arrived = 0;
        stage.ring(OnFull::kBlock, 512);
        stage.writer("writer", [&] {
            Writing<Memory> writing(stage);
            for (std::uint64_t i = 1; i <= 2; ++i) {
                writing.push_some(1);
                stage.await([i] { return arrived >= i; });
            }
            writing.close();
        });
        stage.reader("reader", [&] {
            Reading<Memory> reading(stage);
            for (std::uint64_t i = 1; i <= 2; ++i) {
                reading.read(1);
                arrived = i;
            }
            reading.read();
            reading.leave();
        });
    }
};

// The same where the kernel raises no barriers.
template <class Memory>
struct PingPongFenced {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        PingPong<Memory>::play(stage);
        stage.without_barriers();
    }
};

// A writer that waits for room, for a large record more of it.
template <class Memory>
struct WaitingForRoom {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        static bool finished;
        finished = false;
        stage.ring(OnFull::kBlock, 256);
        written_before<Memory>(stage, 3);
        stage.writer("writer", [&] {
            Writing<Memory> writing(stage);
            writing.push_some(1, 128);
            writing.push_some(2);
            writing.close();
            finished = true;
        });
        reads_until<Memory>(stage, finished);
    }
};

// Two shared writers that wait for room, each for another amount: the last one's counts for both.
template <class Memory>
struct BothWaitForRoom {
    static constexpr Limits kLimits{
        .executions = 60'000, .random = 20'000, .random_preemptions = 4};
    static void play(Stage& stage) {
        static int writing_on;
        static bool finished;
        writing_on = 2;
        finished = false;
        stage.ring(OnFull::kBlock, 256);
        written_before<Memory>(stage, 3);
        for (const std::size_t bytes : {std::size_t{128}, std::size_t{32}}) {
            stage.writer(bytes == 32 ? "small" : "large", [&stage, bytes] {
                Writing<Memory> writing(stage, Writing<Memory>::Seat::kShared);
                writing.push_some(2, bytes);
                writing.close();
                finished = --writing_on == 0;
            });
        }
        reads_until<Memory>(stage, finished);
    }
};

// The same as WaitingForRoom, but for the wakings: there is room for the large record when the
// reader has passed two others, and it is worth waking the writer when it has passed three.
template <class Memory>
struct WakingForRoom {
    static constexpr Limits kLimits{};
    static void play(Stage& stage) {
        static bool knows_bell;
        knows_bell = false;
        stage.ring(OnFull::kBlock, 256);
        written_before<Memory>(stage, 3);
        stage.watch_wakes([&](const void* word) {
            const core::RingView& ring = stage.view();
            if (word != &ring.readers->answer || !knows_bell) return;
            if (core::position_of(ring.slots[0].cursor.word) < 160) {
                stage.violate("the writer is woken before there is the room that it asked for");
            }
        });
        stage.writer("writer", [&] {
            Writing<Memory> writing(stage);
            stage.await([] { return knows_bell; });
            writing.push_some(1, 128);
            writing.close();
        });
        stage.reader("reader", [&] {
            Reading<Memory> reading(stage);
            reading.read(1);
            knows_bell = true;
            reading.read(3);
            reading.read();
            reading.leave();
        });
    }
};

// A writer may be killed after it has published and before it has woken the reader. The next one
// has nothing to say before the reader has that.
template <class Memory>
struct KilledBeforeWaking {
    static constexpr Limits kLimits{.preemptions = 1, .kills = 1};
    static void play(Stage& stage) {
        static bool again;
        static std::uint64_t arrived;
        again = false;
        arrived = 0;
        stage.ring(OnFull::kBlock, 512);
        stage.actor("writer", Side::kWriter, 2, true, [&] {
            Writing<Memory> writing(stage);
            if (std::exchange(again, true)) {
                stage.expect_wakeups();
                const std::uint64_t published = stage.committed_sequence();
                stage.await([=] { return arrived >= published; });
            }
            writing.push_some(1);
            writing.close();
        });
        stage.reader("reader", [&] {
            Reading<Memory> reading(stage);
            while (arrived == 0 || arrived < stage.committed_sequence()) {
                if (reading.read(1) != Next::kBatch) break;
                ++arrived;
            }
            arrived = UINT64_MAX;
            reading.leave();
        });
    }
};

}  // namespace

TEST_CASE("a sleeper rings before its last look", "[model]") {
    CHECK(is_sound<PingPong>());
    CHECK(breaks_without<PingPong, Guard::kSleeperFence>());
}

TEST_CASE("a waker looks at the bell after it has published", "[model]") {
    CHECK(is_sound<PingPongFenced>());
    CHECK(breaks_without<PingPongFenced, Guard::kWakerFence>());
}

TEST_CASE("or is made to have published by who is about to sleep", "[model]") {
    CHECK(is_sound<PingPong>());
    CHECK(breaks_without<PingPong, Guard::kBarrier>());
}

TEST_CASE("a new writer wakes who rang before it came", "[model]") {
    CHECK(is_sound<PingPong>());
    CHECK(breaks_without<PingPong, Guard::kSeenUnknown>());
}

TEST_CASE("who closes wakes who waits for the end", "[model]") {
    CHECK(is_sound<PingPong>());
    CHECK(breaks_without<PingPong, Guard::kWakeOnAttach>());
}

TEST_CASE("a bell that was too early to answer is answered later", "[model]") {
    CHECK(is_sound<WaitingForRoom>());
    CHECK(breaks_without<WaitingForRoom, Guard::kSeenOnWake>());
}

TEST_CASE("of writers that wait for room none is forgotten", "[model]") {
    CHECK(is_sound<BothWaitForRoom>());
}

TEST_CASE("a reader knows what the writer needs when it hears the bell", "[model]") {
    CHECK(is_sound<WakingForRoom>());
    CHECK(breaks_without<WakingForRoom, Guard::kNeededFirst>());
}

TEST_CASE("a writer killed between commit and wake: the next one wakes", "[model]") {
    CHECK(is_sound<KilledBeforeWaking>());
    CHECK(breaks_without<KilledBeforeWaking, Guard::kWakeOnAttach>());
}
