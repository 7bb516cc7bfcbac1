// Packing: a batch in the making, as whole frames, in private memory.
//
// Not in the ring itself, where it will be: a small store there waits for its cache line to come
// from wherever a reader left it. One long copy of lines that it overwrites whole is cheaper than
// many short ones even if each record is copied twice, the first time within the fastest cache.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "core/frame.h"
#include "core/memory.h"
#include "core/publication.h"

namespace ringpipe {

// Small records share frames: arrays as long as they are of one size, packed ones with a length
// before each where sizes vary. A record that would fill a good part of a frame gets one of its
// own. Sequence numbers count from 0: who publishes the batch adds the first one.
class Packing {
public:
    Packing(std::uint64_t frame_limit, std::uint64_t batch_limit, const core::RingView& ring)
        : frame_limit_(frame_limit),
          batch_limit_(batch_limit),
          ring_(ring),
          trailer_(ring.overhead - sizeof(FrameHeader)) {}

    [[nodiscard]] std::uint32_t records() const { return records_; }

    // False when the batch would outgrow its limit; a single record may.
    bool add(std::span<const std::byte> record) { return add_here(record) || add_there(record); }

    // All of it; valid until the next change.
    core::Publication finish() {
        close_frame();
        core::Publication what;
        what.image = image_.data();
        what.stride = size_;
        what.records = records_;
        what.frames = frames_;
        return what;
    }
    void clear() {
        frames_.clear();
        size_ = 0;
        records_ = 0;
        frame_end_ = 0;
        is_open_ = false;
        element_ = kNoElement;
    }

private:
    static constexpr std::size_t kNoElement = SIZE_MAX;

    static std::size_t padded_size(std::size_t record) {
        return sizeof(std::uint32_t) + ((record + 3) & ~std::size_t{3});
    }

    // To the frame that is open, if that has room for it.
    bool add_here(std::span<const std::byte> record) {
        return record.size() == element_ ? add_element(record) : add_packed(record);
    }
    bool add_element(std::span<const std::byte> record) {
        if (size_ + record.size() > frame_end_) return false;
        core::Processor::copy_in(image_.data() + size_, record.data(), record.size());
        size_ += record.size();
        ++records_;
        return true;
    }
    bool add_packed(std::span<const std::byte> record) {
        const std::size_t padded = padded_size(record.size());
        if (element_ != kNoElement || size_ + padded > frame_end_ || is_large(record)) {
            return false;
        }
        std::byte* at = image_.data() + size_;
        const auto length = static_cast<std::uint32_t>(record.size());
        std::memset(at + padded - sizeof length, 0, sizeof length);
        std::memcpy(at, &length, sizeof length);
        core::Processor::copy_in(at + sizeof length, record.data(), record.size());
        size_ += padded;
        ++records_;
        varies_ = varies_ || record.size() != last_bytes_;
        last_bytes_ = record.size();
        return true;
    }

    bool add_there(std::span<const std::byte> record) {
        const std::uint64_t bytes =
            core::stride_of(size_ + trailer_) + core::stride_of(ring_.overhead + 8 + record.size());
        constexpr std::uint32_t kMostRecords = 1u << 30;
        if ((bytes > batch_limit_ && records_ != 0) || records_ >= kMostRecords) return false;
        if (bytes > image_.size()) grow(bytes);
        if (add_here(record)) return true;
        if (is_large(record)) {
            close_frame();
            open_frame(FrameKind::kRecord, kNoElement);
            core::Processor::copy_in(image_.data() + size_, record.data(), record.size());
            size_ += record.size();
            ++records_;
            close_frame();
            return true;
        }
        const bool varies = element_ != kNoElement ? element_ != record.size() : varies_;
        if (!varies && !record.empty()) {
            close_frame();
            open_frame(FrameKind::kArray, record.size());
            return add_element(record);
        }
        const std::vector<std::byte> few = take_back_few();
        const std::size_t element = element_;
        close_frame();
        open_packed(few.empty() ? record.size() : element);
        for (std::size_t at = 0; at < few.size(); at += element) {
            add_packed(std::span(few).subspan(at, element));
        }
        return add_packed(record) || add_there(record);
    }
    // What the open array holds, if it is not much: the size of records varies after all.
    std::vector<std::byte> take_back_few() {
        constexpr std::uint32_t kFew = 8;
        if (element_ == kNoElement) return {};
        const std::uint32_t records = records_ - frames_.back().first;
        // With a length before each they might not fit.
        const std::uint64_t packed = sizeof(FrameHeader) + records * padded_size(element_);
        if (records > kFew || packed > frame_limit_) return {};
        const std::uint64_t from = frames_.back().offset + sizeof(FrameHeader);
        const std::vector<std::byte> few(image_.data() + from, image_.data() + size_);
        records_ = frames_.back().first;
        size_ = frames_.back().offset;
        frames_.pop_back();
        is_open_ = false;
        return few;
    }
    void open_packed(std::size_t first_bytes) {
        open_frame(FrameKind::kPacked, kNoElement);
        varies_ = false;
        last_bytes_ = first_bytes;
    }
    [[nodiscard]] bool is_large(std::span<const std::byte> record) const {
        return record.size() > frame_limit_ / 8;
    }

    void grow(std::uint64_t bytes) {
        constexpr std::uint64_t kFirst = 64 * 1024;
        const std::uint64_t wanted = std::max<std::uint64_t>(2 * image_.size(), kFirst);
        image_.resize(std::max(std::min(wanted, batch_limit_), bytes));
        limit_frame();
    }
    void limit_frame() {
        frame_end_ = !is_open_ ? 0
                               : std::min<std::uint64_t>(frames_.back().offset + frame_limit_,
                                                         image_.size() - trailer_);
    }

    void open_frame(FrameKind kind, std::size_t element) {
        frames_.push_back({size_, kind, 0, 0, records_});
        size_ += sizeof(FrameHeader);
        is_open_ = true;
        element_ = element;
        limit_frame();
    }
    void close_frame() {
        if (!is_open_) return;
        core::PackedFrame& frame = frames_.back();
        const std::uint64_t start = frame.offset + sizeof(FrameHeader);
        frame.payload_sum =
            core::payload_sum(ring_, std::span(image_).subspan(start, size_ - start));
        size_ += trailer_;
        frame.size = size_ - frame.offset;
        frame.records = records_ - frame.first;
        if (frame.records == 1 && frame.kind == FrameKind::kArray) frame.kind = FrameKind::kRecord;
        size_ = core::stride_of(size_);
        is_open_ = false;
        element_ = kNoElement;
        limit_frame();
    }

    const std::uint64_t frame_limit_;
    const std::uint64_t batch_limit_;
    const core::RingView& ring_;
    const std::uint64_t trailer_;  // what a frame has after its payload
    std::vector<std::byte> image_;
    std::vector<core::PackedFrame> frames_;
    std::uint64_t size_ = 0;
    std::uint64_t frame_end_ = 0;  // up to where small records may be added, 0 if no frame is open
    std::uint32_t records_ = 0;
    bool is_open_ = false;
    std::size_t element_ = kNoElement;  // size of records of the open array
    std::size_t last_bytes_ = 0;        // of the last record in a packed frame
    bool varies_ = false;               // whether the records of the last packed frame did
};

}  // namespace ringpipe
