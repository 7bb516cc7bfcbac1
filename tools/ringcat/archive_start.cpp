// start_archive: a ring and an archive brought together: which record comes next in both.
//
// If the archive ends with records of this ring, it decides: a cursor that was not moved after the
// last batch is behind it, one that was used elsewhere is ahead of it.
#include "ringcat/archive_start.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "ringcat/attach.h"

namespace ringpipe::ringcat {
namespace {

using tools::fail;

RingId id_of(const Ring& ring) {
    RingId id{};
    const auto& stored = ring.identity().ring_id;
    std::copy(std::begin(stored), std::end(stored), id.begin());
    return id;
}

}  // namespace

tools::Status start_archive(const Options& options, Deadline wait, Archive& archive,
                            std::optional<Ring>& ring, std::optional<Reader>& reader,
                            std::uint64_t& start) {
    const std::string& file = options.deliver.archive->path;
    const auto& proof = archive.proof();
    if (const auto status = attach(options, wait, ring, reader)) return status;
    if (proof && proof->ring_id == id_of(*ring) && reader->next_sequence() > proof->next) {
        tools::inform(file, fmt::format("goes on with record {}, where it ends, not {}",
                                        proof->next, reader->next_sequence()));
        Options again = options;
        again.deliver.from = From{From::Point::kSequence, proof->next};
        reader.reset();
        if (const auto status = attach(again, wait, ring, reader)) return status;
    }
    const RingId id = id_of(*ring);
    start = reader->next_sequence();
    if (proof && proof->ring_id == id) {
        start = proof->next;
        if (start > reader->end_sequence()) {
            return fail(tools::kFailed, file,
                        fmt::format("holds the ring's records up to {}, but that has only {}",
                                    start - 1, reader->end_sequence()));
        }
    } else if (proof) {
        tools::notice(file, fmt::format("ends with records of another ring ({}), and goes on with "
                                        "record {} of this one",
                                        id_text(proof->ring_id), start));
    }
    const auto begun = archive.begin(id, start);
    return begun ? std::nullopt : std::optional(fail(begun.error()));
}

}  // namespace ringpipe::ringcat
