// What a run becomes: JSON that fits its schema, reports that are well-formed XML, and a comparison
// with itself.
#include <simdjson.h>

#include <fstream>
#include <string>
#include <vector>

#include "catch.h"
#include "ring_bench/comparison.h"
#include "ring_bench/json.h"
#include "ring_bench/report.h"
#include "ring_bench/run.h"
#include "ring_bench/scratch_directory.h"
#include "ring_bench/text.h"

using namespace ringpipe;
using namespace ringpipe::ring_bench;
using simdjson::dom::element;
using simdjson::dom::element_type;

namespace {

Measurement measurement(const std::string& scenario, const std::string& name,
                        const std::string& system, Figure figure) {
    Measurement result;
    result.scenario = scenario;
    result.name = name;
    result.system = system;
    result.figure = figure;
    for (std::uint64_t i = 0; i < 3; ++i) {
        Round round;
        round.seconds = 1;
        round.records = 1'000'000 + 10'000 * i;
        round.delivered = round.records;
        round.bytes = round.records * 256;
        round.processor_seconds = 1.5;
        round.system_calls = 12;
        round.worst_ns = {100, 200};
        if (figure == Figure::kLatency) {
            round.latency = std::make_shared<Histogram>();
            for (std::uint64_t ns = 100; ns < 5000; ns += 7) round.latency->record(ns + i);
        }
        result.rounds.push_back(round);
    }
    return result;
}

// One of everything that a report shows, with names that XML could take amiss.
Run whole_run() {
    Run run;
    run.host = this_host();
    run.host.cpu = "a <processor> & \"more\"";
    run.isolation = "processes";
    run.rounds = 3;
    run.round_seconds = 1;
    for (const char* system : {"ring", "pipe"}) {
        for (const std::uint64_t bytes : {64u, 256u}) {
            const auto name = std::to_string(bytes) + " B record";
            run.results.push_back(measurement("throughput", name, system, Figure::kRate));
            run.results.back().workload.record_bytes = bytes;
        }
        run.results.push_back(
            measurement("latency", "ping-pong 64 B adaptive", system, Figure::kLatency));
        for (const double rate : {1e4, 1e5}) {
            run.results.push_back(
                measurement("latency", "one way 64 B adaptive", system, Figure::kLatency));
            run.results.back().workload.offered_rate = rate;
        }
        run.results.push_back(measurement("fanout", "256 B to 1 reader", system, Figure::kRate));
    }
    for (const char* policy : {"block", "drop-old"}) {
        run.results.push_back(measurement("burst", std::string("twice the ring, ") + policy, "ring",
                                          Figure::kLatency));
        for (Round& round : run.results.back().rounds) {
            for (std::uint64_t i = 0; i < 40; ++i) {
                const auto seconds = static_cast<double>(i) / 100;
                round.fill.push_back({seconds, static_cast<double>(i % 10) / 10, i / 10});
            }
        }
    }
    run.warnings = {"so <much> noise"};
    return run;
}

// Empty, or what is not well-formed: every tag closed in order, every attribute quoted, no bare &.
std::string xml_fault(const std::string& text) {
    std::vector<std::string> open;
    for (std::size_t at = 0; (at = text.find_first_of("<&", at)) != std::string::npos;) {
        if (text[at] == '&') {
            const auto name = text.substr(at, text.find(';', at) - at + 1);
            if (name != "&lt;" && name != "&gt;" && name != "&amp;" && name != "&quot;") {
                return "bare & in " + text.substr(at, 20);
            }
            ++at;
            continue;
        }
        const std::size_t end = text.find('>', at);
        if (end == std::string::npos) return "a tag without an end";
        const std::string tag = text.substr(at + 1, end - at - 1);
        at = end + 1;
        if (tag.starts_with('!')) continue;
        if (std::count(tag.begin(), tag.end(), '"') % 2 != 0) return "odd quotes in " + tag;
        if (tag.find('<') != std::string::npos) return "a tag within " + tag;
        if (tag.starts_with('/')) {
            if (open.empty() || open.back() != tag.substr(1)) return "unexpected " + tag;
            open.pop_back();
        } else if (!tag.ends_with('/')) {
            open.push_back(tag.substr(0, tag.find_first_of(" \n")));
        }
    }
    return open.empty() ? "" : "not closed: " + open.back();
}

bool has_type(const element& value, std::string_view type) {
    switch (value.type()) {
        case element_type::STRING:
            return type == "string";
        case element_type::BOOL:
            return type == "boolean";
        case element_type::ARRAY:
            return type == "array";
        case element_type::OBJECT:
            return type == "object";
        case element_type::NULL_VALUE:
            return type == "null";
        case element_type::DOUBLE:
            return type == "number";
        default:
            return type == "integer" || type == "number";
    }
}

bool fits_type(const element& value, const element& type) {
    if (type.is_string()) return has_type(value, type.get_string().value());
    const simdjson::dom::array types = type.get_array().value();
    for (const element& one : types) {
        if (has_type(value, one.get_string().value())) return true;
    }
    return false;
}

// The part of JSON Schema that ours uses: type, properties, required, additionalProperties false,
// items, const.
void check_schema(const element& value, const element& schema, const std::string& where) {
    INFO(where);
    element part;
    if (schema["const"].get(part) == simdjson::SUCCESS) {
        CHECK(simdjson::minify(value) == simdjson::minify(part));
    }
    if (schema["type"].get(part) == simdjson::SUCCESS) CHECK(fits_type(value, part));
    if (value.is_array() && schema["items"].get(part) == simdjson::SUCCESS) {
        const simdjson::dom::array all = value.get_array().value();
        for (const element& one : all) check_schema(one, part, where + "[]");
    }
    if (!value.is_object()) return;
    if (schema["required"].get(part) == simdjson::SUCCESS) {
        const simdjson::dom::array keys = part.get_array().value();
        for (const element& key : keys) {
            INFO("key " << key.get_string().value());
            CHECK(value[key.get_string().value()].error() == simdjson::SUCCESS);
        }
    }
    element properties;
    if (schema["properties"].get(properties) != simdjson::SUCCESS) return;
    const simdjson::dom::object members = value.get_object().value();
    const simdjson::dom::object described_members = properties.get_object().value();
    for (const auto& [key, member] : members) {
        element property;
        INFO("key " << key);
        // A key with dots is no path here: looked for by hand.
        bool known = false;
        for (const auto& [name, described] : described_members) {
            if (name != key) continue;
            known = true;
            property = described;
        }
        CHECK(known);
        if (known) check_schema(member, property, where + "." + std::string(key));
    }
}

element schema_of(simdjson::dom::parser& parser, const std::string& kind) {
    const element schemas =
        parser.load(RINGPIPE_SOURCE_DIR "/tests/golden/ring_bench.schema.json").value();
    return schemas["$defs"][kind].value();
}

}  // namespace

