// Processes under SIGSTOP keep their roles, for as long as it takes.
#include "catch.h"
#include "crash/campaign.h"
#include "ringpipe/snapshot.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

constexpr std::uint64_t kLongMs = 1200;  // beyond every slice of a sleep
constexpr std::uint64_t kSoonMs = 10'000;

CampaignPlan nobody_leaves(int writers, bool exclusive) {
    CampaignPlan plan;
    plan.ring = small();
    plan.writers = writers;
    plan.exclusive = exclusive;
    plan.readers = {{"kept", false, true}};
    plan.all_stay = true;
    return plan;
}

Snapshot look_at(const Ring& ring) {
    auto shot = look(ring);
    REQUIRE(shot);
    return std::move(*shot);
}

// All of them have attached.
void wait_for_readers(const Campaign& campaign, std::size_t count) {
    const Stopwatch watch;
    while (look_at(campaign.ring()).readers.size() < count && watch.ms() < kSoonMs) sleep_us(1000);
    REQUIRE(look_at(campaign.ring()).readers.size() == count);
}

// Whether nothing more is published, once what was under way has come to rest.
bool stands_still(const Campaign& campaign) {
    for (int i = 0; i < 20; ++i) {
        if (!campaign.goes_on(kLongMs)) return true;
        sleep_us(100'000);
    }
    return false;
}

}  // namespace

TEST_CASE("a stopped holder keeps holding, and loses nothing", "[stopped]") {
    const bool exclusive = GENERATE(false, true);
    const std::string cursor = GENERATE("", "named");
    CampaignPlan plan = nobody_leaves(exclusive ? 1 : 2, exclusive);
    plan.readers = {{cursor, false, false}};
    Campaign campaign(plan);
    campaign.begin();
    wait_for_readers(campaign, 1);
    REQUIRE(campaign.goes_on(kSoonMs));
    campaign.reader(0).stop();
    CHECK(stands_still(campaign));
    const Snapshot shot = look_at(campaign.ring());
    CHECK(shot.blocked_now);
    REQUIRE(shot.readers.size() == 1);
    CHECK(shot.readers[0].alive);
    CHECK(shot.readers[0].holding);
    CHECK(shot.readers[0].pid == static_cast<std::uint32_t>(campaign.reader(0).pid()));
    CHECK(shot.blocked_by == shot.readers[0].slot + 1);
    campaign.reader(0).go_on();
    CHECK(campaign.goes_on(kSoonMs));
    CHECK(campaign.end() == "");
}

TEST_CASE("a stopped exclusive writer keeps its seat", "[stopped]") {
    Campaign campaign(nobody_leaves(1, true));
    campaign.begin();
    REQUIRE(campaign.goes_on(kSoonMs));
    campaign.writer(0).stop();
    for (const bool exclusive : {false, true}) {
        WriterOptions options;
        options.exclusive = exclusive;
        const auto writer = Writer::attach(campaign.ring(), options);
        REQUIRE_FALSE(writer);
        CHECK(writer.error().kind == ErrorKind::kBusy);
    }
    // Nor does it look dead to a reader.
    ReaderOptions options;
    options.observe = true;
    options.from = {From::Point::kNext, 0};
    Reader watcher = open_reader(campaign.ring(), options);
    Batch batch;
    CHECK(watcher.next(batch, in_ms(kLongMs)) == Next::kTimeout);
    CHECK(look_at(campaign.ring()).state == RingState::kLive);
    campaign.writer(0).go_on();
    CHECK(campaign.goes_on(kSoonMs));
    CHECK(campaign.end() == "");
}

TEST_CASE("a writer stopped while it holds the lock word is waited for", "[stopped]") {
    CampaignPlan plan = nobody_leaves(3, false);
    // A ring that is never full: they store all the time.
    plan.ring = small(OnFull::kDropOld);
    plan.readers = {{"watcher", true, false}};
    plan.may_overrun = true;
    plan.aims = true;  // to know their ids
    plan.most_bytes = 3000;
    Campaign campaign(plan);
    campaign.begin();
    REQUIRE(campaign.goes_on(kSoonMs));
    bool holds = false;
    for (int attempt = 0; attempt < 50 && !holds; ++attempt) holds = campaign.stop_holding_lock(0);
    REQUIRE(holds);
    CHECK(stands_still(campaign));
    {
        // A deadline holds for the lock word, too.
        Writer late = open_writer(campaign.ring());
        CHECK(late.push(bytes_of("x"), {}, in_ms(100)) == Push::kTimeout);
    }

    SECTION("until it goes on") {
        campaign.writer(0).go_on();
    }
    SECTION("until it is killed") {
        CHECK(campaign.writer(0).kill() == Child::Killed::kNow);
    }
    CHECK(campaign.goes_on(kSoonMs));
    CHECK(campaign.end() == "");
}

TEST_CASE("a writer stopped elsewhere is in nobody's way", "[stopped]") {
    CampaignPlan plan = nobody_leaves(2, false);
    plan.aims = true;
    Campaign campaign(plan);
    campaign.begin();
    REQUIRE(campaign.goes_on(kSoonMs));
    campaign.writer(0).stop();
    while (campaign.holds_lock(0)) {
        campaign.writer(0).go_on();
        sleep_us(100);
        campaign.writer(0).stop();
    }
    for (int i = 0; i < 20; ++i) {
        REQUIRE(campaign.goes_on(kSoonMs));
        sleep_us(20'000);
    }
    campaign.writer(0).go_on();
    CHECK(campaign.end() == "");
}

TEST_CASE("a stopped observer holds nobody back, and counts what it missed", "[stopped]") {
    const auto on_full = GENERATE(OnFull::kBlock, OnFull::kDropOld);
    CampaignPlan plan = nobody_leaves(1, true);
    plan.ring = small(on_full);
    plan.readers = {{"watcher", true, false}, {"", on_full != OnFull::kBlock, false}};
    plan.may_overrun = true;
    Campaign campaign(plan);
    campaign.begin();
    wait_for_readers(campaign, 2);
    REQUIRE(campaign.goes_on(kSoonMs));
    campaign.reader(0).stop();
    for (int i = 0; i < 20; ++i) {
        REQUIRE(campaign.goes_on(kSoonMs));
        sleep_us(20'000);
    }
    campaign.reader(0).go_on();
    CHECK(campaign.end() == "");
    CHECK(campaign.lost_counted() != 0);
}
