// Both sides are process 1, each in a pid namespace of its own: pids decide nothing.
#include "catch.h"
#include "crash/campaign.h"
#include "ringpipe/snapshot.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

CampaignPlan everybody_is_process_1(int writers) {
    CampaignPlan plan;
    plan.ring = small();
    plan.writers = writers;
    plan.exclusive = writers == 1;
    plan.readers = {{"kept", false, true}};
    plan.where = Child::Where::kOwnPidNamespace;
    return plan;
}

bool skipped(const char* name) {
    if (Child::has_pid_namespaces()) return false;
    skip(name, "this user may not make pid namespaces");
    return true;
}

}  // namespace

TEST_CASE("two processes 1 read and write, and are seen alive", "[namespace]") {
    if (skipped("two processes 1")) return;
    CampaignPlan plan = everybody_is_process_1(1);
    plan.all_stay = true;
    Campaign campaign(plan);
    campaign.begin();
    REQUIRE(campaign.goes_on(10'000));
    // The reader may come some thousand records after the writer.
    auto shot = look(campaign.ring());
    const Stopwatch watch;
    while (shot && !(shot->readers.size() == 1 && shot->readers[0].alive) && watch.ms() < 10'000) {
        sleep_us(1'000);
        shot = look(campaign.ring());
    }
    REQUIRE(shot);
    CHECK(shot->state == RingState::kLive);
    REQUIRE(shot->writers.size() == 1);
    CHECK(shot->writers[0].pid == 1);
    REQUIRE(shot->readers.size() == 1);
    CHECK(shot->readers[0].pid == 1);
    CHECK(shot->readers[0].alive);

    CHECK(campaign.reader(0).kill() == Child::Killed::kNow);
    const auto after = look(campaign.ring());
    REQUIRE(after);
    CHECK_FALSE(after->readers[0].alive);
    CHECK(after->state == RingState::kLive);
    CHECK(campaign.end() == "");
}

TEST_CASE("processes 1 are killed and replaced like any other", "[namespace]") {
    if (skipped("processes 1, killed")) return;
    const int writers = GENERATE(1, 3);
    CampaignPlan plan = everybody_is_process_1(writers);
    plan.kills = 80 * test_factor();
    Campaign campaign(plan);
    CHECK(campaign.run() == "");
    report(
        writers == 1 ? "pid namespaces, exclusive writer" : "pid namespaces, three shared writers",
        campaign.tally());
}