TEST_CASE("every line of JSON fits the schema") {
    Run run = whole_run();
    simdjson::dom::parser schema_parser;
    simdjson::dom::parser parser;
    const auto check_rounds = [&](const std::string& kind) {
        const element schema = schema_of(schema_parser, kind);
        for (const Measurement& result : run.results) {
            for (std::size_t i = 0; i < result.rounds.size(); ++i) {
                const std::string line = round_json(run, result, i);
                CHECK(line.find('\n') + 1 == line.size());
                check_schema(parser.parse(line).value(), schema, kind);
            }
        }
    };
    check_rounds("round");
    run.preset = "ipc_ring";
    check_rounds("ipc_ring_round");
    check_schema(parser.parse(summary_json(run)).value(), schema_of(schema_parser, "summary"),
                 "summary");
}

TEST_CASE("the histogram in JSON is the whole histogram") {
    const Run run = whole_run();
    simdjson::dom::parser parser;
    for (const Measurement& result : run.results) {
        if (result.figure != Figure::kLatency) continue;
        const element line = parser.parse(round_json(run, result, 0)).value();
        std::uint64_t count = 0;
        const simdjson::dom::array buckets = line["histogram"]["buckets"].get_array().value();
        for (const element& bucket : buckets) {
            count += bucket.get_array().value().at(1).get_uint64().value();
        }
        CHECK(count == result.rounds.front().latency->count());
    }
}

