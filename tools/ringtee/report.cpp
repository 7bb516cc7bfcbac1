// report: what became of each branch, a line each, and the exit code that follows.
#include "ringtee/report.h"

#include <sys/wait.h>

#include <optional>
#include <string>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/json_text.h"
#include "common/quantity.h"
#include "ringtee/command.h"

namespace ringpipe::ringtee {
namespace {

using tools::counted;
using tools::fail;

struct Outcome {
    const Branch& branch;
    const Progress& progress;
    std::optional<int> command;  // wait status
    std::optional<int> feeder;   // wait status
    std::uint64_t blocked_ns = 0;
};

bool feeder_was_killed(const Outcome& outcome) {
    return outcome.feeder && WIFSIGNALED(*outcome.feeder);
}

std::string ending(const Outcome& outcome) {
    if (outcome.command) return describe_end(*outcome.command);
    if (outcome.branch.to_stdout()) {
        return outcome.progress.left_early ? "nobody read on" : "written";
    }
    return outcome.progress.command_pid != 0 ? "still running" : "not run";
}

// What --invalid had to do with.
std::string about_invalid(const Outcome& outcome) {
    const Branch& branch = outcome.branch;
    if (outcome.progress.refused) return ", stopped at one that is not JSON";
    const std::uint64_t invalid = outcome.progress.invalid;
    if (invalid == 0) return {};
    // Those that cannot pass are skipped unread, unless all are to be looked at.
    const bool skipped = !branch.on_invalid && branch.query->needle();
    const bool passed = branch.on_invalid == filter::OnInvalid::kPass;
    return fmt::format(", {}{} not JSON and {}", skipped ? "at least " : "", invalid,
                       passed ? "passed on" : "dropped");
}

std::string sentence(const Outcome& outcome) {
    const Progress& progress = outcome.progress;
    std::string text =
        fmt::format("{}, {}, {} lost, {}", counted(progress.records, "record"),
                    tools::format_size(progress.bytes), progress.lost.load(), ending(outcome));
    text += about_invalid(outcome);
    if (feeder_was_killed(outcome)) text += ", its feeder was " + describe_end(*outcome.feeder);
    if (progress.unread != 0) {
        text += fmt::format(", left {} unread", tools::format_size(progress.unread));
    }
    if (progress.restarts != 0) {
        text += fmt::format(", restarted {}", counted(progress.restarts, "time"));
    }
    if (outcome.blocked_ns != 0) {
        text += ", held up the writer for " + tools::format_duration_ns(outcome.blocked_ns);
    }
    return text;
}

std::string json(const Outcome& outcome) {
    const Progress& progress = outcome.progress;
    const Branch& branch = outcome.branch;
    const auto status = outcome.command;
    tools::JsonObject object;
    object.count("branch", branch.number);
    object.text("command", branch.to_stdout() ? std::nullopt
                                              : std::optional<std::string_view>(branch.command));
    object.text("cursor", branch.cursor.empty() ? std::nullopt
                                                : std::optional<std::string_view>(branch.cursor));
    object.flag("lossy", branch.lossy);
    object.count("records", progress.records);
    object.count("bytes", progress.bytes);
    object.count("lost", progress.lost);
    object.count("invalid", progress.invalid);
    object.count("unread_bytes", progress.unread);
    object.count("restarts", progress.restarts);
    object.number("blocked_seconds", static_cast<double>(outcome.blocked_ns) / 1e9);
    using Count = std::optional<std::uint64_t>;
    object.count("exit_status", status && WIFEXITED(*status)
                                    ? Count(static_cast<std::uint64_t>(WEXITSTATUS(*status)))
                                    : std::nullopt);
    object.count("signal", status && WIFSIGNALED(*status)
                               ? Count(static_cast<std::uint64_t>(WTERMSIG(*status)))
                               : std::nullopt);
    return object.str();
}

// Why the branch failed, or nothing.
std::string failure(const Outcome& outcome) {
    if (feeder_was_killed(outcome)) return "its feeder was " + describe_end(*outcome.feeder);
    if (outcome.command && !ended_well(*outcome.command)) return describe_end(*outcome.command);
    return {};
}

}  // namespace

int report(const Options& options, const Crew& crew, const Tally& tally, int status) {
    bool died = false;
    int worst = tools::kDone;
    for (std::size_t i = 0; i < options.branches.size(); ++i) {
        const Outcome outcome = {options.branches[i], crew.progress(i), crew.command_status(i),
                                 crew.status(i), tally.blocked_ns(i)};
        if (options.json) {
            tools::say_json(json(outcome));
        } else {
            tools::notice(label(outcome.branch), sentence(outcome));
        }
        died = died || outcome.progress.writer_died;
        if (outcome.feeder && WIFEXITED(*outcome.feeder) && worst == tools::kDone) {
            worst = WEXITSTATUS(*outcome.feeder);
        }
    }
    if (status != tools::kDone) return status;
    for (std::size_t i = 0; i < options.branches.size(); ++i) {
        const Outcome outcome = {options.branches[i], crew.progress(i), crew.command_status(i),
                                 crew.status(i), tally.blocked_ns(i)};
        const std::string why = failure(outcome);
        if (!why.empty()) status = fail(tools::kFarSide, label(outcome.branch), why);
    }
    if (worst != tools::kDone) return worst;
    if (status == tools::kDone && died) {
        status = fail(tools::kDied, options.ringcat.ring.given, "the writer died");
    }
    return status;
}

}  // namespace ringpipe::ringtee
