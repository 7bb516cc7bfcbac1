// Measurement: one workload over one system, in several rounds.
#include "ring_bench/measurement.h"

#include <algorithm>

namespace ringpipe::ring_bench {

Spread spread_of(std::vector<double> values) {
    if (values.empty()) return {};
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    const double median =
        values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    return {values.front(), median, values.back()};
}

std::string Measurement::problem() const {
    for (const Round& round : rounds) {
        if (!round.problem.empty()) return round.problem;
    }
    return {};
}

Spread Measurement::rate() const {
    std::vector<double> values;
    for (const Round& round : rounds) values.push_back(round.rate());
    return spread_of(std::move(values));
}

Spread Measurement::percentile(double percent) const {
    std::vector<double> values;
    for (const Round& round : rounds) {
        if (round.latency)
            values.push_back(static_cast<double>(round.latency->percentile(percent)));
    }
    return spread_of(std::move(values));
}

Spread Measurement::figures() const {
    return figure == Figure::kRate ? rate() : percentile(50);
}

std::uint64_t Measurement::errors() const {
    std::uint64_t errors = 0;
    for (const Round& round : rounds) errors += round.errors;
    return errors;
}

std::uint64_t Measurement::lost() const {
    std::uint64_t lost = 0;
    for (const Round& round : rounds) lost += round.lost;
    return lost;
}

std::shared_ptr<Histogram> Measurement::latency() const {
    std::shared_ptr<Histogram> all;
    for (const Round& round : rounds) {
        if (!round.latency) continue;
        if (!all) all = std::make_shared<Histogram>();
        all->add(*round.latency);
    }
    return all;
}

Cost cost_of(const Measurement& result) {
    Cost cost;
    double records = 0;
    double bytes = 0;
    double calls = 0;
    double switches = 0;
    double seconds = 0;
    bool counted = !result.rounds.empty();
    std::vector<double> blocked;
    for (const Round& round : result.rounds) {
        records += static_cast<double>(round.records);
        bytes += static_cast<double>(round.bytes);
        switches += static_cast<double>(round.switches);
        seconds += round.processor_seconds;
        counted = counted && round.system_calls.has_value();
        calls += static_cast<double>(round.system_calls.value_or(0));
        cost.peak_bytes = std::max(cost.peak_bytes, round.peak_bytes);
        cost.private_bytes = std::max(cost.private_bytes, round.private_bytes);
        if (round.blocked_ratio) blocked.push_back(*round.blocked_ratio);
    }
    if (!blocked.empty()) cost.blocked_ratio = spread_of(blocked).median;
    if (records <= 0) return cost;
    if (counted) cost.calls_per_record = calls / records;
    cost.switches_per_record = switches / records;
    if (bytes > 0) cost.processor_seconds_per_gb = seconds / (bytes / 1e9);
    return cost;
}

double ratio_of(const Measurement& ours, const Measurement& theirs) {
    const double a = ours.figures().median;
    const double b = theirs.figures().median;
    if (a <= 0 || b <= 0) return 0;
    return ours.figure == Figure::kRate ? a / b : b / a;
}

}  // namespace ringpipe::ring_bench
