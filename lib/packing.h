// Packing: the private image of a batch, whole frames as they will stand in the ring.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "core/frame.h"

namespace ringpipe {

// Small records share `packed` frames; a record that would fill a good part of one gets a frame of
// its own. Sequence numbers count from 0: who stores the image adds the first one.
class Packing {
public:
    explicit Packing(std::uint64_t frame_limit) : frame_limit_(frame_limit) {}

    // What the image would have grown to, room for the next header not counted.
    [[nodiscard]] std::uint64_t bytes_with(std::size_t record) const {
        return core::stride_of(image_.size()) + core::stride_of(sizeof(FrameHeader) + 8 + record);
    }

    void add(std::span<const std::byte> record) {
        if (record.size() > frame_limit_ / 8) {
            close_frame();
            open_frame(FrameKind::kRecord);
            append(record);
            ++head_.count;
            close_frame();
        } else {
            const std::size_t padded = 4 + ((record.size() + 3) & ~std::size_t{3});
            if (open_ && image_.size() - start_ + padded > frame_limit_) close_frame();
            if (!open_) open_frame(FrameKind::kPacked);
            const auto length = static_cast<std::uint32_t>(record.size());
            append(std::as_bytes(std::span(&length, 1)));
            append(record);
            image_.resize(image_.size() + padded - 4 - record.size());
            ++head_.count;
        }
        ++records_;
    }

    // The image, its last frame closed, its size a multiple of the frame alignment.
    std::span<const std::byte> finish() {
        close_frame();
        return image_;
    }
    void clear() {
        image_.clear();
        open_ = false;
        records_ = 0;
    }
    [[nodiscard]] std::uint32_t records() const { return records_; }

private:
    void open_frame(FrameKind kind) {
        head_ = FrameHeader{};
        head_.sequence = records_;
        kind_ = kind;
        start_ = image_.size();
        image_.resize(start_ + sizeof head_);
        open_ = true;
    }
    void close_frame() {
        if (!open_) return;
        head_.word = core::frame_word(image_.size() - start_, kind_, 0, 0);
        std::memcpy(image_.data() + start_, &head_, sizeof head_);
        image_.resize(core::stride_of(image_.size()));
        open_ = false;
    }
    void append(std::span<const std::byte> bytes) {
        image_.insert(image_.end(), bytes.begin(), bytes.end());
    }

    const std::uint64_t frame_limit_;
    std::vector<std::byte> image_;
    FrameHeader head_{};
    std::size_t start_ = 0;
    FrameKind kind_ = FrameKind::kPacked;
    std::uint32_t records_ = 0;
    bool open_ = false;
};

}  // namespace ringpipe
