// consume: a reader of a ring that goes on with the next one of its name, if that was asked.
#pragma once

#include <optional>

#include "common/exit_code.h"
#include "ringcat/attach.h"
#include "ringcat/last_party.h"
#include "ringcat/progress.h"
#include "ringcat/successor.h"

namespace ringpipe::ringcat {

// Attaches, and has a Consumer(options, reader, ring, wait) run() there; its found_gone() says
// whether the ring was, and left() how much of -n is still wanted. Returns the exit code.
template <class Consumer>
int consume(const Options& asked) {
    for (Options options = asked;;) {
        const Deadline wait = Deadline::after_ns(options.deliver.wait_ns.value_or(kForever));
        std::optional<Ring> ring;
        std::optional<Reader> reader;
        if (const tools::Status status = attach(options, wait, ring, reader)) return *status;
        const progress::Gauge gauge(*ring);
        Consumer consumer(options, *reader, *ring, wait);
        const int status = consumer.run();
        reader.reset();
        if (consumer.found_gone() && status == tools::kDone) {
            options = for_successor(asked, consumer.left());
            continue;
        }
        if (options.remove) remove_after_last(options.ring, *ring);
        return status;
    }
}

}  // namespace ringpipe::ringcat
