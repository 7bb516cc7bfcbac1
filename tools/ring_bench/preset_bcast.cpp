// The workloads of bcast's benchmarks.
//
// As published: threads, a writer that waits for nobody, so that what readers miss does not count;
// and one way, times from when a record was sent, not from when it was due.
#include <utility>

#include <fmt/format.h>

#include "common/quantity.h"
#include "ring_bench/preset.h"

namespace ringpipe::ring_bench {
namespace {

// Its readers take records one by one or in batches; its third way, a whole range at once, is what
// our batches are. Its reserve has no counterpart.
void add_throughput(const Plan& plan, std::vector<Case>& cases) {
    Plan alone = plan;
    alone.against.clear();
    for (const std::uint32_t readers : {1u, 2u, 4u, 8u}) {
        Workload workload = basic_workload(plan);
        workload.record_bytes = 73;
        workload.capacity = 8 * 1024 * 1024;
        workload.readers = readers;
        if (plan.records == 0) workload.records = 10'000'000;
        const auto name = tools::counted(readers, "reader");
        cases.push_back(stream_case(plan, "bcast", name + ", honest", workload));
        workload.on_full = OnFull::kDropOld;
        workload.verify = Verify::kSequence;
        workload.content = Content::kFill;
        workload.count_sent = true;
        workload.warm_up = false;
        for (const auto& [take, word] :
             {std::pair{Take::kSingle, "single"}, std::pair{Take::kBatches, "batch"}}) {
            workload.take = take;
            cases.push_back(in_threads(
                stream_case(alone, "bcast", name + " " + word + ", published", workload)));
        }
    }
}

void add_latency(const Plan& plan, std::vector<Case>& cases) {
    Plan alone = plan;
    alone.against.clear();
    Workload rtt = basic_workload(plan);
    rtt.record_bytes = 8;
    rtt.capacity = 64 * 1024;
    rtt.wait = Wait::kSpin;
    rtt.warm_exchanges = 100'000;
    if (plan.records == 0) rtt.records = 1'000'000;
    cases.push_back(ping_pong_case(plan, "bcast", "8 B ping-pong, honest", rtt));
    cases.push_back(in_threads(ping_pong_case(alone, "bcast", "8 B ping-pong, published", rtt)));
    Workload rx = basic_workload(plan);
    rx.record_bytes = 64;
    rx.capacity = 1024 * 1024;
    rx.wait = Wait::kSpin;
    rx.offered_rate = 1'000'000;
    if (plan.records == 0) rx.records = 1'000'000;
    for (const std::uint32_t burst : {1u, 16u}) {
        rx.due_together = burst;
        rx.stamp_when_sent = false;
        rx.content = Content::kProof;
        rx.verify = plan.verify;
        const auto name = burst == 1 ? std::string("64 B every 1 us, ")
                                     : fmt::format("64 B, {0} per {0} us, ", burst);
        Case honest = stream_case(plan, "bcast", name + "honest", rx);
        rx.stamp_when_sent = true;
        rx.content = Content::kFill;
        rx.verify = Verify::kSequence;
        Case published = in_threads(stream_case(alone, "bcast", name + "published", rx));
        for (Case* one : {&honest, &published}) {
            one->figure = Figure::kLatency;
            cases.push_back(std::move(*one));
        }
    }
}

}  // namespace

std::vector<Case> bcast_cases(const Plan& plan) {
    std::vector<Case> cases;
    add_throughput(plan, cases);
    for (Case& one : bcast_fan_out_cases(plan)) cases.push_back(std::move(one));
    add_latency(plan, cases);
    return cases;
}

}  // namespace ringpipe::ring_bench