TEST_CASE("reports are well-formed XML, whatever the names in them") {
    for (const Run& run : {whole_run(), Run{}}) {
        CHECK(xml_fault(to_svg(run)) == "");
        CHECK(xml_fault(to_html(run)) == "");
    }
    CHECK(to_svg(whole_run()).find("A. Throughput by record size") != std::string::npos);
    for (const char* title : {"by percentile", "under an offered load", "Fan-out", "Steadiness",
                              "Bursts of twice the ring", "Processor time"}) {
        INFO(title);
        CHECK(to_svg(whole_run()).find(title) != std::string::npos);
    }
    CHECK(to_html(whole_run()).find("<script") == std::string::npos);
    CHECK(to_html(whole_run()).find("prefers-color-scheme:dark") != std::string::npos);
}

TEST_CASE("the text is no wider than 80 columns") {
    const std::string text = to_text(whole_run());
    // The first lines tell of the host and are as long as its name.
    for (std::size_t at = text.find("\n\n") + 2; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        INFO(text.substr(at, end - at));
        CHECK(end - at <= 80);
        at = end + 1;
    }
}

TEST_CASE("what was threads, or not checked as a whole, is told") {
    Run run = whole_run();
    CHECK(to_text(run).find("\nsetup  processes, ") != std::string::npos);
    CHECK(to_text(run).find("\nproof  sequence and checksum of every") != std::string::npos);
    Measurement& published = run.results.front();
    published.isolation = "threads";
    published.workload.verify = Verify::kSequence;
    CHECK(to_text(run).find("\nsetup  processes (published: threads), ") != std::string::npos);
    CHECK(to_text(run).find("\nproof  sequence (honest: and checksum) of") != std::string::npos);
    CHECK(round_json(run, published, 0).find("\"isolation\":\"threads\"") != std::string::npos);
    CHECK(round_json(run, run.results[1], 0).find("\"isolation\":\"processes\"") !=
          std::string::npos);
}

TEST_CASE("a run is no regression against itself, and half as fast is one") {
    const ScratchDirectory scratch;
    const std::string path = scratch.path() + "/before.json";
    Run run = whole_run();
    std::ofstream(path) << summary_json(run);
    const auto before = read_earlier(path);
    REQUIRE(before);
    CHECK(before->size() == run.results.size());
    for (const Change& change : compare(run, *before, 0.05)) {
        CHECK(change.share == 0);
        CHECK_FALSE(change.regression);
    }
    for (Round& round : run.results[0].rounds) round.seconds *= 2;
    const auto changes = compare(run, *before, 0.05);
    REQUIRE(changes.size() == run.results.size());
    CHECK(changes[0].share == Approx(-0.5).margin(0.01));
    CHECK(changes[0].regression);
    CHECK_FALSE(changes[1].regression);
    CHECK_FALSE(compare(run, *before, 0.6)[0].regression);
}

TEST_CASE("rounds that overlap with the earlier ones are noise") {
    const ScratchDirectory scratch;
    const std::string path = scratch.path() + "/before.json";
    Run run = whole_run();
    std::ofstream(path) << summary_json(run);
    const auto before = read_earlier(path);
    REQUIRE(before);
    run.results[0].rounds[0].seconds = 2;
    run.results[0].rounds[1].seconds = 2;
    CHECK_FALSE(compare(run, *before, 0.05)[0].regression);
}

TEST_CASE("a file that is no earlier run is refused") {
    const ScratchDirectory scratch;
    CHECK_FALSE(read_earlier(scratch.path() + "/none"));
    for (const char* text :
         {"", "{}\n", "{\"kind\":\"summary\"}\n", "{\"kind\":\"summary\",\"results\":[{}]}\n"}) {
        const std::string path = scratch.path() + "/bad";
        std::ofstream(path) << text;
        CHECK_FALSE(read_earlier(path));
    }
}
