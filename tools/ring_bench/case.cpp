// Case: one workload that is measured, with ours and with what it is compared with.
#include "ring_bench/case.h"

#include <utility>

#include <fmt/format.h>

namespace ringpipe::ring_bench {
namespace {

using Run = Round (*)(const System&, const Workload&, const Conditions&);

Case make_case(const Plan& plan, std::string scenario, std::string name, const Workload& workload,
               Run run) {
    Case made{std::move(scenario), std::move(name), Figure::kRate, workload, {}};
    const auto add = [&](const System& system) {
        made.variants.push_back({system.name, [&system, workload, run](const Conditions& how) {
                                     return run(system, workload, how);
                                 }});
    };
    add(ring_system());
    for (const std::string& wanted : plan.against) {
        const System* system = find_baseline(wanted);
        if (system != nullptr && system->refusal(workload).empty()) add(*system);
    }
    return made;
}

}  // namespace

Workload basic_workload(const Plan& plan) {
    Workload workload;
    workload.capacity = plan.capacity;
    workload.records = plan.records;
    workload.verify = plan.verify;
    workload.damaged_record = plan.damaged_record;
    return workload;
}

std::string rate_word(double rate) {
    if (rate >= 1e6) return fmt::format("{:g}M", rate / 1e6);
    return rate >= 1e3 ? fmt::format("{:g}k", rate / 1e3) : fmt::format("{:g}", rate);
}

Plan without_spinners(Plan plan) {
    std::erase(plan.against, "boost-spsc");
    return plan;
}

Case stream_case(const Plan& plan, std::string scenario, std::string name,
                 const Workload& workload) {
    return make_case(plan, std::move(scenario), std::move(name), workload,
                     [](const System& system, const Workload& what, const Conditions& how) {
                         return system.stream(what, how);
                     });
}

Case ping_pong_case(const Plan& plan, std::string scenario, std::string name,
                    const Workload& workload) {
    Case made = make_case(plan, std::move(scenario), std::move(name), workload,
                          [](const System& system, const Workload& what, const Conditions& how) {
                              return system.ping_pong(what, how);
                          });
    made.figure = Figure::kLatency;
    return made;
}

const std::vector<Scenario>& scenarios() {
    static const std::vector<Scenario> all = {
        {"throughput", "one writer, one reader, as fast as it goes, 8 B to 64 KiB",
         throughput_cases},
        {"latency", "ping-pong, and one way under an offered load", latency_cases},
        {"fanout", "one writer, 1 to 16 readers that all get everything", fanout_cases},
        {"writers", "1 to 8 shared writers, one reader", writers_cases},
        {"lines", "a file through ringcat, against cat and tee", lines_cases},
        {"burst", "more at once than the reader can take: what waits, what is lost", burst_cases},
        {"cold", "from nothing to the first record received", cold_cases},
    };
    return all;
}

}  // namespace ringpipe::ring_bench
