// What a publisher says when its input brings no bytes, and ends with.
#pragma once

#include <cstring>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/quantity.h"
#include "ringcat/feed.h"
#include "ringcat/options.h"
#include "ringcat/pusher.h"
#include "ringcat/readiness.h"

namespace ringpipe::ringcat {

// The exit code; kDone at the end of the input.
inline int exit_code_of(Input::Got got, const Feed& feed, const Options& options,
                        const Pusher& pusher) {
    switch (got) {
        case Input::Got::kTimeout:
            return tools::fail(tools::kTimeout, feed.name(),
                               fmt::format("timeout: no {} for {}",
                                           options.publish.command.empty() ? "input" : "output",
                                           tools::format_duration_ns(options.timeout_ns)));
        case Input::Got::kStopped:
            return stop_status();
        case Input::Got::kFailed:
            return tools::fail(tools::kFailed, feed.name(), std::strerror(feed.error()));
        case Input::Got::kGone:
            return pusher.fail_gone();
        case Input::Got::kBytes:
        case Input::Got::kEnd:
            break;
    }
    return tools::kDone;
}

}  // namespace ringpipe::ringcat
