#include "os/system.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <unistd.h>

#include <algorithm>

#include "os/unique_fd.h"

namespace ringpipe::os {

namespace {

int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

}  // namespace

bool read_boot_id(std::span<std::uint8_t, 16> id) {
    std::fill(id.begin(), id.end(), std::uint8_t{0});
    const UniqueFd fd(open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC));
    char text[64];
    const ssize_t bytes = fd ? read(fd.get(), text, sizeof text) : -1;
    std::size_t digits = 0;
    for (ssize_t i = 0; i < bytes && digits < 32; ++i) {
        const int value = digit_value(text[i]);
        if (value < 0) continue;
        auto& byte = id[digits / 2];
        byte = static_cast<std::uint8_t>(byte << 4 | value);
        ++digits;
    }
    return digits == 32;
}

bool random_bytes(std::span<std::uint8_t> bytes) {
    return getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size());
}

std::string random_text() {
    std::uint8_t bytes[8];
    if (!random_bytes(bytes)) return {};
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

std::string user_name(std::uint32_t uid) {
    char buffer[4096];
    passwd entry{};
    passwd* found = nullptr;
    if (getpwuid_r(uid, &entry, buffer, sizeof buffer, &found) == 0 && found != nullptr) {
        return found->pw_name;
    }
    return "uid " + std::to_string(uid);
}

std::string group_name(std::uint32_t gid) {
    char buffer[4096];
    struct group entry {};
    struct group* found = nullptr;
    if (getgrgid_r(gid, &entry, buffer, sizeof buffer, &found) == 0 && found != nullptr) {
        return found->gr_name;
    }
    return "gid " + std::to_string(gid);
}

std::string command_name() {
    char name[16] = {};
    prctl(PR_GET_NAME, name);
    return name;
}

}  // namespace ringpipe::os
