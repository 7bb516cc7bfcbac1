// Options: what ringtee was asked on its command line.
//
// The words are taken in sections: up to RING, and then up to each branch. A branch gets the
// options that stand right before it; options of ringtee itself may stand anywhere.
#include "ringtee/options.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "common/command_line.h"
#include "common/quantity.h"
#include "filter/words.h"
#include "ringcat/delimiter.h"
#include "ringcat/position.h"
#include "ringcat/publish_words.h"
#include "ringpipe/writer.h"
#include "ringtee/help.h"

namespace ringpipe::ringtee {
namespace {

using tools::fail;
using tools::Status;
using Strings = std::vector<std::string>;
using Word = std::optional<std::string>;

constexpr tools::Manual kManual = {"ringtee", kShortHelp, kLongHelp};

// In the place of --stdout, which is a branch, and no option of one.
const std::string kStdoutBranch(1, '\0');

// What was typed, before anything of it is understood. A word that was not given has no value.
struct BranchWords {
    bool lossy = false;
    Word sample, pick, invalid, cursor, from, restart;
    Strings where;
};
struct Words {
    Word size, on_full, checksum, mode, group, tag, delimiter, framing, timeout, wait;
    bool null = false;
    bool from_ring = false;
    bool in_memory = false;
    bool trust_owner = false;
    bool follow = false;
    bool json = false;
    bool quiet = false;
    bool verbose = false;
};

int usage_error(std::string_view object, std::string_view problem) {
    return tools::usage_error(kManual, object, problem);
}

void declare_own(CLI::App& app, Words& words) {
    const auto value = [&](const char* names, Word& word) {
        app.add_option(names, word)->take_last();
    };
    value("-s,--size", words.size);
    value("--on-full", words.on_full);
    value("--mode", words.mode);
    value("--group", words.group);
    value("--checksum", words.checksum);
    value("-t,--tag", words.tag);
    value("-d,--delimiter", words.delimiter);
    value("--framing", words.framing);
    value("--timeout", words.timeout);
    value("--wait", words.wait);
    app.add_flag("-0,--null", words.null);
    app.add_flag("--from-ring", words.from_ring);
    app.add_flag("--private", words.in_memory);
    app.add_flag("--trust-owner", words.trust_owner);
    app.add_flag("-f,--follow", words.follow);
    app.add_flag("-J,--json", words.json);
}

void declare_branch(CLI::App& app, BranchWords& words) {
    const auto value = [&](const char* names, Word& word) {
        app.add_option(names, word)->take_last();
    };
    app.add_flag("--lossy", words.lossy);
    value("--sample", words.sample);
    // One value each time, as it is: no list in brackets, no second value after a blank.
    app.add_option("--where", words.where)->allow_extra_args(false);
    value("--pick", words.pick);
    value("--invalid", words.invalid);
    value("-c,--cursor", words.cursor);
    value("--from", words.from);
    value("--restart", words.restart);
}

bool is_given(const BranchWords& words) {
    return words.lossy || words.sample || !words.where.empty() || words.pick || words.invalid ||
           words.cursor || words.from || words.restart;
}

// Options up to the first word that is none; that word and the rest stay in `left`.
Status take_section(Strings& left, Words& words, BranchWords& branch) {
    CLI::App app;
    declare_own(app, words);
    declare_branch(app, branch);
    app.prefix_command();
    tools::CommandLine line;
    const auto status = tools::parse_command_line(app, left, kManual, line);
    if (status) return status;
    words.quiet = words.quiet || line.quiet;
    words.verbose = words.verbose || line.verbose;
    left = std::move(line.words);
    return std::nullopt;
}

Status understand_branch(const BranchWords& words, Branch& branch) {
    branch.lossy = words.lossy;
    if (words.sample) {
        const std::string_view text = *words.sample;
        const auto every =
            text.starts_with("1/") ? tools::parse_count(text.substr(2)) : std::nullopt;
        if (!every || *every == 0) {
            return usage_error(*words.sample, "--sample takes 1/N, one record in N, such as 1/100");
        }
        branch.sample = *every;
    }
    const filter::Words filter{words.where, words.pick, words.invalid};
    if (const auto status =
            filter::understand(filter, branch.query, branch.on_invalid, usage_error)) {
        return status;
    }
    if (words.cursor) {
        if (!is_cursor_name(*words.cursor)) return usage_error(*words.cursor, "no cursor's name");
        branch.cursor = *words.cursor;
    }
    if (words.from) {
        branch.from = ringcat::parse_position(*words.from, wall_clock_ns());
        if (!branch.from) {
            return usage_error(*words.from,
                               fmt::format("--from takes {}", ringcat::kPositionNames));
        }
    }
    if (words.restart) {
        const auto times = *words.restart == "inf" ? std::optional<std::uint64_t>(UINT64_MAX)
                                                   : tools::parse_count(*words.restart);
        if (!times) return usage_error(*words.restart, "--restart= takes a number of times");
        branch.restarts = *times;
    }
    if (branch.to_stdout() && words.restart) {
        return usage_error("--restart", "standard output cannot be started again");
    }
    return std::nullopt;
}

Status take_branches(Strings& left, BranchWords given, Words& words, Options& options) {
    for (;;) {
        if (left.empty()) {
            return is_given(given) ? Status(usage_error("usage",
                                                        "options of a branch, and no "
                                                        "branch after them"))
                                   : std::nullopt;
        }
        Branch branch;
        branch.number = options.branches.size() + 1;
        if (left.front() != kStdoutBranch) {
            branch.command = left.front();
            if (branch.command.find_first_not_of(" \t\n") == std::string::npos) {
                return usage_error("usage", "a branch is a shell command, and one is empty");
            }
        }
        if (const auto status = understand_branch(given, branch)) return status;
        options.branches.push_back(std::move(branch));
        left.erase(left.begin());
        given = {};
        if (const auto status = take_section(left, words, given)) return status;
    }
}

Status check_branches(const Options& options) {
    std::set<std::string> cursors;
    bool to_stdout = false;
    for (const Branch& branch : options.branches) {
        if (branch.to_stdout() && std::exchange(to_stdout, true)) {
            return usage_error("--stdout", "there is one standard output, and it was given twice");
        }
        if (branch.cursor.empty()) continue;
        if (options.in_memory) return usage_error("--cursor", "a --private ring has none by name");
        if (!cursors.insert(branch.cursor).second) {
            return usage_error(branch.cursor, "two branches cannot share a cursor");
        }
    }
    return std::nullopt;
}

Status understand_framing(const Words& words, ringcat::Options& options) {
    if (words.framing && *words.framing != "lines" && *words.framing != "raw") {
        return usage_error(*words.framing, "--framing takes lines or raw");
    }
    if (words.framing == "raw") options.framing = ringcat::Framing::kRaw;
    if (words.null && words.delimiter) return usage_error("--null", "contradicts --delimiter");
    options.delimiter_given = words.null || words.delimiter;
    if (options.delimiter_given && options.framing == ringcat::Framing::kRaw) {
        return usage_error("--framing raw", "has no delimiter");
    }
    if (words.null) options.delimiter = 0;
    if (!words.delimiter) return std::nullopt;
    const auto byte = ringcat::parse_delimiter(*words.delimiter);
    if (!byte) {
        return usage_error(*words.delimiter,
                           "--delimiter takes one character, or \\n, \\t, \\0, \\xNN");
    }
    options.delimiter = *byte;
    return std::nullopt;
}

Status understand_publishing(const Words& words, ringcat::Options& options) {
    ringcat::PublishOptions& publish = options.publish;
    const auto refuse = [](const std::string& word, const std::string& problem) {
        return usage_error(word, problem);
    };
    const ringcat::PublishWords ring{words.size, words.on_full, words.checksum,
                                     words.tag,  words.mode,    words.group};
    if (const Status status = ringcat::understand(ring, publish, refuse)) return status;
    if (words.timeout) {
        const auto ns = tools::parse_duration_ns(*words.timeout);
        if (!ns) return usage_error(*words.timeout, "--timeout takes a time, such as 5s or 200ms");
        options.timeout_ns = *ns;
    }
    return std::nullopt;
}

// What makes sense for one source of the input, and not for the other.
Status check_source(const Words& words) {
    const std::pair<const char*, bool> publishing[] = {{"--size", words.size.has_value()},
                                                       {"--on-full", words.on_full.has_value()},
                                                       {"--checksum", words.checksum.has_value()},
                                                       {"--tag", words.tag.has_value()},
                                                       {"--framing", words.framing.has_value()},
                                                       {"--timeout", words.timeout.has_value()},
                                                       {"--private", words.in_memory},
                                                       {"--mode", words.mode.has_value()},
                                                       {"--group", words.group.has_value()},
                                                       {"--trust-owner", words.trust_owner}};
    const std::pair<const char*, bool> reading[] = {{"--follow", words.follow},
                                                    {"--wait", words.wait.has_value()}};
    for (const auto& [name, given] : publishing) {
        if (given && words.from_ring) {
            return usage_error(name, "is for publishing, but --from-ring only reads");
        }
    }
    if (words.in_memory && (words.mode || words.group || words.trust_owner)) {
        return usage_error(words.trust_owner ? "--trust-owner" : "--mode",
                           "has no use with --private: nobody else sees that ring");
    }
    for (const auto& [name, given] : reading) {
        if (given && !words.from_ring) return usage_error(name, "needs --from-ring");
    }
    return std::nullopt;
}

Status understand_own(const Words& words, Options& options) {
    ringcat::Options& own = options.ringcat;
    if (const auto status = check_source(words)) return status;
    if (const auto status = understand_framing(words, own)) return status;
    if (const auto status = understand_publishing(words, own)) return status;
    own.quiet = words.quiet;
    own.verbose = words.verbose;
    own.deliver.follow = words.follow;
    own.publish.trust_owner = words.trust_owner;
    if (words.wait) {
        own.deliver.wait_ns = tools::parse_duration_ns(*words.wait);
        if (!own.deliver.wait_ns)
            return usage_error(*words.wait, "--wait= takes a time, such as 5s");
    }
    options.from_ring = words.from_ring;
    options.in_memory = words.in_memory;
    options.json = words.json;
    return std::nullopt;
}

Status take_ring(Strings& left, const BranchWords& given, Options& options) {
    if (left.empty()) return usage_error("usage", "which ring?");
    if (is_given(given) || left.front() == kStdoutBranch) {
        return usage_error("usage", "the ring comes before the branches and their options");
    }
    auto name = RingName::parse(left.front());
    if (!name) return fail(name.error());
    if (!name->cursor.empty()) {
        return usage_error(left.front(), "a ring is wanted; -c before a branch names its cursor");
    }
    options.ringcat.ring = *std::move(name);
    left.erase(left.begin());
    return std::nullopt;
}

}  // namespace

Status parse_options(int argc, char** argv, Options& options) {
    Strings left(argv + std::min(argc, 1), argv + argc);
    // CLI11 has no option whose value may be left out.
    std::replace(left.begin(), left.end(), std::string("--wait"), std::string("--wait=inf"));
    std::replace(left.begin(), left.end(), std::string("--restart"), std::string("--restart=inf"));
    std::replace(left.begin(), left.end(), std::string("--checksum"),
                 std::string("--checksum=yes"));
    // Before RING it is one more branch, without options.
    std::replace(left.begin(), left.end(), std::string("--stdout"), kStdoutBranch);

    Words words;
    BranchWords given;
    bool stdout_first = false;
    if (const auto status = take_section(left, words, given)) return status;
    while (!words.in_memory && !is_given(given) && !left.empty() && left.front() == kStdoutBranch) {
        stdout_first = true;
        left.erase(left.begin());
        if (const auto status = take_section(left, words, given)) return status;
    }
    if (!words.in_memory) {
        if (const auto status = take_ring(left, given, options)) return status;
        if (const auto status = take_section(left, words, given)) return status;
    }
    if (words.in_memory) options.ringcat.ring.given = "--private";
    if (stdout_first) options.branches.emplace_back().number = 1;
    if (const auto status = take_branches(left, given, words, options)) return status;
    if (const auto status = understand_own(words, options)) return status;
    return check_branches(options);
}

}  // namespace ringpipe::ringtee
