// ZstdFrame: one batch as a zstd frame of its own.
#include "ringcat/zstd_frame.h"

#include <algorithm>
#include <cstring>

namespace ringpipe::ringcat {

bool is_zstd_level(int level) {
    return level != 0 && level >= ZSTD_minCLevel() && level <= ZSTD_maxCLevel();
}

ZstdCompressor::ZstdCompressor(int level) : context_(ZSTD_createCCtx()), level_(level) {}

const char* ZstdCompressor::compress(std::span<const std::byte> text,
                                     std::vector<std::byte>& frame) {
    if (!context_) return "no memory";
    ZSTD_CCtx* context = context_.get();
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level_);
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    const std::size_t most = ZSTD_compressBound(text.size());
    if (room_.size() < most) room_.resize(most);
    const std::size_t bytes =
        ZSTD_compress2(context, room_.data(), room_.size(), text.data(), text.size());
    if (ZSTD_isError(bytes) != 0) return ZSTD_getErrorName(bytes);
    const auto begin = room_.begin();
    frame.assign(begin, begin + static_cast<std::ptrdiff_t>(bytes));
    return nullptr;
}

std::size_t zstd_frame_bytes(std::span<const std::byte> bytes) {
    const std::size_t found = ZSTD_findFrameCompressedSize(bytes.data(), bytes.size());
    return ZSTD_isError(found) != 0 ? 0 : found;
}

bool begins_as_zstd(std::span<const std::byte> bytes) {
    constexpr std::uint32_t kFrame = ZSTD_MAGICNUMBER;
    constexpr std::uint32_t kSkippable = ZSTD_MAGIC_SKIPPABLE_START;
    std::uint32_t magic = kFrame;
    const std::size_t there = std::min(bytes.size(), sizeof magic);
    std::memcpy(&magic, bytes.data(), there);
    if (magic == kFrame) return true;
    magic = kSkippable;
    std::memcpy(&magic, bytes.data(), there);
    return (magic & ZSTD_MAGIC_SKIPPABLE_MASK) == kSkippable;
}

bool is_sound_frame(std::span<const std::byte> frame, std::optional<std::uint64_t> text_bytes) {
    struct Free {
        void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
    };
    const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
    if (!context) return false;
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax,
                           ZSTD_dParam_getBounds(ZSTD_d_windowLogMax).upperBound);
    std::vector<std::byte> part(ZSTD_DStreamOutSize());
    ZSTD_inBuffer in{frame.data(), frame.size(), 0};
    std::uint64_t bytes = 0;
    for (;;) {
        ZSTD_outBuffer out{part.data(), part.size(), 0};
        const std::size_t before = in.pos;
        const std::size_t left = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(left) != 0) return false;
        bytes += out.pos;
        if (left == 0) return in.pos == in.size && bytes == text_bytes.value_or(bytes);
        if (in.pos == before && out.pos == 0) return false;
    }
}

std::uint32_t text_checksum(std::span<const std::byte> frame) {
    std::uint32_t sum = 0;
    if (frame.size() >= sizeof sum) std::memcpy(&sum, frame.last(sizeof sum).data(), sizeof sum);
    return sum;
}

}  // namespace ringpipe::ringcat
