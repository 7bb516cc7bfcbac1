// CRC32C, of a ring's identity.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ringpipe {

std::uint32_t crc32c(std::span<const std::byte> bytes);

}  // namespace ringpipe
