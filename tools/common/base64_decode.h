// Base64, back to bytes (RFC 4648, with padding).
#pragma once

#include <string>
#include <string_view>

namespace ringpipe::tools {

// False, and `bytes` is of no use, if the text is anything else.
[[nodiscard]] bool decode_base64(std::string_view text, std::string& bytes);

}  // namespace ringpipe::tools
