// Options: what ring_bench was asked on its command line.
#include "ring_bench/options.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/command_line.h"
#include "common/quantity.h"
#include "ring_bench/help.h"
#include "ring_bench/preset.h"

namespace ringpipe::ring_bench {
namespace {

using tools::fail;
using tools::kUsage;

constexpr tools::Manual kManual = {"ring_bench", kShortHelp, kLongHelp};
constexpr std::uint64_t kSmallestRecord = 8;
constexpr std::uint64_t kMostParties = 64;
constexpr std::uint64_t kMostRounds = 1000;

// Texts of options as they were given; empty: not given.
struct Given {
    std::string vs, duration, rounds, count, size, record, rate, readers, writers, batch, method,
        idle, verify, pin, tolerance, damage;
    CLI::Option* vs_option = nullptr;
    CLI::Option* pin_option = nullptr;
    bool threads = false;
};

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto comma = std::min(rest.find(','), rest.size());
        if (comma != 0) parts.emplace_back(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return parts;
}

// One usage error for every value that makes no sense.
int refuse(const std::string& option, const std::string& value, std::string_view wanted) {
    return fail(kUsage, value, option + " takes " + std::string(wanted));
}

tools::Status understand_sizes(const Given& given, Options& options) {
    if (!given.size.empty()) {
        const auto bytes = tools::parse_size(given.size);
        if (!bytes || *bytes < kMinCapacity || *bytes > kMaxCapacity || (*bytes & (*bytes - 1))) {
            return refuse("--size", given.size, "a power of two from 64K to 1T");
        }
        options.plan.capacity = *bytes;
    }
    for (const std::string& text : split(given.record)) {
        const auto bytes = tools::parse_size(text);
        if (!bytes || *bytes < kSmallestRecord || *bytes > options.plan.capacity / 4) {
            return refuse("--record", text, "sizes from 8 bytes to a quarter of the ring");
        }
        options.plan.record_bytes.push_back(*bytes);
    }
    return std::nullopt;
}

tools::Status understand_parties(const std::string& option, const std::string& list,
                                 std::vector<std::uint32_t>& counts) {
    for (const std::string& text : split(list)) {
        const auto count = tools::parse_count(text);
        if (!count || *count == 0 || *count > kMostParties) {
            return refuse(option, text, "numbers from 1 to 64");
        }
        counts.push_back(static_cast<std::uint32_t>(*count));
    }
    return std::nullopt;
}

tools::Status understand_words(const std::string& option, const std::string& list,
                               const std::vector<std::string>& known,
                               std::vector<std::string>& words) {
    for (const std::string& word : split(list)) {
        if (std::find(known.begin(), known.end(), word) == known.end()) {
            std::string all;
            for (const std::string& name : known) all += (all.empty() ? "" : ", ") + name;
            return fail(kUsage, word, option + " takes " + all, tools::did_you_mean(word, known));
        }
        words.push_back(word);
    }
    return std::nullopt;
}

tools::Status understand_amounts(const Given& given, Options& options) {
    if (!given.duration.empty()) {
        const auto ns = tools::parse_duration_ns(given.duration);
        if (!ns || *ns < 1'000'000 || *ns > 3'600'000'000'000) {
            return refuse("--duration", given.duration, "a time from 1ms to 1h");
        }
        options.conditions.duration_ns = *ns;
    }
    if (!given.rounds.empty()) {
        const auto rounds = tools::parse_count(given.rounds);
        if (!rounds || *rounds == 0 || *rounds > kMostRounds) {
            return refuse("--rounds", given.rounds, "a number from 1 to 1000");
        }
        options.rounds = static_cast<std::uint32_t>(*rounds);
    }
    if (!given.count.empty()) {
        const auto count = tools::parse_count(given.count);
        if (!count || *count == 0) return refuse("--count", given.count, "a number of records");
        options.plan.records = *count;
    }
    if (!given.batch.empty()) {
        const auto batch = tools::parse_count(given.batch);
        if (!batch || *batch < 2 || *batch > 65536) {
            return refuse("--batch", given.batch, "a number from 2 to 65536");
        }
        options.plan.batch = static_cast<std::uint32_t>(*batch);
    }
    for (const std::string& text : split(given.rate)) {
        const auto rate = tools::parse_count(text);
        if (!rate || *rate == 0) return refuse("--rate", text, "records a second");
        options.plan.rates.push_back(static_cast<double>(*rate));
    }
    if (!given.tolerance.empty()) {
        const auto percent = tools::parse_count(given.tolerance);
        if (!percent || *percent > 100) return refuse("--tolerance", given.tolerance, "percent");
        options.tolerance = static_cast<double>(*percent) / 100;
    }
    if (!given.damage.empty()) {
        const auto record = tools::parse_count(given.damage);
        if (!record) return refuse("--damage-record", given.damage, "a sequence number");
        options.plan.damaged_record = *record;
    }
    return std::nullopt;
}

tools::Status understand_pin(const Given& given, Options& options) {
    if (given.pin_option->count() == 0) return std::nullopt;
    const auto allowed = allowed_cpus();
    auto& cpus = options.conditions.placement.cpus;
    for (const std::string& text : split(given.pin)) {
        const auto cpu = tools::parse_count(text);
        const bool there =
            cpu && *cpu < 1'000'000 &&
            std::find(allowed.begin(), allowed.end(), static_cast<int>(*cpu)) != allowed.end();
        if (!there) return refuse("--pin", text, "processors that this process may use");
        cpus.push_back(static_cast<int>(*cpu));
    }
    if (cpus.empty()) cpus = allowed;
    return std::nullopt;
}

tools::Status understand_choices(const Given& given, Options& options) {
    std::vector<std::string> names;
    for (const System& system : baselines()) names.push_back(system.name);
    if (given.vs_option->count() != 0) {
        if (auto code = understand_words("--vs", given.vs, names, options.plan.against))
            return code;
        if (options.plan.against.empty()) options.plan.against = names;
    }
    if (auto code =
            understand_words("--method", given.method, {"record", "claim", "batch", "packed"},
                             options.plan.methods)) {
        return code;
    }
    if (auto code = understand_words("--idle", given.idle, {"spin", "adaptive", "sleep"},
                                     options.plan.waits)) {
        return code;
    }
    if (!given.verify.empty() && given.verify != "full" && given.verify != "sequence") {
        return refuse("--verify", given.verify, "full or sequence");
    }
    if (given.verify == "sequence") options.plan.verify = Verify::kSequence;
    options.conditions.placement.threads = given.threads;
    if (auto code = understand_parties("--readers", given.readers, options.plan.readers))
        return code;
    if (auto code = understand_parties("--writers", given.writers, options.plan.writers))
        return code;
    return std::nullopt;
}

tools::Status understand_files(const Options& options) {
    if (options.report.empty()) return std::nullopt;
    for (const std::string_view ending : {".html", ".svg", ".md"}) {
        if (options.report.ends_with(ending)) return std::nullopt;
    }
    return refuse("--report", options.report, "a file that ends in .html, .svg or .md");
}

tools::Status understand_names(const std::vector<std::string>& words, Options& options) {
    std::vector<std::string> known;
    for (const Scenario& scenario : scenarios()) known.push_back(scenario.name);
    for (const std::string& word : words) {
        if (std::find(known.begin(), known.end(), word) == known.end()) {
            return tools::usage_error(kManual, word, "no such scenario",
                                      tools::did_you_mean(word, known));
        }
        options.scenarios.push_back(word);
    }
    if (options.preset.empty()) return std::nullopt;
    if (!options.scenarios.empty()) {
        return fail(kUsage, options.preset, "a preset brings its own scenarios");
    }
    const auto presets = preset_names();
    if (std::find(presets.begin(), presets.end(), options.preset) == presets.end()) {
        return tools::usage_error(kManual, options.preset, "no such preset",
                                  tools::did_you_mean(options.preset, presets));
    }
    return std::nullopt;
}

void declare(CLI::App& app, Given& given, Options& options) {
    given.vs_option = app.add_option("--vs", given.vs)->expected(0, 1);
    given.pin_option = app.add_option("--pin", given.pin)->expected(0, 1);
    app.add_option("--preset", options.preset)->take_last();
    app.add_option("--duration", given.duration)->take_last();
    app.add_option("--rounds", given.rounds)->take_last();
    app.add_option("-n,--count", given.count)->take_last();
    app.add_option("-s,--size", given.size)->take_last();
    app.add_option("--record", given.record)->take_last();
    app.add_option("--rate", given.rate)->take_last();
    app.add_option("--readers", given.readers)->take_last();
    app.add_option("--writers", given.writers)->take_last();
    app.add_option("--batch", given.batch)->take_last();
    app.add_option("--method", given.method)->take_last();
    app.add_option("--idle", given.idle)->take_last();
    app.add_option("--verify", given.verify)->take_last();
    app.add_option("--tolerance", given.tolerance)->take_last();
    app.add_option("--report", options.report)->take_last();
    app.add_option("--baseline", options.baseline)->take_last();
    app.add_option("-o,--output", options.output)->take_last();
    app.add_option("--damage-record", given.damage)->group("");
    app.add_flag("--threads", given.threads);
    app.add_flag("--list", options.list);
    app.add_flag("-J,--json", options.json);
    app.add_flag("-p,--progress", options.progress);
}

// An optional value needs '=': "--vs latency" names a scenario.
std::vector<std::string> arguments_of(int argc, char** argv) {
    std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
    for (std::string& word : arguments) {
        if (word == "--vs" || word == "--pin") word += "=,";
    }
    return arguments;
}

}  // namespace

tools::Status parse_options(int argc, char** argv, Options& options) {
    CLI::App app;
    tools::CommandLine line;
    Given given;
    declare(app, given, options);
    if (const auto status =
            tools::parse_command_line(app, arguments_of(argc, argv), kManual, line)) {
        return status;
    }
    options.quiet = line.quiet;
    if (const auto status = understand_names(line.words, options)) return status;
    options.plan.tour = options.scenarios.empty() && options.preset.empty();
    if (options.plan.tour) {
        options.conditions.duration_ns = 250'000'000;
        options.rounds = 3;
    }
    if (const auto status = understand_sizes(given, options)) return status;
    if (const auto status = understand_amounts(given, options)) return status;
    if (const auto status = understand_pin(given, options)) return status;
    if (const auto status = understand_choices(given, options)) return status;
    return understand_files(options);
}

}  // namespace ringpipe::ring_bench
