// Patience: how long a reader waits for the next record, by --timeout and --wait.
#pragma once

#include "common/exit_code.h"
#include "ringcat/options.h"
#include "ringpipe/deadline.h"
#include "ringpipe/ring.h"

namespace ringpipe::ringcat {

class Patience {
public:
    // Both must outlive it. `wait` is when --wait=DUR gives up.
    Patience(const Options& options, const Ring& ring, Deadline wait)
        : options_(options), ring_(ring), wait_(wait) {}

    // Something came: what --wait waits for.
    void note_arrival() { arrived_ = true; }

    [[nodiscard]] Deadline next_deadline() const;

    // After that deadline: the exit code, and an error was printed; or nothing, to wait on.
    tools::Status timed_out();

private:
    const Options& options_;
    const Ring& ring_;
    const Deadline wait_;
    bool arrived_ = false;
};

}  // namespace ringpipe::ringcat
