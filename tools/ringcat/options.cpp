// Options: what ringcat was asked on its command line.
#include "ringcat/options.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/command_line.h"
#include "common/quantity.h"
#include "filter/words.h"
#include "ringcat/archive_words.h"
#include "ringcat/delimiter.h"
#include "ringcat/form_words.h"
#include "ringcat/help.h"
#include "ringcat/position.h"
#include "ringcat/publish_words.h"
#include "ringcat/replay_words.h"
#include "ringpipe/writer.h"

namespace ringpipe::ringcat {
namespace {

using tools::fail;
using tools::kUsage;
using tools::Status;

constexpr tools::Manual kManual = {"ringcat", kShortHelp, kLongHelp};
// CLI11 has no option whose value may be left out; and a value after a blank would be RING.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kMeant = {{
    {"--wait", "--wait=inf"},
    {"--checksum", "--checksum=yes"},
    {"--zstd", "--zstd=3"},
    {"--replay", "--replay=1"},
}};

// What was typed, before anything of it is understood. A word that was not given has no value.
struct Words {
    tools::CommandLine line;
    using Word = std::optional<std::string>;
    Word size, on_full, checksum, readers, replay;  // publishing
    Word mode, group;
    Word from, last, cursor, wait, on_lost;  // reading
    Word pick, invalid;
    Word each, batch, retry, dead_letter;
    Word zstd, output, rotate, keep;
    std::vector<std::string> where;
    Word delimiter, framing, count, timeout, tag;  // both
    bool null = false;
    std::vector<std::string> command;  // with -w: the words after RING
};

// The options of one side, to refuse them on the other.
struct Sides {
    std::vector<const CLI::Option*> publishing;
    std::vector<const CLI::Option*> reading;
};

int usage_error(std::string_view object, std::string_view problem) {
    return tools::usage_error(kManual, object, problem);
}

Sides declare(CLI::App& app, Words& words, Options& options) {
    const auto value = [&](const char* names, Words::Word& word) {
        return app.add_option(names, word)->take_last();
    };
    app.add_flag("-w,--write", options.write);
    value("-n,--count", words.count);
    value("-d,--delimiter", words.delimiter);
    app.add_flag("-0,--null", words.null);
    value("--framing", words.framing);
    value("--timeout", words.timeout);
    value("-t,--tag", words.tag);
    app.add_flag("--rm", options.remove);
    app.add_flag("-p,--progress", options.progress);

    PublishOptions& publish = options.publish;
    DeliverOptions& deliver = options.deliver;
    // One value each time, as it is: no list in brackets, no second value after a blank.
    const CLI::Option* where = app.add_option("--where", words.where)->allow_extra_args(false);
    return {
        {
            value("-s,--size", words.size),
            value("--on-full", words.on_full),
            value("--mode", words.mode),
            value("--group", words.group),
            value("--checksum", words.checksum),
            value("--readers", words.readers),
            app.add_flag("--exclusive", publish.exclusive),
            app.add_flag("--trust-owner", publish.trust_owner),
            app.add_flag("--stderr", publish.with_stderr),
            app.add_flag("--pty", publish.on_terminal),
            value("--replay", words.replay),
        },
        {
            value("--from", words.from),
            value("-l,--last", words.last),
            value("-c,--cursor", words.cursor),
            value("--wait", words.wait),
            value("--on-lost", words.on_lost),
            where,
            value("--pick", words.pick),
            value("--invalid", words.invalid),
            value("--each", words.each),
            value("--batch", words.batch),
            value("--retry", words.retry),
            value("--dead-letter", words.dead_letter),
            value("--zstd", words.zstd),
            value("-o,--output", words.output),
            value("--rotate", words.rotate),
            value("--keep", words.keep),
            app.add_flag("-f,--follow", deliver.follow),
            app.add_flag("-x,--drain", deliver.drain),
            app.add_flag("-P,--peek", deliver.peek),
            app.add_flag("-J,--json", deliver.json),
            app.add_flag("--mark-gaps", deliver.mark_gaps),
            app.add_flag("--hold", deliver.hold),
        },
    };
}

using Argument = std::vector<std::string>::iterator;
void add_values(Argument begin, Argument end) {
    for (const auto& [given, meant] : kMeant) {
        std::replace(begin, end, std::string(given), std::string(meant));
    }
}

