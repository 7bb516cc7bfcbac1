// How long it takes whoever waits for a process that is killed.
//
// The times are printed beside what ringpipe(7) promises; a test fails only if they are absurd,
// for a loaded machine is late, not wrong.
#include <atomic>
#include <cstdio>
#include <memory>
#include <vector>

#include "catch.h"
#include "crash/campaign.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

constexpr int kTimes = 80;
constexpr double kAbsurdMs = 10'000;

void report_times(const char* what, std::vector<double>& ms,
                  const char* promised = "p99 50 ms, max 250 ms") {
    std::printf("crash: %s: %s (promised: %s)\n", what, spread_text(ms).c_str(), promised);
    std::fflush(stdout);
    CHECK(ms.back() < kAbsurdMs);
}

double ms_since(std::uint64_t start_ns, std::uint64_t end_ns) {
    return static_cast<double>(end_ns - start_ns) / 1e6;
}

// What the process that waits tells.
struct Told {
    std::atomic<int> ready;
    std::atomic<int> outcome;
    std::atomic<std::uint64_t> at_ns;

    void tell(int what) {
        at_ns = Stopwatch::now_ns();
        outcome = what;
    }
};

void wait_for(const std::atomic<int>& word) {
    const Stopwatch watch;
    while (word == 0 && watch.ms() < 10'000) sleep_us(50);
    REQUIRE(word != 0);
}

// A writer, and a reader that waits for what it will write.
class DoomedWriter {
public:
    explicit DoomedWriter(bool exclusive) : ring_(small()) {
        writing_ = Child([this, exclusive] {
            Writer open = open_writer(*ring_, exclusive);
            open.push(bytes_of("last words"));
            writer_->ready = 1;
            sleep_us(60'000'000);
            return 0;
        });
        reading_ = Child([this] {
            Reader waiting = open_reader(*ring_);
            Batch batch;
            if (waiting.next(batch, in_ms(10'000)) != Next::kBatch) return 1;
            waiting.release(1);
            reader_->ready = 1;
            reader_->tell(waiting.next(batch, in_ms(30'000)) == Next::kDied ? 1 : 2);
            return 0;
        });
        wait_for(writer_->ready);
        wait_for(reader_->ready);
    }

    // How long it took until the reader knew.
    double kill() {
        const std::uint64_t killed_ns = Stopwatch::now_ns();
        REQUIRE(writing_.kill() == Child::Killed::kNow);
        wait_for(reader_->outcome);
        CHECK(reader_->outcome == 1);
        return ms_since(killed_ns, reader_->at_ns);
    }

private:
    ScratchRing ring_;
    SharedMemory<Told> writer_;
    SharedMemory<Told> reader_;
    Child writing_;
    Child reading_;
};

}  // namespace

TEST_CASE("a reader is told that the writer died", "[dead]") {
    const bool exclusive = GENERATE(true, false);
    Random random(1);
    std::vector<double> ms;
    for (int i = 0; i < kTimes; ++i) {
        DoomedWriter writer(exclusive);
        sleep_us(random.below(100'000));
        ms.push_back(writer.kill());
    }
    report_times(exclusive ? "a reader is told that the exclusive writer died"
                           : "a reader is told that the only shared writer died",
                 ms);
}

TEST_CASE("a reader that has waited long is told, too", "[dead]") {
    Random random(4);
    std::vector<std::unique_ptr<DoomedWriter>> writers;
    for (int i = 0; i < 12; ++i) writers.push_back(std::make_unique<DoomedWriter>(i % 2 == 0));
    sleep_us(1'200'000);
    std::vector<double> ms;
    for (auto& writer : writers) {
        sleep_us(random.below(150'000));
        ms.push_back(writer->kill());
    }
    report_times("a reader that waited for over a second is told", ms, "max 250 ms");
}

TEST_CASE("a blocked writer goes on when the holder in its way has died", "[dead]") {
    const bool exclusive = GENERATE(true, false);
    Random random(2);
    std::vector<double> ms;
    for (int i = 0; i < kTimes; ++i) {
        ScratchRing ring(small());
        SharedMemory<Told> holder;
        SharedMemory<Told> writer;
        Reader quick = open_reader(*ring);
        Child holding([&] {
            Reader slow = open_reader(*ring);
            holder->ready = 1;
            sleep_us(20'000'000);
            return 0;
        });
        wait_for(holder->ready);
        Child writing([&] {
            Writer open = open_writer(*ring, exclusive);
            fill(open);
            writer->ready = 1;
            const Push push = open.push(bytes_of(std::string(1000, 'x')), {}, in_ms(10'000));
            writer->tell(push == Push::kPublished ? 1 : 2);
            return 0;
        });
        wait_for(writer->ready);
        while (take(quick).size() == 1000) {
        }
        sleep_us(random.below(100'000));
        const std::uint64_t killed_ns = Stopwatch::now_ns();
        REQUIRE(holding.kill() == Child::Killed::kNow);
        wait_for(writer->outcome);
        CHECK(writer->outcome == 1);
        ms.push_back(ms_since(killed_ns, writer->at_ns));
    }
    report_times(exclusive ? "a blocked exclusive writer goes on after a holder died"
                           : "a blocked shared writer goes on after a holder died",
                 ms);
}

TEST_CASE("shared writers go on when the one that held the lock word has died", "[dead]") {
    std::vector<double> ms;
    Random random(3);
    Tally tally;
    for (int i = 0; i < kTimes; ++i) {
        CampaignPlan plan;
        plan.ring = small(OnFull::kDropOld);
        plan.may_overrun = true;
        plan.writers = 3;
        plan.exclusive = false;
        plan.aims = true;
        plan.all_stay = true;
        plan.most_bytes = 2000;
        plan.readers = {{"watcher", true, false}};
        plan.seed = static_cast<std::uint64_t>(i) + 1;
        Campaign campaign(plan);
        campaign.begin();
        REQUIRE(campaign.goes_on(10'000));
        if (campaign.stop_holding_lock(0)) {
            sleep_us(random.below(200'000));
            const std::uint64_t before = campaign.published();
            const std::uint64_t killed_ns = Stopwatch::now_ns();
            REQUIRE(campaign.writer(0).kill() == Child::Killed::kNow);
            const Stopwatch watch;
            while (campaign.published() == before && watch.ms() < 10'000) sleep_us(20);
            ms.push_back(ms_since(killed_ns, Stopwatch::now_ns()));
        }
        REQUIRE(campaign.end() == "");
        tally += campaign.tally();
    }
    report_times("shared writers go on after the holder of the lock word died", ms);
    tally.kills += ms.size();
    report("lock word", tally);
}
