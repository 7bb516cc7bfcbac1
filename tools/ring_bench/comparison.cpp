// Comparison: a run against an earlier one that was kept as JSON.
#include "ring_bench/comparison.h"

#include <simdjson.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "ring_bench/figure_text.h"

namespace ringpipe::ring_bench {
namespace {

using simdjson::dom::element;

Error bad_file(const std::string& path, std::string problem) {
    return Error{ErrorKind::kSystem, std::move(problem), path, 0,
                 "ring_bench -J >FILE makes one that can be compared with"};
}

// False: not what round_json() and summary_json() write.
bool take_row(const element& from, Earlier& row) {
    std::string_view scenario;
    std::string_view name;
    std::string_view system;
    const bool good = from["scenario"].get(scenario) == simdjson::SUCCESS &&
                      from["case"].get(name) == simdjson::SUCCESS &&
                      from["system"].get(system) == simdjson::SUCCESS &&
                      from["higher_is_better"].get(row.higher_is_better) == simdjson::SUCCESS &&
                      from["min"].get(row.figures.min) == simdjson::SUCCESS &&
                      from["median"].get(row.figures.median) == simdjson::SUCCESS &&
                      from["max"].get(row.figures.max) == simdjson::SUCCESS;
    row.scenario = scenario;
    row.name = name;
    row.system = system;
    return good;
}

}  // namespace

Result<std::vector<Earlier>> read_earlier(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error{ErrorKind::kSystem, "cannot be read", path, errno, {}};
    std::string summary;
    for (std::string line; std::getline(file, line);) {
        if (line.find("\"kind\":\"summary\"") != std::string::npos) summary = line;
    }
    if (summary.empty()) return bad_file(path, "holds no summary of a run");
    simdjson::dom::parser parser;
    element root;
    simdjson::dom::array results;
    if (parser.parse(summary).get(root) != simdjson::SUCCESS ||
        root["results"].get(results) != simdjson::SUCCESS) {
        return bad_file(path, "its summary is no JSON of ring_bench");
    }
    std::vector<Earlier> rows;
    for (const element& one : results) {
        Earlier row;
        if (!take_row(one, row)) return bad_file(path, "its summary lacks figures");
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<Change> compare(const Run& run, const std::vector<Earlier>& before, double tolerance) {
    std::vector<Change> changes;
    for (const Measurement& now : run.results) {
        const auto found = std::find_if(before.begin(), before.end(), [&](const Earlier& row) {
            return row.scenario == now.scenario && row.name == now.name &&
                   row.system == now.system &&
                   row.higher_is_better == (now.figure == Figure::kRate);
        });
        if (found == before.end() || found->figures.median <= 0) continue;
        const Spread figures = now.figures();
        if (figures.median <= 0) continue;
        Change change{&now, *found, 0, false};
        const bool higher = found->higher_is_better;
        change.share = higher ? figures.median / found->figures.median - 1
                              : found->figures.median / figures.median - 1;
        const bool apart =
            higher ? figures.max < found->figures.min : figures.min > found->figures.max;
        change.regression = apart && change.share < -tolerance;
        changes.push_back(std::move(change));
    }
    return changes;
}

std::string to_text(const std::vector<Change>& changes, double tolerance) {
    std::string text =
        fmt::format("\n against the earlier run (tolerance {:.0f} %, median)\n", tolerance * 100);
    for (const Change& change : changes) {
        const bool rate = change.before.higher_is_better;
        const auto shown = [rate](double value) {
            return rate ? rate_text(value) + "/s" : time_text(value);
        };
        text +=
            fmt::format(" {:<12}{:<30}{:>9} {:>9} {:>+7.1f} %  {}\n", change.now->scenario,
                        change.now->system == "ring" ? change.now->name
                                                     : change.now->name + " " + change.now->system,
                        shown(change.before.figures.median), shown(change.now->figures().median),
                        change.share * 100, change.regression ? "REGRESSION" : "");
    }
    if (changes.empty()) text += " no case of this run was in that one\n";
    return text;
}

}  // namespace ringpipe::ring_bench
