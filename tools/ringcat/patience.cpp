// Patience: how long a reader waits for the next record, by --timeout and --wait.
#include "ringcat/patience.h"

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/quantity.h"
#include "ringcat/readiness.h"
#include "ringpipe/snapshot.h"

namespace ringpipe::ringcat {

using tools::fail;

Deadline Patience::next_deadline() const {
    if (options_.deliver.drain) return Deadline::passed();
    const Deadline timeout = Deadline::after_ns(options_.timeout_ns);
    return !arrived_ && wait_.at_ns() < timeout.at_ns() ? wait_ : timeout;
}

tools::Status Patience::timed_out() {
    if (!arrived_ && monotonic_ns() >= wait_.at_ns()) {
        // A writer that is there and silent is what was waited for.
        const auto seen = look(ring_);
        if (!seen || seen->writers.empty()) {
            return fail(tools::kTimeout, options_.ring.given,
                        fmt::format("timeout: no writer and nothing new for {}",
                                    tools::format_duration_ns(*options_.deliver.wait_ns)));
        }
        arrived_ = true;
        return std::nullopt;
    }
    return fail(
        tools::kTimeout, options_.ring.given,
        fmt::format("timeout: no record for {}", tools::format_duration_ns(options_.timeout_ns)));
}

}  // namespace ringpipe::ringcat
