// Processes killed at random, by the hundred; what is left is proved whole.
#include "catch.h"
#include "crash/campaign.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

// Several rings one after the other: `kills` in all.
void run_campaigns(const std::string& name, CampaignPlan plan, std::uint64_t kills) {
    constexpr std::uint64_t kKillsPerRing = 100;
    kills *= test_factor();
    Tally tally;
    std::uint64_t holding_lock = 0;
    std::uint64_t as_keepers = 0;
    std::uint64_t after_commit = 0;
    std::uint64_t again = 0;
    std::uint64_t counted = 0;
    for (std::uint64_t round = 0; tally.kills < kills; ++round) {
        plan.kills = kKillsPerRing;
        plan.seed = round + 1;
        plan.place = round % 2 == 0 ? Place::kDirectory : Place::kMemory;
        plan.most_bytes = round % 3 == 0 ? 40 : round % 3 == 1 ? 400 : 3000;
        plan.ring.capacity = round % 4 == 3 ? 1 << 20 : kMinCapacity;
        plan.ring.checksums = round / 2 % 2 == 1;
        Campaign campaign(plan);
        const std::string fault = campaign.run();
        tally += campaign.tally();
        holding_lock += campaign.killed_holding_lock();
        as_keepers += campaign.killed_storing_as_keeper();
        after_commit += campaign.killed_after_commit();
        again += campaign.delivered_again();
        counted += campaign.lost_counted();
        INFO(name << ", round " << round);
        CHECK(fault == "");
        if (!fault.empty()) break;
    }
    std::string more;
    if (plan.readers.size() == 1)
        more = with_commas(again) + " delivered again, as the cursor said";
    if (holding_lock != 0)
        more += "; " + with_commas(holding_lock) + " killed while they held the lock word, " +
                with_commas(as_keepers) + " of them as its keepers";
    if (after_commit != 0)
        more += "; " + with_commas(after_commit) + " killed right after a commit";
    if (counted != 0) more += "; " + with_commas(counted) + " losses counted";
    if (more.starts_with("; ")) more.erase(0, 2);
    report(name, tally, more);
}

}  // namespace

TEST_CASE("an exclusive writer and the reader of a kept cursor", "[killed]") {
    CampaignPlan plan;
    plan.ring = small();
    plan.readers = {{"kept", false, true}};
    plan.aims = true;
    run_campaigns("exclusive writer, kept cursor", plan, 700);
}

TEST_CASE("three shared writers and the reader of a kept cursor", "[killed]") {
    CampaignPlan plan;
    plan.ring = small();
    plan.writers = 3;
    plan.exclusive = false;
    plan.readers = {{"kept", false, true}};
    plan.aims = true;
    run_campaigns("three shared writers, kept cursor", plan, 700);
}

TEST_CASE("anonymous holders: what one had not consumed, the next one is given", "[killed]") {
    const int readers = GENERATE(1, 2);
    CampaignPlan plan;
    plan.ring = small();
    plan.exclusive = readers == 1;
    plan.writers = readers;
    plan.readers.resize(static_cast<std::size_t>(readers));
    run_campaigns(readers == 1 ? "one anonymous holder" : "two anonymous holders", plan, 400);
}

TEST_CASE("observers of a ring that drops the old: delivered and lost are all", "[killed]") {
    const bool exclusive = GENERATE(false, true);
    CampaignPlan plan;
    plan.ring = small(OnFull::kDropOld);
    plan.exclusive = exclusive;
    plan.writers = exclusive ? 1 : 2;
    plan.readers = {{"named", true, false}, {"", true, false}};
    plan.may_overrun = true;
    plan.looks = true;
    plan.aims = true;
    run_campaigns(exclusive ? "drop-old, exclusive writer" : "drop-old, two shared writers", plan,
                  400);
}

TEST_CASE("a ring that drops the new: refused and delivered are all", "[killed]") {
    const bool exclusive = GENERATE(false, true);
    CampaignPlan plan;
    plan.ring = small(OnFull::kDropNew);
    plan.exclusive = exclusive;
    plan.writers = exclusive ? 1 : 2;
    plan.readers = {{"kept", false, true}};
    plan.may_refuse = true;
    plan.aims = true;
    run_campaigns(exclusive ? "drop-new, exclusive writer" : "drop-new, two shared writers", plan,
                  400);
}

TEST_CASE("a ring that blocks for 2 ms and then overruns: delivered and lost are all", "[killed]") {
    CampaignPlan plan;
    plan.ring = small(OnFull::kBlock, 2'000'000);
    plan.exclusive = false;
    plan.writers = 2;
    plan.readers = {{"kept", false, true}, {"", true, false}};
    plan.may_overrun = true;
    run_campaigns("block for 2 ms, two shared writers", plan, 300);
}

TEST_CASE("an anonymous holder whose slot observers take: nothing is given out again", "[killed]") {
    CampaignPlan plan;
    plan.ring = small();
    plan.readers = {{"", false, false}, {"", true, false}, {"", true, false}};
    run_campaigns("an anonymous holder and two observers", plan, 400);
}

TEST_CASE("several holders, kept and anonymous, beside each other", "[killed]") {
    CampaignPlan plan;
    plan.ring = small();
    plan.exclusive = false;
    plan.writers = 2;
    plan.readers = {{"kept", false, true}, {"also-kept", false, true}, {"", false, false}};
    run_campaigns("two kept cursors and an anonymous holder", plan, 400);
}
