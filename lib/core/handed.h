// Handed: which records a poll gave to the caller, and how a cursor moves over them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/cursor.h"

namespace ringpipe::core {

class Handed {
public:
    void clear() {
        used_ = 0;
        records_ = 0;
    }

    // A poll may add up to so many frames.
    void expect(std::size_t frames) {
        if (frames_.size() < frames) frames_.resize(frames);
    }

    // `records` of the frame that ends at `end`, all that is left of it.
    void add(std::uint64_t end, std::uint64_t records) {
        frames_[used_++] = {end, records};
        records_ += records;
    }

    // Moves `cursor` over the first `records`; what is not released is forgotten.
    void release(std::uint64_t records, CursorValue& cursor) {
        if (records >= records_ && used_ != 0) {
            cursor.position = frames_[used_ - 1].end;
            cursor.details.sequence += records_;
            return clear();
        }
        for (std::size_t i = 0; i < used_; ++i) {
            const Frame& frame = frames_[i];
            if (records < frame.records) {
                cursor.details.sequence += records;
                break;
            }
            records -= frame.records;
            cursor.position = frame.end;
            cursor.details.sequence += frame.records;
        }
        clear();
    }

    // Over one record of the only frame, of which more are to follow.
    void release_one(CursorValue& cursor) {
        if (used_ == 0) return;
        ++cursor.details.sequence;
        --records_;
        if (--frames_[0].records != 0) return;
        cursor.position = frames_[0].end;
        clear();
    }

private:
    struct Frame {
        std::uint64_t end;
        std::uint64_t records;
    };
    std::vector<Frame> frames_;  // the first used_ of them
    std::size_t used_ = 0;
    std::uint64_t records_ = 0;  // in these
};

}  // namespace ringpipe::core
