#include "checksum.h"

namespace ringpipe {

// Bit by bit: it runs over 252 bytes, once when a ring is opened.
std::uint32_t crc32c(std::span<const std::byte> bytes) {
    constexpr std::uint32_t kReversedCastagnoli = 0x82f63b78;
    std::uint32_t sum = ~0u;
    for (const std::byte byte : bytes) {
        sum ^= static_cast<std::uint32_t>(byte);
        for (int bit = 0; bit < 8; ++bit) sum = sum >> 1 ^ (sum & 1 ? kReversedCastagnoli : 0);
    }
    return ~sum;
}

}  // namespace ringpipe
