// Base64: bytes as text that any JSON string can hold (RFC 4648, with padding).
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace ringpipe::tools {

void append_base64(std::string& out, std::span<const std::byte> bytes);

}  // namespace ringpipe::tools
