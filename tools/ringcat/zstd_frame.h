// ZstdFrame: one batch as a zstd frame of its own, which needs no other to be decompressed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <zstd.h>

namespace ringpipe::ringcat {

[[nodiscard]] bool is_zstd_level(int level);

// Keeps its tables from frame to frame.
class ZstdCompressor {
public:
    // With checksum and size in each frame.
    explicit ZstdCompressor(int level);

    // What went wrong, in zstd's words, or null: then `frame` holds it.
    [[nodiscard]] const char* compress(std::span<const std::byte> text,
                                       std::vector<std::byte>& frame);

private:
    struct Free {
        void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    };
    std::unique_ptr<ZSTD_CCtx, Free> context_;
    std::vector<std::byte> room_;
    int level_;
};

// How many bytes the frame at the start of these has, skippable or not; 0 if it is not a whole one.
// Only its structure is looked at.
[[nodiscard]] std::size_t zstd_frame_bytes(std::span<const std::byte> bytes);

// Whether these begin as a frame does, or would if there were more of them.
[[nodiscard]] bool begins_as_zstd(std::span<const std::byte> bytes);

// Whether it can be decompressed, to so many bytes if that is known, and its checksum is right.
[[nodiscard]] bool is_sound_frame(std::span<const std::byte> frame,
                                  std::optional<std::uint64_t> text_bytes = std::nullopt);

// The checksum of its content, which is the last thing in it.
[[nodiscard]] std::uint32_t text_checksum(std::span<const std::byte> frame);

}  // namespace ringpipe::ringcat
