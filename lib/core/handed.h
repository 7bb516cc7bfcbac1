// Handed: which records a poll gave to the caller, and how a cursor moves over them.
#pragma once

#include <cstdint>
#include <vector>

#include "core/cursor.h"

namespace ringpipe::core {

class Handed {
public:
    void clear() { frames_.clear(); }

    // `records` of the frame that ends at `end`, all that is left of it.
    void add(std::uint64_t end, std::uint64_t records) { frames_.push_back({end, records}); }

    // Moves `cursor` over the first `records`; what is not released is forgotten.
    void release(std::uint64_t records, CursorValue& cursor) {
        for (const Frame& frame : frames_) {
            if (records < frame.records) {
                cursor.details.sequence += records;
                break;
            }
            records -= frame.records;
            cursor.position = frame.end;
            cursor.details.sequence += frame.records;
        }
        frames_.clear();
    }

    // Over one record of the only frame, of which more are to follow.
    void release_one(CursorValue& cursor) {
        if (frames_.empty()) return;
        ++cursor.details.sequence;
        if (--frames_[0].records != 0) return;
        cursor.position = frames_[0].end;
        frames_.clear();
    }

private:
    struct Frame {
        std::uint64_t end;
        std::uint64_t records;
    };
    std::vector<Frame> frames_;
};

}  // namespace ringpipe::core
