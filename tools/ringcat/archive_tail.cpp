// ArchiveTail: how much of an archive is whole, and how far into which ring it reaches.
#include "ringcat/archive_tail.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include <zstd.h>

#include "ringcat/zstd_frame.h"

namespace ringpipe::ringcat {
namespace {

using Bytes = std::span<const std::byte>;
using Found = ArchiveTail::Found;

// A trailer, where it ends, and where the batch before it begins.
struct Batch {
    ArchiveTrailer trailer;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

// The one whose trailer ends at `end`, if there is one.
std::optional<Batch> batch_before(Bytes archive, std::uint64_t end) {
    if (end < kTrailerBytes) return std::nullopt;
    const std::uint64_t trailer_at = end - kTrailerBytes;
    const auto trailer = decode(archive.subspan(trailer_at));
    if (!trailer || trailer->frame_bytes > trailer_at) return std::nullopt;
    return Batch{*trailer, trailer_at - trailer->frame_bytes, end};
}

// Whether its text is what it was.
bool is_sound(Bytes archive, const Batch& batch) {
    const ArchiveTrailer& trailer = batch.trailer;
    if (trailer.frame_bytes == 0) return true;
    const Bytes frame = archive.subspan(batch.begin, trailer.frame_bytes);
    return text_checksum(frame) == trailer.text_checksum &&
           is_sound_frame(frame, trailer.text_bytes);
}

// How much was on its disk when the batch was written. It may have been copied behind something.
std::uint64_t durable(const Batch& batch) {
    const std::uint64_t unsynced = batch.trailer.offset - batch.trailer.durable;
    return batch.begin - std::min(batch.begin, unsynced);
}

// What is whole of an archive that was not cut off, if this is one. A power cut may have taken
// parts of batches that were not yet on the disk: all from the first such batch on are left out.
std::optional<ArchiveTail> look_at_end(Bytes archive) {
    const auto last = batch_before(archive, archive.size());
    if (!last || last->trailer.offset != last->begin) return std::nullopt;
    const std::uint64_t sure = durable(*last);
    ArchiveTail tail{Found::kWhole, archive.size(), last->trailer, true};
    for (Batch at = *last;;) {
        const bool sound = is_sound(archive, at);
        if (at.begin <= sure && sound) return tail;
        const auto before = batch_before(archive, at.begin);
        if (!before) return std::nullopt;
        if (!sound) {
            tail.keep_bytes = at.begin;
            tail.last = before->trailer;
        }
        if (at.begin <= sure) return tail;
        at = *before;
    }
}

struct Walk {
    std::vector<Batch> batches;
    std::uint64_t end = 0;  // of the last whole frame
};

Walk walk(Bytes archive) {
    Walk found;
    while (found.end < archive.size()) {
        const std::uint64_t begin = found.end;
        const std::size_t bytes = zstd_frame_bytes(archive.subspan(begin));
        if (bytes == 0) break;
        found.end += bytes;
        if (bytes != kTrailerBytes) continue;
        const auto batch = batch_before(archive, found.end);
        if (!batch) continue;
        // It belongs to the frame before it, or to none.
        const std::uint64_t since = found.batches.empty() ? 0 : found.batches.back().end;
        const bool alone = batch->trailer.frame_bytes == 0;
        if (!alone && (batch->begin < since ||
                       zstd_frame_bytes(archive.subspan(batch->begin)) != begin - batch->begin)) {
            continue;
        }
        found.batches.push_back(*batch);
    }
    return found;
}

// Leaves out batches of which a power cut took a part, and all that follow them.
void drop_unsound(Bytes archive, Walk& found) {
    if (found.batches.empty()) return;
    const std::uint64_t sure = durable(found.batches.back());
    const auto bad = std::find_if(found.batches.begin(), found.batches.end(), [&](const Batch& at) {
        return at.end > sure && !is_sound(archive, at);
    });
    found.batches.erase(bad, found.batches.end());
}

// Whether what follows the last batch can be what we left when we were killed, or a power cut did:
// a frame and its trailer, or a part of the two.
bool is_unfinished(Bytes rest) {
    if (begins_as_trailer(rest)) return true;
    const std::uint32_t magic = ZSTD_MAGICNUMBER;
    if (!begins_as(rest, std::as_bytes(std::span(&magic, 1)))) return false;
    const std::size_t bytes = zstd_frame_bytes(rest);
    if (bytes == 0 || !is_sound_frame(rest.first(bytes))) return true;
    rest = rest.subspan(bytes);
    return begins_as_trailer(rest);
}

}  // namespace

ArchiveTail find_tail(Bytes archive) {
    if (archive.empty()) return {};
    if (const auto whole = look_at_end(archive)) return *whole;
    Walk found = walk(archive);
    drop_unsound(archive, found);
    ArchiveTail tail;
    if (!found.batches.empty()) {
        tail.last = found.batches.back().trailer;
        tail.keep_bytes = found.batches.back().end;
        if (is_unfinished(archive.subspan(tail.keep_bytes))) return tail;
    }
    tail.keep_bytes = found.end;
    tail.is_ours = found.end == 0;
    const Bytes rest = archive.subspan(found.end);
    if (begins_as_trailer(rest) && rest.size() <= kTrailerBytes) return tail;
    tail.found = found.end == 0 && !begins_as_zstd(rest) ? Found::kNoZstd : Found::kForeign;
    return tail;
}

}  // namespace ringpipe::ringcat
