// len32: records with their length before each, in four bytes, the lowest first (--framing len32).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>

namespace ringpipe::ringcat {

inline constexpr std::size_t kLengthBytes = sizeof(std::uint32_t);
static_assert(std::endian::native == std::endian::little);

// `bytes` has at least kLengthBytes.
[[nodiscard]] inline std::uint32_t length_of(std::span<const std::byte> bytes) {
    std::uint32_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    return length;
}

inline void append_len32(std::string& out, std::span<const std::byte> record) {
    const auto length = static_cast<std::uint32_t>(record.size());
    out.append(reinterpret_cast<const char*>(&length), sizeof length);
    out.append(reinterpret_cast<const char*>(record.data()), record.size());
}

}  // namespace ringpipe::ringcat