// Cuts CMD off, which with -w begins at the first word after RING that is no option.
std::vector<std::string> take_command(std::vector<std::string>& arguments) {
    std::vector<std::string> left = arguments;
    add_values(left.begin(), left.end());
    Words words;
    Options options;
    const auto skip = [&](std::size_t count) {
        left.erase(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(count));
    };
    const auto skip_options = [&] {
        CLI::App app;
        declare(app, words, options);
        skip(tools::count_options(app, left));
    };
    const auto skip_marker = [&] {
        const bool marked = !left.empty() && left.front() == "--";
        skip(marked ? 1 : 0);
        return marked;
    };
    skip_options();
    const bool marked = skip_marker();
    if (left.empty()) return {};
    skip(1);
    if (!marked) skip_options();
    if (!options.write || left.empty()) return {};
    const std::size_t end = arguments.size() - left.size();
    skip_marker();
    std::vector<std::string> command(arguments.end() - static_cast<std::ptrdiff_t>(left.size()),
                                     arguments.end());
    arguments.resize(end);
    return command;
}

// "-s, --size" without its first half where it has both.
std::string shown(const CLI::Option& option) {
    return "--" + option.get_lnames().front();
}

Status check_sides(const Sides& sides, bool write) {
    for (const CLI::Option* option : write ? sides.reading : sides.publishing) {
        if (option->count() == 0) continue;
        return usage_error(shown(*option),
                           write ? "is for reading, but -w publishes" : "needs -w (publishing)");
    }
    return std::nullopt;
}

Status understand_name(const Words& words, Options& options) {
    const auto& given = words.line.words;
    if (given.empty()) return usage_error("usage", "which ring?");
    if (given.size() > 1) return usage_error(given[1], "one ring at a time, and no other words");
    auto name = RingName::parse(given[0]);
    if (!name) return fail(name.error());
    options.ring = *std::move(name);
    std::string& cursor = options.ring.cursor;
    if (options.write && !cursor.empty()) {
        return usage_error(given[0], "a cursor is for reading, but -w publishes");
    }
    if (words.cursor) {
        if (!is_cursor_name(*words.cursor)) return usage_error(*words.cursor, "no cursor's name");
        if (!cursor.empty() && cursor != *words.cursor) {
            return usage_error(given[0],
                               fmt::format("two cursors: {} and {}", cursor, *words.cursor));
        }
        cursor = *words.cursor;
    }
    return std::nullopt;
}

Status understand_framing(const Words& words, Options& options) {
    if (words.framing) {
        const auto framing = parse_framing(*words.framing);
        if (!framing) return usage_error(*words.framing, "--framing takes lines, raw or len32");
        options.framing = *framing;
    }
    if (words.null && words.delimiter) return usage_error("--null", "contradicts --delimiter");
    options.delimiter_given = words.null || words.delimiter;
    if (options.delimiter_given && options.framing != Framing::kLines) {
        return usage_error("--framing " + *words.framing, "has no delimiter");
    }
    if (words.null) options.delimiter = 0;
    if (words.delimiter) {
        const auto byte = parse_delimiter(*words.delimiter);
        if (!byte) {
            return usage_error(*words.delimiter,
                               "--delimiter takes one character, or \\n, \\t, \\0, \\xNN");
        }
        options.delimiter = *byte;
    }
    return std::nullopt;
}

Status understand_limits(const Words& words, Options& options) {
    if (words.count) {
        const auto count = tools::parse_count(*words.count);
        if (!count) return usage_error(*words.count, "--count takes a number of records");
        options.count = *count;
    }
    if (words.timeout) {
        const auto ns = tools::parse_duration_ns(*words.timeout);
        if (!ns) return usage_error(*words.timeout, "--timeout takes a time, such as 5s or 200ms");
        options.timeout_ns = *ns;
    }
    return std::nullopt;
}

Status understand_publishing(const Words& words, PublishOptions& publish) {
    publish.command = words.command;
    if (publish.command.empty() && (publish.with_stderr || publish.on_terminal)) {
        return usage_error(publish.on_terminal ? "--pty" : "--stderr",
                           "needs a command to run, after RING");
    }
    const auto refuse = [](const std::string& word, const std::string& problem) {
        return usage_error(word, problem);
    };
    const PublishWords ring{words.size, words.on_full, words.checksum,
                            words.tag,  words.mode,    words.group};
    if (const Status status = understand(ring, publish, refuse)) return status;
    if (words.readers) {
        const auto readers = tools::parse_count(*words.readers);
        if (!readers || *readers > kMaxSlots) {
            return usage_error(*words.readers,
                               fmt::format("--readers takes a number up to {}", kMaxSlots));
        }
        publish.readers = static_cast<std::uint32_t>(*readers);
    }
    return std::nullopt;
}

