// What the system says of itself and of this process: boot id, randomness, a name for people.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace ringpipe::os {

bool read_boot_id(std::span<std::uint8_t, 16> id);  // false, and zeros, where there is none
bool random_bytes(std::span<std::uint8_t> bytes);
std::string random_text();                 // 16 hexadecimal digits, or empty
std::string command_name();                // of this thread, at most 15 bytes
std::string user_name(std::uint32_t uid);  // or "uid N" where it has none
std::string group_name(std::uint32_t gid);

}  // namespace ringpipe::os
