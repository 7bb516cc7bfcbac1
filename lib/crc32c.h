// CRC32C, of a ring's identity and of frames.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ringpipe {

// Of `bytes`, going on from what came before them: crc32c(b, crc32c(a)) is that of a and b.
std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t before = 0);

}  // namespace ringpipe
