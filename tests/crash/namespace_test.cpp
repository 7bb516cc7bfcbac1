// Parties in namespaces of their own: all are process 1, or 2, and pids decide nothing; all are
// root, and see the ring at places of their own.
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

namespace {

struct Cast {
    const char* name;
    RingOptions ring;
    int writers;  // 1: exclusive
    std::vector<ReaderRole> readers;
    bool may_overrun = false;
    bool may_refuse = false;
};

// Those of the kill tests.
std::vector<Cast> casts() {
    const ReaderRole kept{"kept", false, true};
    const ReaderRole anonymous{"", false, false};
    const ReaderRole observer{"", true, false};
    return {
        {"exclusive writer, kept cursor", small(), 1, {kept}},
        {"three shared writers, kept cursor", small(), 3, {kept}},
        {"one anonymous holder", small(), 1, {anonymous}},
        {"two anonymous holders", small(), 2, {anonymous, anonymous}},
        {"drop-old, exclusive writer",
         small(OnFull::kDropOld),
         1,
         {{"named", true, false}, observer},
         true},
        {"drop-old, two shared writers",
         small(OnFull::kDropOld),
         2,
         {{"named", true, false}, observer},
         true},
        {"drop-new, two shared writers", small(OnFull::kDropNew), 2, {kept}, false, true},
        {"block for 2 ms, two shared writers",
         small(OnFull::kBlock, 2'000'000),
         2,
         {kept, observer},
         true},
        {"an anonymous holder and two observers", small(), 1, {anonymous, observer, observer}},
        {"two kept cursors and an anonymous holder",
         small(),
         2,
         {kept, {"also-kept", false, true}, anonymous}},
    };
}

}  // namespace

TEST_CASE("in user, pid and mount namespaces of their own all are killed and replaced likewise",
          "[namespace]") {
    if (!Child::has_enclaves()) {
        return skip("parties in enclaves, killed",
                    "this user may not make user, pid and mount namespaces");
    }
    const Child::Where where = GENERATE(Child::Where::kEnclave, Child::Where::kEnclaveProcess2);
    Tally tally;
    for (const Cast& cast : casts()) {
        INFO(cast.name);
        CampaignPlan plan;
        plan.ring = cast.ring;
        plan.writers = cast.writers;
        plan.exclusive = cast.writers == 1;
        plan.readers = cast.readers;
        plan.may_overrun = cast.may_overrun;
        plan.may_refuse = cast.may_refuse;
        plan.looks = true;
        plan.where = where;
        plan.kills = 25 * test_factor();
        Campaign campaign(plan);
        const std::string fault = campaign.run();
        CHECK(fault == "");
        tally += campaign.tally();
    }
    report(where == Child::Where::kEnclave ? "enclaves, all of them process 1"
                                           : "enclaves, all of them process 2",
           tally);
}

TEST_CASE("a process 1 in an enclave is seen alive from outside, and its death too",
          "[namespace]") {
    if (!Child::has_enclaves()) {
        return skip("parties in enclaves, seen",
                    "this user may not make user, pid and mount namespaces");
    }
    CampaignPlan plan = everybody_is_process_1(2);
    plan.where = Child::Where::kEnclave;
    plan.all_stay = true;
    Campaign campaign(plan);
    campaign.begin();
    REQUIRE(campaign.goes_on(30'000));
    const auto two_write = [&] {
        const auto shot = look(campaign.ring());
        return shot && shot->writers.size() == 2;
    };
    const Stopwatch watch;
    while (!two_write() && watch.ms() < 30'000) sleep_us(1'000);
    auto shot = look(campaign.ring());
    REQUIRE(shot);
    REQUIRE(shot->writers.size() == 2);
    CHECK(shot->writers[0].pid == 1);
    CHECK(shot->writers[1].pid == 1);
    CHECK(campaign.writer(0).kill() == Child::Killed::kNow);
    shot = look(campaign.ring());
    REQUIRE(shot);
    CHECK(shot->writers.size() == 1);
    CHECK(shot->state == RingState::kLive);
    CHECK(campaign.end() == "");
}
