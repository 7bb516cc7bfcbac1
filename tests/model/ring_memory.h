// RingMemory: a whole ring in plain memory, so small that a few records fill it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/view.h"

namespace ringpipe::model {

class RingMemory {
public:
    static constexpr std::uint32_t kSlots = 3;
    static constexpr std::uint32_t kEntries = 4;
    static constexpr std::uint64_t kMostCapacity = 1024;

    // An empty ring. `capacity` is a power of two.
    void format(OnFull on_full, std::uint64_t capacity, std::uint64_t block_ns);

    [[nodiscard]] const core::RingView& view() const { return view_; }

    // Whether a party of this side may store there.
    [[nodiscard]] bool belongs_to_writers(const std::byte* at, std::size_t bytes) const;
    [[nodiscard]] bool belongs_to_readers(const std::byte* at, std::size_t bytes) const;
    [[nodiscard]] bool in_frames(const std::byte* at) const {
        return at >= frames_ && at < frames_ + 2 * view_.capacity;
    }

    // Into both images of the frame area, if it is there.
    void write(std::byte* at, const void* from, std::size_t bytes);
    [[nodiscard]] static std::uint64_t read(const std::byte* at, std::size_t bytes);

    void single_slot() { view_.slot_count = 1; }
    // The slot whose cursor word this is, or kSlots.
    [[nodiscard]] std::uint32_t cursor_at(const std::byte* at) const;

    // Sequence number of the next record, by walking over what is committed; UINT64_MAX when the
    // frames make no sense.
    [[nodiscard]] std::uint64_t committed_sequence() const;

    // What the cursor with that name says; all 0 if there is none.
    [[nodiscard]] CursorDetails cursor_named(const std::string& name) const;

    [[nodiscard]] std::string name_of(const std::byte* at) const;

private:
    core::RingView view_;
    alignas(128) DataHeader data_{};
    alignas(128) WriterEntry entries_[kEntries]{};
    alignas(128) ReadersHeader readers_{};
    alignas(128) SharedSlot slots_[kSlots]{};
    alignas(128) std::byte frames_[2 * kMostCapacity]{};
};

}  // namespace ringpipe::model