Status understand_start(const Words& words, DeliverOptions& deliver) {
    if (words.from && words.last) return usage_error("--from", "contradicts --last");
    if (words.from) {
        deliver.from = parse_position(*words.from, wall_clock_ns());
        if (!deliver.from) {
            return usage_error(*words.from, fmt::format("--from takes {}", kPositionNames));
        }
    }
    if (words.last) {
        const auto records = tools::parse_count(*words.last);
        if (!records) return usage_error(*words.last, "--last takes a number of records");
        deliver.from = From{From::Point::kBack, *records};
    }
    return std::nullopt;
}

Status understand_each(const Words& words, DeliverOptions& deliver) {
    if (!words.each) {
        if (words.retry) return usage_error("--retry", "needs --each");
        if (words.dead_letter) return usage_error("--dead-letter", "needs --each");
        return std::nullopt;
    }
    EachOptions& each = deliver.each.emplace();
    each.command = *words.each;
    if (each.command.empty()) return usage_error("--each", "which command?");
    if (deliver.peek) return usage_error("--each", "consumes, but --peek does not");
    if (deliver.follow) each.retries = kForever;
    if (words.retry && *words.retry == "inf") {
        each.retries = kForever;
    } else if (words.retry) {
        const auto retries = tools::parse_count(*words.retry);
        if (!retries) return usage_error(*words.retry, "--retry takes a number, or inf");
        each.retries = *retries;
    }
    if (!words.dead_letter) return std::nullopt;
    each.dead_letter = *words.dead_letter;
    if (each.dead_letter.empty()) return usage_error("--dead-letter", "which file?");
    if (each.retries == kForever) {
        return usage_error("--dead-letter", "needs --retry N: a batch would be offered for ever");
    }
    return std::nullopt;
}

Status understand_reading(const Words& words, const RingName& ring, DeliverOptions& deliver) {
    if (const auto status = understand_start(words, deliver)) return status;
    if (deliver.follow && deliver.drain) return usage_error("--follow", "contradicts --drain");
    if (deliver.hold && deliver.peek) return usage_error("--hold", "contradicts --peek");
    if (deliver.peek && !ring.cursor.empty()) {
        return usage_error("--peek", "moves no cursor, but one was named");
    }
    if (deliver.hold && ring.cursor.empty()) {
        return usage_error("--hold", "needs a cursor's name (-c NAME)");
    }
    if (words.on_lost && *words.on_lost != "skip" && *words.on_lost != "fail") {
        return usage_error(*words.on_lost, "--on-lost takes skip or fail");
    }
    deliver.fail_when_lost = words.on_lost == "fail";
    if (words.tag) {
        deliver.tag = parse_tag(*words.tag);
        if (!deliver.tag) return usage_error(*words.tag, about_tag());
    }
    const filter::Words filter{words.where, words.pick, words.invalid};
    if (const auto status =
            filter::understand(filter, deliver.query, deliver.on_invalid, usage_error)) {
        return status;
    }
    if (const auto status = understand_each(words, deliver)) return status;
    const ArchiveWords archive{words.zstd, words.output, words.rotate, words.keep, words.batch};
    if (const auto status = understand(archive, deliver, usage_error)) return status;
    if (words.wait) {
        deliver.wait_ns = tools::parse_duration_ns(*words.wait);
        if (!deliver.wait_ns) return usage_error(*words.wait, "--wait= takes a time, such as 5s");
    }
    return std::nullopt;
}

}  // namespace

Status parse_options(int argc, char** argv, Options& options) {
    std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
    Words words;
    words.command = take_command(arguments);
    add_values(arguments.begin(), std::find(arguments.begin(), arguments.end(), "--"));

    CLI::App app;
    const Sides sides = declare(app, words, options);
    if (const auto status = tools::parse_command_line(app, arguments, kManual, words.line)) {
        return status;
    }
    options.quiet = words.line.quiet;
    options.verbose = words.line.verbose;
    if (const auto status = understand_name(words, options)) return status;
    if (const auto status = check_sides(sides, options.write)) return status;
    if (const auto status = understand_framing(words, options)) return status;
    if (const auto status = understand_limits(words, options)) return status;
    if (!options.write) {
        const auto status = understand_reading(words, options.ring, options.deliver);
        return status ? status : check_form(options, usage_error);
    }
    const Status status = understand_publishing(words, options.publish);
    if (status || !words.replay) return status;
    return understand_replay(*words.replay, words.tag.has_value(), options, usage_error);
}

}  // namespace ringpipe::ringcat
