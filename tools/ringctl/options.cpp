// Options: which verb ringctl is to carry out, and on what.
//
// The verb is the first word that is no option; the rest of the line is parsed by that verb's own
// CLI::App, so the options that all verbs share may stand before the verb too.
#include "ringctl/options.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "common/command_line.h"
#include "common/quantity.h"
#include "common/yes_no.h"
#include "ringctl/help.h"

namespace ringpipe::ringctl {
namespace {

using tools::fail;
using tools::kUsage;
using tools::Status;

// What was typed, before anything of it is understood. A word that was not given has no value.
struct Words {
    tools::CommandLine line;
    std::optional<std::string> size;
    std::optional<std::string> on_full;
    std::optional<std::string> slots;
    std::optional<std::string> mode;
    std::optional<std::string> group;
    std::optional<std::string> checksum;
    bool hold = false;
    bool if_missing = false;
    bool force = false;
    bool long_form = false;
    bool json = false;
};

struct Verb {
    tools::Manual manual;
    std::string_view word;
    void (*declare)(CLI::App& app, Words& words);
    Status (*understand)(const Verb& verb, const Words& words, Options& options);
};

int usage_error(const Verb& verb, std::string_view object, std::string_view problem) {
    return tools::usage_error(verb.manual, object, problem);
}

Status parse_names(const Words& words, std::vector<RingName>& names) {
    for (const std::string& word : words.line.words) {
        auto name = RingName::parse(word);
        if (!name) return fail(name.error());
        names.push_back(*std::move(name));
    }
    return std::nullopt;
}

void declare_create(CLI::App& app, Words& words) {
    app.add_option("-s,--size", words.size)->take_last();
    app.add_option("--on-full", words.on_full)->take_last();
    app.add_option("--slots", words.slots)->take_last();
    app.add_option("--mode", words.mode)->take_last();
    app.add_option("--group", words.group)->take_last();
    app.add_option("--checksum", words.checksum)->take_last();
    app.add_flag("--hold", words.hold);
    app.add_flag("--if-missing", words.if_missing);
}

Status understand_ring_options(const Words& words, Create& create) {
    if (words.size) {
        create.capacity = tools::parse_size(*words.size);
        if (!create.capacity) {
            return fail(kUsage, *words.size,
                        "--size takes a power of two from 64 KiB to 1 TiB, such as 64M or 1G");
        }
    }
    if (words.on_full) {
        create.policy = tools::parse_policy(*words.on_full);
        if (!create.policy) {
            return fail(kUsage, *words.on_full,
                        fmt::format("--on-full takes {}", tools::kPolicyNames));
        }
    }
    if (words.slots) {
        const auto slots = tools::parse_count(*words.slots);
        if (!slots || *slots < 1 || *slots > kMaxSlots) {
            return fail(kUsage, *words.slots, fmt::format("--slots takes 1 to {}", kMaxSlots));
        }
        create.slots = static_cast<std::uint32_t>(*slots);
    }
    if (words.checksum) {
        create.checksums = tools::parse_yes_no(*words.checksum);
        if (!create.checksums) {
            return fail(kUsage, *words.checksum, "--checksum= takes yes or no");
        }
    }
    const auto refuse = [](const std::string& word, const std::string& problem) {
        return fail(kUsage, word, problem);
    };
    return tools::understand_access(words.mode, words.group, create.access, refuse);
}

Status understand_create(const Verb& verb, const Words& words, Options& options) {
    std::vector<RingName> names;
    if (const auto status = parse_names(words, names)) return status;
    if (names.size() != 1) {
        return usage_error(verb, "create", names.empty() ? "which ring?" : "one ring at a time");
    }
    Create create;
    create.name = names.front();
    create.hold = words.hold;
    create.if_missing = words.if_missing;
    create.verbose = words.line.verbose;
    if (const auto status = understand_ring_options(words, create)) return status;

    const std::string& given = words.line.words.front();
    const bool cursor = !create.name.cursor.empty();
    if (cursor && (create.capacity || create.policy || create.slots || create.checksums ||
                   create.access.mode)) {
        return usage_error(
            verb, given,
            "--size, --on-full, --slots, --checksum and --mode are for rings, not cursors");
    }
    if (!cursor && create.hold) {
        return usage_error(verb, given, "--hold is for cursors: RING/CURSOR");
    }
    options.verb = create;
    return std::nullopt;
}

void declare_remove(CLI::App& app, Words& words) {
    app.add_flag("--force", words.force);
}

Status understand_remove(const Verb& verb, const Words& words, Options& options) {
    Remove remove;
    if (const auto status = parse_names(words, remove.names)) return status;
    if (remove.names.empty()) return usage_error(verb, "rm", "which ring?");
    remove.force = words.force;
    remove.verbose = words.line.verbose;
    options.verb = remove;
    return std::nullopt;
}

void declare_list(CLI::App& app, Words& words) {
    app.add_flag("--long", words.long_form);
    app.add_flag("-J,--json", words.json);
}

Status understand_list(const Verb& verb, const Words& words, Options& options) {
    if (!words.line.words.empty()) {
        return usage_error(verb, words.line.words.front(),
                           "ls lists a whole directory; ringstat tells of one ring");
    }
    if (words.long_form && words.json) return usage_error(verb, "ls", "either --long or --json");
    options.verb = List{words.json        ? ListForm::kJson
                        : words.long_form ? ListForm::kLong
                                          : ListForm::kNames};
    return std::nullopt;
}

void declare_info(CLI::App& app, Words& words) {
    app.add_flag("-J,--json", words.json);
}

Status understand_info(const Verb& verb, const Words& words, Options& options) {
    std::vector<RingName> names;
    if (const auto status = parse_names(words, names)) return status;
    if (names.size() != 1) {
        return usage_error(verb, "info", names.empty() ? "which ring?" : "one ring at a time");
    }
    if (!names.front().cursor.empty()) {
        return usage_error(verb, words.line.words.front(), "info tells of a whole ring");
    }
    options.verb = Info{names.front(), words.json};
    return std::nullopt;
}

constexpr std::array<Verb, 4> kVerbs = {{
    {{"ringctl create", kCreateHelp, kLongHelp}, "create", declare_create, understand_create},
    {{"ringctl rm", kRemoveHelp, kLongHelp}, "rm", declare_remove, understand_remove},
    {{"ringctl info", kInfoHelp, kLongHelp}, "info", declare_info, understand_info},
    {{"ringctl ls", kListHelp, kLongHelp}, "ls", declare_list, understand_list},
}};
constexpr tools::Manual kManual = {"ringctl", kShortHelp, kLongHelp};

// -h, --help and --version need no verb; without one there is nothing else to do.
int run_without_verb(const std::vector<std::string>& arguments) {
    CLI::App app;
    tools::CommandLine line;
    if (const auto status = tools::parse_command_line(app, arguments, kManual, line)) {
        return *status;
    }
    return tools::usage_error(kManual, "usage", "ringctl create | rm | ls | info ...");
}

int unknown_verb(const std::vector<std::string>& arguments, const std::string& word) {
    if (const auto status = tools::understand_errors(kManual, arguments)) return *status;
    // Also what other tools call these verbs.
    if (word == "list") return tools::usage_error(kManual, word, "unknown verb", "it is 'ls'.");
    if (word == "remove" || word == "delete") {
        return tools::usage_error(kManual, word, "unknown verb", "it is 'rm'.");
    }
    std::vector<std::string> known;
    for (const Verb& verb : kVerbs) known.emplace_back(verb.word);
    return tools::usage_error(kManual, word, "unknown verb", tools::did_you_mean(word, known));
}

// The first word that is no option, nor the value of one that all verbs have.
std::vector<std::string>::iterator find_verb(std::vector<std::string>& arguments) {
    auto word = arguments.begin();
    while (word != arguments.end() && word->starts_with('-')) {
        const bool has_value = *word == "--errors" && std::next(word) != arguments.end();
        word += has_value ? 2 : 1;
    }
    return word;
}

}  // namespace

Status parse_options(int argc, char** argv, Options& options) {
    std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
    const auto word = find_verb(arguments);
    if (word == arguments.end()) return run_without_verb(arguments);
    const auto* verb =
        std::find_if(kVerbs.begin(), kVerbs.end(), [&](const Verb& v) { return v.word == *word; });
    if (verb == kVerbs.end()) return unknown_verb(arguments, *word);
    arguments.erase(word);
    tools::give_value(arguments, "--checksum", "yes");

    CLI::App app;
    Words words;
    verb->declare(app, words);
    if (const auto status = tools::parse_command_line(app, arguments, verb->manual, words.line)) {
        return status;
    }
    options.quiet = words.line.quiet;
    return verb->understand(*verb, words, options);
}

}  // namespace ringpipe::ringctl
