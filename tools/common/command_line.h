// The part of a command line that is the same in every tool: -q -v -h --help -V --errors, and what
// is said when somebody mistypes the rest.
//
// Only a tool's options.cpp includes this file: CLI11 is slow to compile.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/nearest.h"
#include "common/output.h"

namespace ringpipe::tools {

struct Manual {
    std::string_view tool;
    std::string_view short_help;
    std::string_view long_help;  // printed after the short one
};

struct CommandLine {
    std::vector<std::string> words;  // what is no option, in order
    bool quiet = false;
    bool verbose = false;
};

// One line, and where to read on. `guess` is a question such as did_you_mean() makes.
inline int usage_error(const Manual& manual, std::string_view object, std::string_view problem,
                       std::string guess = {}) {
    if (!guess.empty()) guess += ' ';
    return fail(kUsage, object, problem, guess + "Try '" + std::string(manual.tool) + " --help'");
}

inline int unknown_option(const CLI::App& app, const Manual& manual, const std::string& word) {
    std::vector<std::string> known;
    for (const CLI::Option* option : app.get_options()) {
        for (const auto& name : option->get_lnames()) known.push_back("--" + name);
        for (const auto& name : option->get_snames()) known.push_back("-" + name);
    }
    const std::string name = word.substr(0, word.find('='));
    return usage_error(manual, name, "unknown option", did_you_mean(name, known));
}

// CLI11 begins its messages with the option's name: "--size: 1 required TEXT missing", or
// "json was given a disallowed flag override".
inline int misused_option(const CLI::ParseError& error, const Manual& manual) {
    const std::string message = error.what();
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) == nullptr) {
        return usage_error(manual, "usage", message);
    }
    const std::string name = message.substr(0, message.find_first_of(": "));
    if (name.starts_with('-')) return usage_error(manual, name, "needs a value");
    return usage_error(manual, (name.size() > 1 ? "--" : "-") + name, "takes no value");
}

// Words that are no options are not declared as positionals, because CLI11 would take those in
// brackets apart; they are what it leaves over.
inline Status take_words(const CLI::App& app, const Manual& manual,
                         std::vector<std::string>& words) {
    bool options_ended = false;
    for (std::string& word : app.remaining()) {
        if (options_ended || !word.starts_with('-') || word == "-") {
            words.push_back(std::move(word));
        } else if (word == "--") {
            options_ended = true;
        } else {
            return unknown_option(app, manual, word);
        }
    }
    return std::nullopt;
}

// For `app.prefix_command()`, which stops at the first word that is no option: that and all after
// it, whatever it looks like.
inline Status take_rest(const CLI::App& app, const Manual& manual,
                        std::vector<std::string>& words) {
    words = app.remaining();
    if (words.empty() || !words.front().starts_with('-')) return std::nullopt;
    if (words.front() != "--") return unknown_option(app, manual, words.front());
    words.erase(words.begin());
    return std::nullopt;
}

// -q -v -h --help -V --errors.
struct CommonFlags {
    bool quiet = false;
    bool verbose = false;
    bool short_help = false;
    bool long_help = false;
    bool version = false;
    std::string errors;
};

inline void declare_common(CLI::App& app, CommonFlags& flags) {
    app.set_help_flag();
    app.allow_extras();
    app.add_flag("-q,--quiet", flags.quiet);
    app.add_flag("-v,--verbose", flags.verbose);
    app.add_flag("-h", flags.short_help);
    app.add_flag("--help", flags.long_help);
    app.add_flag("-V,--version", flags.version);
    app.add_option("--errors", flags.errors)->take_last();
    for (CLI::Option* option : app.get_options()) {
        if (option->get_expected_max() == 0) option->disable_flag_override();
    }
}

// Before anything can be wrong with the others.
inline Status understand_errors(const Manual& manual, const std::vector<std::string>& arguments) {
    const std::string_view name = "--errors";
    for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
        std::string_view value = arguments[i];
        if (!value.starts_with(name)) continue;
        value.remove_prefix(name.size());
        if (value.starts_with('=')) {
            value.remove_prefix(1);
        } else if (value.empty() && i + 1 < arguments.size()) {
            value = arguments[++i];
        } else {
            continue;
        }
        if (value != "json" && value != "text") {
            return usage_error(manual, value, "--errors takes text or json");
        }
        set_errors_json(value == "json");
    }
    return std::nullopt;
}

// How many of these `arguments` are options that `app` declares, and their values: up to the first
// word that is none, or "--". All of them where one cannot be understood.
inline std::size_t count_options(CLI::App& app, std::vector<std::string> arguments) {
    CommonFlags flags;
    declare_common(app, flags);
    app.prefix_command();
    const std::size_t all = arguments.size();
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
    try {
        app.parse(arguments);
    } catch (const CLI::ParseError&) {
        return all;
    }
    const std::vector<std::string> rest = app.remaining();
    const bool unknown = !rest.empty() && rest.front().starts_with('-') && rest.front() != "--";
    return unknown ? all : all - rest.size();
}

// Parses what `app` declares and the common options. The exit code if there is nothing more to
// do: help was printed, or an error. Help wins over any mistake beside it.
inline Status parse_command_line(CLI::App& app, std::vector<std::string> arguments,
                                 const Manual& manual, CommandLine& line) {
    if (const auto status = understand_errors(manual, arguments)) return status;
    CommonFlags flags;
    declare_common(app, flags);
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
    try {
        app.parse(arguments);
    } catch (const CLI::ParseError& error) {
        return misused_option(error, manual);
    }
    line.quiet = flags.quiet;
    line.verbose = flags.verbose;
    if (flags.long_help)
        return print_answer(std::string(manual.short_help).append(manual.long_help));
    if (flags.short_help) return print_answer(manual.short_help);
    if (flags.version) {
        const auto tool = manual.tool.substr(0, manual.tool.find(' '));  // without the verb
        return print_answer(std::string(tool) + " " RINGPIPE_VERSION "\n");
    }
    return app.get_prefix_command() ? take_rest(app, manual, line.words)
                                    : take_words(app, manual, line.words);
}

}  // namespace ringpipe::tools
