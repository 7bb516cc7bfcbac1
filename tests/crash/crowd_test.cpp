// Eight writers at once, with and without killing.
#include <algorithm>
#include <vector>

#include "catch.h"
#include "crash/campaign.h"

using namespace ringpipe;
using namespace ringpipe::testing;

TEST_CASE("eight writers at once: none tears, loses or starves another", "[crowd]") {
    CampaignPlan plan;
    plan.ring = small();
    plan.ring.capacity = 1 << 20;
    plan.writers = 8;
    plan.exclusive = false;
    plan.most_bytes = 2000;
    plan.readers = {{"kept", false, true}};
    plan.all_stay = true;
    Campaign campaign(plan);
    campaign.begin();
    sleep_us(2'000'000);
    CHECK(campaign.end() == "");
    std::vector<std::uint64_t> published;
    for (std::size_t i = 0; i < 8; ++i) published.push_back(campaign.published_by(i));
    std::sort(published.begin(), published.end());
    CHECK(published.front() > 0);
    report(
        "eight writers", campaign.tally(),
        with_commas(published.front()) + " to " + with_commas(published.back()) + " records each");
}

TEST_CASE("eight writers at once, killed and replaced", "[crowd]") {
    CampaignPlan plan;
    plan.ring = small();
    plan.writers = 8;
    plan.exclusive = false;
    plan.aims = true;
    plan.readers = {{"kept", false, true}};
    plan.kills = 250 * test_factor();
    Campaign campaign(plan);
    CHECK(campaign.run() == "");
    report("eight writers, killed", campaign.tally(),
           with_commas(campaign.killed_holding_lock()) + " killed while they held the lock word");
}
