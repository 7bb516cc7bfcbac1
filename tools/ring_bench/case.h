// Case: one workload that is measured, with ours and with what it is compared with.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ring_bench/measurement.h"
#include "ring_bench/round.h"
#include "ring_bench/system.h"
#include "ring_bench/workload.h"

namespace ringpipe::ring_bench {

struct Variant {
    std::string system;
    std::function<Round(const Conditions&)> run;
};

struct Case {
    std::string scenario;
    std::string name;
    Figure figure = Figure::kRate;
    Workload workload;
    std::vector<Variant> variants;  // ours first; run in turn in every round
    bool threads = false;           // its parties are threads, whatever else was asked for
};

// What a person asked for, as far as the scenarios need it. Empty lists: each scenario's own.
struct Plan {
    bool tour = false;  // a few cases of each
    std::vector<std::uint64_t> record_bytes;
    std::vector<std::uint32_t> readers;
    std::vector<std::uint32_t> writers;
    std::vector<double> rates;
    std::vector<std::string> waits;    // spin, adaptive, sleep
    std::vector<std::string> methods;  // record, claim, batch, packed
    std::uint64_t capacity = 64 * 1024 * 1024;
    std::uint32_t batch = 16;
    std::uint64_t records = 0;
    Verify verify = Verify::kFull;
    std::uint64_t damaged_record = UINT64_MAX;
    std::vector<std::string> against;  // names of systems
};

// The workload that all scenarios of a plan start from.
[[nodiscard]] Workload basic_workload(const Plan& plan);

// Of a rate in a case's name: "10k", "3M".
[[nodiscard]] std::string rate_word(double rate);
// Where it matters that who waits sleeps, what can only spin has no place.
[[nodiscard]] Plan without_spinners(Plan plan);

// Ours, and those of plan.against that can do it.
[[nodiscard]] Case stream_case(const Plan& plan, std::string scenario, std::string name,
                               const Workload& workload);
[[nodiscard]] Case ping_pong_case(const Plan& plan, std::string scenario, std::string name,
                                  const Workload& workload);

struct Scenario {
    std::string name;
    std::string about;
    std::vector<Case> (*cases)(const Plan& plan);
};

[[nodiscard]] const std::vector<Scenario>& scenarios();

std::vector<Case> throughput_cases(const Plan& plan);
std::vector<Case> latency_cases(const Plan& plan);
std::vector<Case> fanout_cases(const Plan& plan);
std::vector<Case> writers_cases(const Plan& plan);
std::vector<Case> lines_cases(const Plan& plan);
std::vector<Case> burst_cases(const Plan& plan);
std::vector<Case> cold_cases(const Plan& plan);

}  // namespace ringpipe::ring_bench
