#include "crc32c.h"

#include <isa-l/crc.h>

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace ringpipe {

namespace {

// ISA-L 2.30 leaves the upper halves of vector registers in use, and with that each SSE instruction
// that follows is slow: 170 ns for a record of 256 bytes, ten times what its checksum takes.
#if defined(__x86_64__)
[[gnu::target("avx")]] void leave_vectors() {
    _mm256_zeroupper();
}
const bool has_vectors = __builtin_cpu_supports("avx") != 0;
#else
void leave_vectors() {}
constexpr bool has_vectors = false;
#endif

}  // namespace

// ISA-L chooses what this processor does fastest; it inverts neither what comes nor what goes, and
// takes a length that fits an int.
std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t before) {
    constexpr std::size_t kMost = std::size_t{1} << 30;
    std::uint32_t sum = ~before;
    while (!bytes.empty()) {
        const auto part = bytes.first(std::min(bytes.size(), kMost));
        // It only reads.
        auto* start =
            const_cast<unsigned char*>(reinterpret_cast<const unsigned char*>(part.data()));
        sum = crc32_iscsi(start, static_cast<int>(part.size()), sum);
        bytes = bytes.subspan(part.size());
    }
    if (has_vectors) leave_vectors();
    return ~sum;
}

}  // namespace ringpipe
