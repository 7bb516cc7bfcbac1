// Run: all cases of one command line, measured, and what is to be known about it.
#include "ring_bench/run.h"

#include <algorithm>

#include "common/std_streams.h"
#include "ring_bench/clock.h"
#include "ringpipe/writer.h"

namespace ringpipe::ring_bench {
namespace {

bool stopped() {
    return tools::stop_signal().load(std::memory_order_relaxed) != 0;
}

std::string isolation_of(const Placement& placement) {
    return placement.threads ? "threads" : "processes";
}

Measurement empty_result(const Case& what, const Variant& variant, const Placement& placement) {
    Measurement result;
    result.scenario = what.scenario;
    result.name = what.name;
    result.system = variant.system;
    result.figure = what.figure;
    result.workload = what.workload;
    result.isolation = isolation_of(placement);
    return result;
}

}  // namespace

std::uint64_t Run::errors() const {
    std::uint64_t errors = 0;
    for (const Measurement& result : results) errors += result.errors();
    return errors;
}

bool Run::failed() const {
    return std::any_of(results.begin(), results.end(),
                       [](const Measurement& result) { return !result.problem().empty(); });
}

const Measurement* Run::ours_beside(const Measurement& result) const {
    if (result.system == "ring") return nullptr;
    const auto found = std::find_if(results.begin(), results.end(), [&](const Measurement& other) {
        return other.system == "ring" && other.scenario == result.scenario &&
               other.name == result.name;
    });
    return found == results.end() ? nullptr : &*found;
}

Run run_cases(const std::vector<Case>& cases, const Conditions& conditions, std::uint32_t rounds,
              const std::string& preset, const OnRound& on_round) {
    Run run;
    run.host = this_host();
    run.time_ns = wall_clock_ns();
    run.isolation = isolation_of(conditions.placement);
    run.cpus = conditions.placement.cpus;
    run.rounds = rounds;
    run.round_seconds = static_cast<double>(conditions.duration_ns) / 1e9;
    run.preset = preset;
    const NoiseMeter meter;
    const std::uint64_t start_ns = now_ns();
    std::size_t all = 0;
    std::size_t done = 0;
    for (const Case& one : cases) all += one.variants.size() * rounds;
    for (const Case& one : cases) {
        Conditions own = conditions;
        own.placement.threads = own.placement.threads || one.threads;
        const std::size_t first = run.results.size();
        for (const Variant& variant : one.variants) {
            run.results.push_back(empty_result(one, variant, own.placement));
        }
        for (std::uint32_t i = 0; i < rounds * one.variants.size() && !stopped(); ++i) {
            const std::size_t which = i % one.variants.size();
            Measurement& result = run.results[first + which];
            Round round = one.variants[which].run(own);
            if (stopped()) break;
            result.rounds.push_back(std::move(round));
            on_round(run, result, static_cast<double>(++done) / static_cast<double>(all));
        }
    }
    std::erase_if(run.results, [](const Measurement& result) { return result.rounds.empty(); });
    run.seconds = static_cast<double>(now_ns() - start_ns) / 1e9;
    run.warnings = warnings_of(meter.so_far(), run.results);
    return run;
}

}  // namespace ringpipe::ring_bench
