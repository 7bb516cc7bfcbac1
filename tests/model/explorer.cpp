// The explorer: one execution after another, and a report of the first that went wrong.
#include "model/explorer.h"

#include <algorithm>
#include <vector>

namespace ringpipe::model {

namespace {

constexpr std::size_t kStepsShown = 120;

// Plays the same turns again and writes down what everybody does.
std::string steps_of(Stage& stage, Schedule& schedule, const Limits& limits,
                     const std::function<void()>& scenario) {
    std::vector<std::string> lines;
    stage.trace_into(&lines);
    stage.play(schedule, limits, scenario);
    stage.trace_into(nullptr);
    std::string text;
    for (std::size_t i = lines.size() - std::min(lines.size(), kStepsShown); i < lines.size();
         ++i) {
        text += lines[i] + "\n";
    }
    return text;
}

}  // namespace

std::set<Guard>& guards_taken_out() {
    static std::set<Guard> guards;
    return guards;
}

Outcome explore(const Limits& limits, const std::function<void(Stage&)>& play) {
    Stage stage;
    Schedule schedule;
    Outcome outcome;
    const auto scenario = [&] { play(stage); };
    std::uint64_t longest = 1;
    const auto go = [&](const Limits& now) {
        ++outcome.executions;
        outcome.violation = stage.play(schedule, now, scenario);
        longest = std::max(longest, stage.points());
        if (outcome.violation.empty()) return true;
        outcome.turns = schedule.text();
        outcome.steps = steps_of(stage, schedule, now, scenario);
        return false;
    };

    Limits now = limits;
    for (now.preemptions = 0; now.preemptions <= limits.preemptions; ++now.preemptions) {
        schedule.clear();
        do {
            if (outcome.executions >= limits.executions) {
                outcome.complete = false;
                break;
            }
            if (!go(now)) return outcome;
        } while (schedule.advance());
    }
    now.preemptions = limits.random_preemptions;
    now.delays = limits.random_preemptions;
    for (long i = 0; i < limits.random; ++i) {
        const auto turns = static_cast<std::uint64_t>(now.preemptions + now.kills);
        schedule.randomize(limits.seed + static_cast<std::uint64_t>(i), longest / turns + 2);
        if (!go(now)) return outcome;
    }
    return outcome;
}

std::ostream& operator<<(std::ostream& out, const Claim& claim) {
    const Outcome& outcome = claim.outcome;
    out << outcome.executions << (outcome.complete ? " executions" : " executions, not all");
    if (outcome.violation.empty()) return out << ": nothing went wrong";
    return out << ": " << outcome.violation << "\nturns " << outcome.turns << "\n" << outcome.steps;
}

}  // namespace ringpipe::model
