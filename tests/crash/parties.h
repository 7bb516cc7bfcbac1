// The parties of a ring that are going to be killed: what each does until then, and what it checks
// meanwhile.
#pragma once

#include <cstdint>
#include <string>

#include "crash/journal.h"
#include "ringpipe/ring.h"

namespace ringpipe::testing {

struct WriterPlan {
    std::uint64_t id = 0;
    std::uint64_t seed = 0;
    bool exclusive = false;
    std::size_t most_bytes = 300;  // of a record
    bool stays = false;            // some close of themselves after a while otherwise
};

// Publishes single records, claims and batches until it is told to stop; exit status.
int write_until_stopped(const Ring& ring, const Journal& journal, const WriterPlan& plan);

// Where a cursor stands, and what it has lost on the way.
struct Stand {
    std::uint64_t sequence = 0;
    std::uint64_t overrun = 0;
    std::uint64_t refused = 0;
};

struct ReaderPlan {
    std::string cursor;
    bool observe = false;
    std::size_t index = 0;     // of its cursor in the journal
    bool resumes = false;      // the cursor exists
    bool must_resume = false;  // and its maker was not killed in the middle of that
    bool starts_at_stand = false;
    Stand stand;
    std::uint64_t seed = 0;
    bool stays = false;
    bool notes = true;         // what it is given counts as delivered
    bool may_overrun = false;  // records may be lost so
    bool may_refuse = false;   // or so
};

// Takes records in several ways until all writers have closed for good; exit status.
int read_until_ended(const Ring& ring, const Journal& journal, const ReaderPlan& plan);

}  // namespace ringpipe::testing
