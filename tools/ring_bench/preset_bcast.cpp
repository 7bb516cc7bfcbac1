// The workloads of bcast's benchmarks.
//
// As published: threads, a writer that waits for nobody, so that what readers miss does not count;
// and one way, times from when a record was sent, not from when it was due.
#include <fmt/format.h>

#include "common/quantity.h"
#include "ring_bench/preset.h"

namespace ringpipe::ring_bench {
namespace {

void add_throughput(const Plan& plan, std::vector<Case>& cases) {
    for (const std::uint32_t readers : {1u, 2u, 4u, 8u}) {
        Workload workload = basic_workload(plan);
        workload.record_bytes = 73;
        workload.capacity = 8 * 1024 * 1024;
        workload.readers = readers;
        if (plan.records == 0) workload.records = readers > 2 ? 2'500'000 : 10'000'000;
        const auto name = "73 B to " + tools::counted(readers, "reader") + ", ";
        cases.push_back(stream_case(plan, "bcast", name + "honest", workload));
        workload.on_full = OnFull::kDropOld;
        workload.verify = Verify::kSequence;
        Plan alone = plan;
        alone.against.clear();
        cases.push_back(in_threads(stream_case(alone, "bcast", name + "published", workload)));
    }
}

void add_fan_out(const Plan& plan, std::vector<Case>& cases) {
    Workload workload = basic_workload(plan);
    workload.record_bytes = 73;
    workload.readers = 5;
    // Big enough to hold all of it, published: nothing can be overrun.
    workload.capacity = 128 * 1024 * 1024;
    if (plan.records == 0) workload.records = 1'000'000;
    cases.push_back(stream_case(plan, "bcast", "73 B, 5 consumers, honest", workload));
}

void add_latency(const Plan& plan, std::vector<Case>& cases) {
    Workload rtt = basic_workload(plan);
    rtt.record_bytes = 8;
    rtt.capacity = 64 * 1024;
    rtt.wait = Wait::kSpin;
    if (plan.records == 0) rtt.records = 1'000'000;
    cases.push_back(ping_pong_case(plan, "bcast", "8 B ping-pong, honest", rtt));
    cases.push_back(in_threads(ping_pong_case(plan, "bcast", "8 B ping-pong, published", rtt)));
    Workload rx = basic_workload(plan);
    rx.record_bytes = 64;
    rx.capacity = 1024 * 1024;
    rx.wait = Wait::kSpin;
    rx.offered_rate = 1'000'000;
    Case honest = stream_case(plan, "bcast", "64 B every 1 us, honest", rx);
    rx.stamp_when_sent = true;
    Case published = in_threads(stream_case(plan, "bcast", "64 B every 1 us, published", rx));
    for (Case* one : {&honest, &published}) {
        one->figure = Figure::kLatency;
        cases.push_back(std::move(*one));
    }
}

}  // namespace

std::vector<Case> bcast_cases(const Plan& plan) {
    std::vector<Case> cases;
    add_throughput(plan, cases);
    add_fan_out(plan, cases);
    add_latency(plan, cases);
    return cases;
}

}  // namespace ringpipe::ring_bench
