// Every scenario, preset and baseline for a moment, as processes and as threads: what they
// deliver is whole, and what was damaged on purpose is found.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "catch.h"
#include "ring_bench/preset.h"
#include "ring_bench/run.h"
#include "ring_bench/scratch_directory.h"

using namespace ringpipe;
using namespace ringpipe::ring_bench;

namespace {

Plan quick_plan() {
    Plan plan;
    plan.tour = true;
    // Not what fits a moment: on a busy machine that can be nothing.
    plan.records = 1000;
    plan.capacity = 1024 * 1024;
    return plan;
}

Run quick_run(const std::vector<Case>& cases, bool threads, std::uint32_t rounds = 1,
              std::uint64_t duration_ns = 10'000'000) {
    const ScratchDirectory scratch;
    Conditions conditions;
    conditions.placement.threads = threads;
    conditions.duration_ns = duration_ns;
    conditions.directory = scratch.path();
    return run_cases(cases, conditions, rounds, "", [](const Run&, const Measurement&, double) {});
}

// Some go by time whatever the plan says; then, on a busy machine, for longer.
Run whole_run(const std::vector<Case>& cases, bool threads) {
    for (std::uint64_t duration_ns = 10'000'000;; duration_ns *= 10) {
        Run run = quick_run(cases, threads, 1, duration_ns);
        const bool idle = std::any_of(run.results.begin(), run.results.end(), [](const auto& one) {
            return one.problem().empty() && one.rounds.front().records == 0;
        });
        if (idle && duration_ns < 1'000'000'000) continue;
        for (const Measurement& result : run.results) {
            INFO(result.scenario << ": " << result.name << ": " << result.system);
            CHECK(result.problem() == "");
            CHECK(result.errors() == 0);
            CHECK(result.rounds.front().records > 0);
            CHECK(result.rounds.front().seconds > 0);
        }
        return run;
    }
}

}  // namespace

TEST_CASE("every scenario delivers what it sends, between processes and between threads") {
    for (const Scenario& scenario : scenarios()) {
        if (scenario.name == "lines") continue;  // needs the tools: tests/tools/ring_bench
        for (const bool threads : {false, true}) {
            whole_run(scenario.cases(quick_plan()), threads);
        }
    }
}

TEST_CASE("every preset can be replayed") {
    Plan plan = quick_plan();
    plan.records = 100;  // some are of 12 MB
    for (const Preset& preset : presets()) {
        INFO(preset.name);
        const bool uses_threads = preset.name != "ipc_ring" && preset.name != "ipmpsc";
        for (const Measurement& result : whole_run(preset.cases(plan), false).results) {
            INFO(result.name);
            const bool published = result.name.ends_with("published");
            CHECK(result.isolation == (published && uses_threads ? "threads" : "processes"));
        }
    }
}

TEST_CASE("the peak of threads is that of their own round") {
    Plan plan = quick_plan();
    std::vector<Case> cases;
    for (const std::uint64_t mib : {16u, 1u}) {
        plan.capacity = mib * 1024 * 1024;
        cases.push_back(stream_case(plan, "test", std::to_string(mib), basic_workload(plan)));
    }
    const Run run = whole_run(cases, true);
    REQUIRE(run.results.size() == 2);
    CHECK(run.results[0].isolation == "threads");
    CHECK(run.results[1].rounds[0].peak_bytes > 0);
    CHECK(run.results[1].rounds[0].peak_bytes < run.results[0].rounds[0].peak_bytes / 2);
}

TEST_CASE("every baseline delivers what it is sent") {
    Plan plan = quick_plan();
    plan.capacity = 64 * 1024 * 1024;
    for (const System& system : baselines()) plan.against.push_back(system.name);
    Workload workload = basic_workload(plan);
    workload.warm_up = false;
    const Run run = whole_run({stream_case(plan, "test", "stream", workload),
                               ping_pong_case(plan, "test", "ping-pong", workload)},
                              false);
    CHECK(run.results.size() == 2 * (baselines().size() + 1));
}

TEST_CASE("a record that was damaged on its way is an error, in every system") {
    Plan plan = quick_plan();
    plan.damaged_record = 100;
    plan.capacity = 64 * 1024 * 1024;
    for (const System& system : baselines()) plan.against.push_back(system.name);
    for (const Verify verify : {Verify::kFull, Verify::kSequence}) {
        plan.verify = verify;
        Workload workload = basic_workload(plan);
        workload.warm_up = false;
        const Run run = quick_run({stream_case(plan, "test", "stream", workload),
                                   ping_pong_case(plan, "test", "ping-pong", workload)},
                                  false);
        for (const Measurement& result : run.results) {
            INFO(result.name << ": " << result.system);
            CHECK(result.errors() != 0);
        }
    }
}

TEST_CASE("variants are measured in turn within each round") {
    std::string order;
    Case one{"test", "case", Figure::kRate, {}, {}};
    for (const char* name : {"A", "B"}) {
        one.variants.push_back({name, [&order, name](const Conditions&) {
                                    order += name;
                                    return Round{};
                                }});
    }
    quick_run({one}, false, 3);
    CHECK(order == "ABABAB");
}

TEST_CASE("a party that fails ends the round and says why") {
    Crew crew({});
    crew.add([](Party& party) {
        if (party.barrier()) party.finish();
    });
    crew.add([](Party& party) { party.fail("this one"); });
    CHECK(crew.run(0) == "this one");
}

TEST_CASE("a party that dies ends the round") {
    Crew crew({});
    crew.add([](Party& party) {
        if (party.barrier()) party.finish();
    });
    crew.add([](Party&) { std::_Exit(3); });
    CHECK(crew.run(0) == "a party failed");
}
