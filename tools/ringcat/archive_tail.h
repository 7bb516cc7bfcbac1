// ArchiveTail: how much of an archive is whole, and how far into which ring it reaches.
//
// An archive that was not cut off ends in a trailer, and it is enough to look at the end. Otherwise
// it is walked from its first frame on: what looks like a trailer within a frame is none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "ringcat/archive_trailer.h"

namespace ringpipe::ringcat {

struct ArchiveTail {
    enum class Found {
        kWhole,    // all but perhaps a batch that was being written: keep `keep_bytes` of it
        kNoZstd,   // what is in it is not of zstd
        kForeign,  // it ends with part of a frame, or something else, that we did not write
    } found = Found::kWhole;
    std::uint64_t keep_bytes = 0;
    std::optional<ArchiveTrailer> last;  // the last one that counts, if any does
    bool is_ours = true;                 // nothing of somebody else follows that
};

[[nodiscard]] ArchiveTail find_tail(std::span<const std::byte> archive);

}  // namespace ringpipe::ringcat
