// RingMemory: laid out, checked for stores out of place, and named for people.
#include "model/ring_memory.h"

#include <cstring>

namespace ringpipe::model {

namespace {

template <class T>
bool is_inside(const std::byte* at, std::size_t bytes, const T& part) {
    const auto* start = reinterpret_cast<const std::byte*>(&part);
    return at >= start && at + bytes <= start + sizeof part;
}

template <class T>
std::size_t offset_in(const std::byte* at, const T& part) {
    return static_cast<std::size_t>(at - reinterpret_cast<const std::byte*>(&part));
}

struct FieldName {
    std::size_t offset;
    const char* name;
};

constexpr FieldName kDataFields[] = {
    {offsetof(DataHeader, clean), "clean"},
    {offsetof(DataHeader, deaths), "deaths"},
    {offsetof(DataHeader, next_owner), "next_owner"},
    {offsetof(DataHeader, entries_used), "entries_used"},
    {offsetof(DataHeader, lock), "lock"},
    {offsetof(DataHeader, published), "published"},
    {offsetof(DataHeader, recent), "recent"},
    {offsetof(DataHeader, oldest), "oldest"},
    {offsetof(DataHeader, bell), "bell"},
    {offsetof(DataHeader, needed), "needed"},
    {offsetof(DataHeader, answer), "answer"},
    {offsetof(DataHeader, refused), "refused"},
};
constexpr FieldName kReadersFields[] = {
    {offsetof(ReadersHeader, bell), "bell"},
    {offsetof(ReadersHeader, answer), "answer"},
    {offsetof(ReadersHeader, consumed), "consumed"},
    {offsetof(ReadersHeader, slots_used), "slots_used"},
    {offsetof(ReadersHeader, holders_used), "holders_used"},
};
constexpr FieldName kEntryFields[] = {
    {offsetof(WriterEntry, word), "word"},
    {offsetof(WriterEntry, storing), "storing"},
};
constexpr FieldName kSlotFields[] = {
    {offsetof(SharedSlot, claim), "claim"},
    {offsetof(SharedSlot, cursor), "cursor"},
};
constexpr FieldName kFrameFields[] = {
    {offsetof(FrameHeader, word), "word"},    {offsetof(FrameHeader, count), "count"},
    {offsetof(FrameHeader, tag), "tag"},      {offsetof(FrameHeader, sequence), "sequence"},
    {offsetof(FrameHeader, time_ns), "time"},
};

template <std::size_t N>
std::string field(const FieldName (&fields)[N], std::size_t offset) {
    for (const FieldName& one : fields) {
        if (one.offset == offset) return one.name;
    }
    return "+" + std::to_string(offset);
}

}  // namespace

void RingMemory::format(OnFull on_full, std::uint64_t capacity, std::uint64_t block_ns) {
    data_ = {};
    readers_ = {};
    std::memset(entries_, 0, sizeof entries_);
    std::memset(slots_, 0, sizeof slots_);
    std::memset(frames_, 0, 2 * capacity);
    view_.data = &data_;
    view_.entries = entries_;
    view_.frames = frames_;
    view_.readers = &readers_;
    view_.slots = slots_;
    view_.capacity = capacity;
    view_.largest_record = capacity / (on_full == OnFull::kDropOld || block_ns != 0 ? 4 : 2);
    view_.block_ns = block_ns;
    view_.slot_count = kSlots;
    view_.entry_count = kEntries;
    view_.on_full = on_full;
    view_.may_keep_lock = true;
}

bool RingMemory::belongs_to_writers(const std::byte* at, std::size_t bytes) const {
    const bool in_area = in_frames(at) && at + bytes <= frames_ + 2 * view_.capacity;
    return is_inside(at, bytes, data_) || is_inside(at, bytes, entries_) || in_area;
}

bool RingMemory::belongs_to_readers(const std::byte* at, std::size_t bytes) const {
    return is_inside(at, bytes, readers_) || is_inside(at, bytes, slots_);
}

void RingMemory::write(std::byte* at, const void* from, std::size_t bytes) {
    if (!in_frames(at)) {
        std::memcpy(at, from, bytes);
        return;
    }
    const auto* source = static_cast<const std::byte*>(from);
    for (std::size_t i = 0; i < bytes; ++i) {
        const std::uint64_t offset =
            static_cast<std::uint64_t>(at + i - frames_) & (view_.capacity - 1);
        frames_[offset] = frames_[offset + view_.capacity] = source[i];
    }
}

std::uint64_t RingMemory::read(const std::byte* at, std::size_t bytes) {
    std::uint64_t value = 0;
    std::memcpy(&value, at, bytes);
    return value;
}

std::uint32_t RingMemory::cursor_at(const std::byte* at) const {
    if (!is_inside(at, 8, slots_)) return kSlots;
    const std::size_t offset = offset_in(at, slots_);
    if (offset % sizeof(SharedSlot) != offsetof(SharedSlot, cursor)) return kSlots;
    return static_cast<std::uint32_t>(offset / sizeof(SharedSlot));
}

std::uint64_t RingMemory::committed_sequence() const {
    std::uint64_t position = data_.published;
    for (std::uint64_t walked = 0; walked <= view_.capacity;) {
        const FrameHeader& header = view_.header(position);
        if (header.word == 0) return header.sequence;
        const std::uint64_t stride =
            ((header.word & 0xffff'ffff) + kFrameAlign - 1) & ~(kFrameAlign - 1);
        if (stride == 0) break;
        walked += stride;
        position += stride;
    }
    return UINT64_MAX;
}

CursorDetails RingMemory::cursor_named(const std::string& name) const {
    for (const SharedSlot& slot : slots_) {
        if ((slot.claim & kSlotNamed) == 0 || name != slot.name) continue;
        return slot.cursor.copies[slot.cursor.word & 1];
    }
    return {};
}

std::string RingMemory::name_of(const std::byte* at) const {
    if (is_inside(at, 1, data_)) return "data." + field(kDataFields, offset_in(at, data_));
    if (is_inside(at, 1, readers_))
        return "readers." + field(kReadersFields, offset_in(at, readers_));
    if (is_inside(at, 1, entries_)) {
        const std::size_t offset = offset_in(at, entries_);
        return "entry[" + std::to_string(offset / sizeof(WriterEntry)) + "]." +
               field(kEntryFields, offset % sizeof(WriterEntry));
    }
    if (is_inside(at, 1, slots_)) {
        const std::size_t offset = offset_in(at, slots_);
        return "slot[" + std::to_string(offset / sizeof(SharedSlot)) + "]." +
               field(kSlotFields, offset % sizeof(SharedSlot));
    }
    if (!in_frames(at)) return "private memory";
    const std::size_t offset = static_cast<std::size_t>(at - frames_) % view_.capacity;
    return "frame[" + std::to_string(offset - offset % kFrameAlign) + "]." +
           field(kFrameFields, offset % kFrameAlign);
}

}  // namespace ringpipe::model
