// JSON: a run for programs, one object a round, one a line, and a summary at the end.
#include "ring_bench/json.h"

#include <fmt/format.h>

#include "common/json_text.h"
#include "common/policy.h"

namespace ringpipe::ring_bench {
namespace {

using tools::json_number;
using tools::json_string;
using tools::JsonObject;

constexpr std::string_view kSchema = "ring_bench/1";

// An object with one more member, whose value is JSON already.
std::string with(std::string object, std::string_view key, const std::string& json) {
    object.pop_back();
    return object + (object.size() > 1 ? "," : "") + fmt::format("\"{}\":{}}}", key, json);
}

std::string percentiles_json(const Histogram& histogram) {
    JsonObject object;
    object.count("min", histogram.min());
    for (const auto& [key, percent] :
         {std::pair{"p50", 50.0}, std::pair{"p90", 90.0}, std::pair{"p99", 99.0},
          std::pair{"p99.9", 99.9}, std::pair{"p99.99", 99.99}}) {
        object.count(key, histogram.percentile(percent));
    }
    object.count("max", histogram.max());
    object.number("mean", histogram.mean());
    object.count("count", histogram.count());
    return object.str();
}

std::string histogram_json(const Histogram& histogram) {
    std::string buckets;
    histogram.for_each([&](std::uint64_t lowest, std::uint64_t count) {
        buckets += fmt::format("{}[{},{}]", buckets.empty() ? "" : ",", lowest, count);
    });
    return fmt::format("{{\"unit\":\"ns\",\"buckets\":[{}]}}", buckets);
}

template <class Values, class ToJson>
std::string array_json(const Values& values, ToJson to_json) {
    std::string text;
    for (const auto& value : values) {
        if (!text.empty()) text += ',';
        text += to_json(value);
    }
    return "[" + text + "]";
}

void add_workload(JsonObject& object, const Workload& workload) {
    object.count("record_bytes", workload.record_bytes);
    object.count("capacity_bytes", workload.capacity);
    object.text("on_full", tools::format_policy(workload.on_full, 0));
    object.text("method", method_name(workload.method));
    object.count("batch", workload.batch);
    object.count("writers", workload.writers);
    object.count("readers", workload.readers);
    object.flag("shared_writers", workload.shared_writers);
    object.text("wait", wait_name(workload.wait));
    object.text("verify", verify_name(workload.verify));
    object.number("offered_rate", workload.offered_rate > 0
                                      ? std::optional<double>(workload.offered_rate)
                                      : std::nullopt);
}

std::optional<double> per(double amount, std::uint64_t records) {
    if (records == 0) return std::nullopt;
    return amount / static_cast<double>(records);
}

void add_round(JsonObject& object, const Round& round) {
    object.number("seconds", round.seconds);
    object.count("records", round.records);
    object.count("delivered", round.delivered);
    object.count("bytes", round.bytes);
    object.number("record_rate", round.rate());
    object.number("byte_rate", round.seconds > 0
                                   ? std::optional(static_cast<double>(round.bytes) / round.seconds)
                                   : std::nullopt);
    object.count("lost", round.lost);
    object.count("errors", round.errors);
    object.number("system_calls_per_record",
                  round.system_calls ? per(static_cast<double>(*round.system_calls), round.records)
                                     : std::nullopt);
    object.number("switches_per_record", per(static_cast<double>(round.switches), round.records));
    object.number("processor_seconds", round.processor_seconds);
    const auto per_byte = per(round.processor_seconds, round.bytes);
    object.number("processor_seconds_per_gb",
                  per_byte ? std::optional(*per_byte * 1e9) : std::nullopt);
    object.count("peak_bytes", round.peak_bytes);
    object.count("private_bytes", round.private_bytes);
    object.number("blocked_ratio", round.blocked_ratio);
}

// What ipc_ring's own benchmark prints, so that its users' scripts work.
void add_ipc_ring_keys(JsonObject& object, const Measurement& result, const Round& round) {
    object.count("messages", round.records);
    object.count("msg_size", result.workload.record_bytes);
    object.number("elapsed_sec", round.seconds);
    object.number("msgs_per_sec", round.rate());
    object.number("MiB_per_sec",
                  round.seconds > 0
                      ? std::optional(static_cast<double>(round.bytes) / 1048576 / round.seconds)
                      : std::nullopt);
}

std::string host_json(const Host& host) {
    JsonObject object;
    object.text("cpu", host.cpu);
    object.count("cpus", host.cpus);
    object.text("kernel", host.kernel);
    object.text("governor", host.governor.empty() ? std::nullopt
                                                  : std::optional<std::string_view>(host.governor));
    object.flag("virtual", host.virtual_machine);
    object.count("memory_bytes", host.memory_bytes);
    object.number("load", host.load);
    object.text("compiler", host.compiler);
    return object.str();
}

JsonObject result_object(const Run& run, const Measurement& result) {
    const bool rate = result.figure == Figure::kRate;
    const Spread figures = result.figures();
    JsonObject object;
    object.text("scenario", result.scenario);
    object.text("case", result.name);
    object.text("system", result.system);
    object.text("figure", rate ? "record_rate" : "p50_ns");
    object.flag("higher_is_better", rate);
    object.number("min", figures.min);
    object.number("median", figures.median);
    object.number("max", figures.max);
    object.count("errors", result.errors());
    object.count("lost", result.lost());
    const Measurement* ours = run.ours_beside(result);
    object.number("ring_ratio",
                  ours != nullptr ? std::optional(ratio_of(*ours, result)) : std::nullopt);
    return object;
}

}  // namespace

std::string round_json(const Run& run, const Measurement& result, std::size_t index) {
    const Round& round = result.rounds[index];
    JsonObject object;
    object.text("schema", kSchema);
    object.text("kind", "round");
    object.text("scenario", result.scenario);
    object.text("case", result.name);
    object.text("system", result.system);
    object.count("round", index + 1);
    object.text("isolation", result.isolation);
    add_workload(object, result.workload);
    add_round(object, round);
    object.text("problem", round.problem.empty() ? std::nullopt
                                                 : std::optional<std::string_view>(round.problem));
    if (run.preset == "ipc_ring") add_ipc_ring_keys(object, result, round);
    std::string line = object.str();
    const bool timed = round.latency != nullptr;
    line = with(line, "latency_ns", timed ? percentiles_json(*round.latency) : "null");
    line = with(line, "histogram", timed ? histogram_json(*round.latency) : "null");
    line = with(line, "worst_per_100ms_ns",
                array_json(round.worst_ns, [](std::uint64_t ns) { return std::to_string(ns); }));
    line = with(line, "fill", array_json(round.fill, [](const Fill& at) {
                    return fmt::format("[{:.6f},{:.4f},{}]", at.seconds, at.ratio, at.lost);
                }));
    return line + "\n";
}

std::string summary_json(const Run& run) {
    JsonObject object;
    object.text("schema", kSchema);
    object.text("kind", "summary");
    object.text("version", RINGPIPE_VERSION);
    object.number("time", static_cast<double>(run.time_ns) / 1e9);
    object.number("seconds", run.seconds);
    object.text("isolation", run.isolation);
    object.count("rounds", run.rounds);
    object.number("round_seconds", run.round_seconds);
    object.count("errors", run.errors());
    std::vector<JsonObject> results;
    for (const Measurement& result : run.results) results.push_back(result_object(run, result));
    object.list("results", results);
    std::string line = with(object.str(), "host", host_json(run.host));
    line = with(line, "cpus", array_json(run.cpus, [](int cpu) { return std::to_string(cpu); }));
    line = with(line, "warnings", array_json(run.warnings, [](const std::string& warning) {
                    return json_string(warning);
                }));
    return line + "\n";
}

}  // namespace ringpipe::ring_bench
