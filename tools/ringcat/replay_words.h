// The words of ringcat -w --replay: what they mean.
#pragma once

#include <cstdlib>
#include <limits>
#include <optional>
#include <string>

#include "common/exit_code.h"
#include "ringcat/options.h"

namespace ringpipe::ringcat {

// "2", "0.5", or inf.
inline std::optional<double> parse_speed(const std::string& text) {
    if (text == "inf") return std::numeric_limits<double>::infinity();
    if (text.empty() || text.find_first_not_of("0123456789.") != text.npos) return std::nullopt;
    char* end = nullptr;
    const double speed = std::strtod(text.c_str(), &end);
    if (end != text.c_str() + text.size() || !(speed > 0)) return std::nullopt;
    return speed;
}

// `refuse(word, problem)` as for PublishWords; `tagged`: -t was given.
template <class Refuse>
tools::Status understand_replay(const std::string& word, bool tagged, Options& options,
                                Refuse refuse) {
    PublishOptions& publish = options.publish;
    publish.replay_speed = parse_speed(word);
    if (!publish.replay_speed)
        return refuse(word, "--replay= takes a factor such as 2, 0.5 or inf");
    if (!publish.command.empty())
        return refuse("--replay", "reads standard input, but runs no CMD");
    if (tagged) return refuse("--tag", "contradicts --replay, which restores the tags");
    if (options.delimiter_given || options.framing != Framing::kLines) {
        return refuse("--replay", "restores the framing, too: leave out -0, -d and --framing");
    }
    return std::nullopt;
}

}  // namespace ringpipe::ringcat
