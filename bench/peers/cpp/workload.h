// Workload: what a driver was asked to do, from words like bytes=256.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace ringpipe::peers {

// What run shows as the reason why a system is not in the table.
constexpr int kCannot = 77;

[[noreturn]] inline void quit(int status, const std::string& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::fflush(stderr);
    std::_Exit(status);
}
[[noreturn]] inline void fail(const std::string& why) {
    quit(1, why);
}
[[noreturn]] inline void cannot(const std::string& why) {
    quit(kCannot, why);
}

struct Workload {
    bool ping_pong = false;
    std::size_t bytes = 256;       // of a record
    std::size_t ring = 64U << 20;  // bytes of payload that are under way at most
    std::size_t batch = 1;         // records a publication
    double seconds = 0.3;
    int cpus[2] = {0, 1};  // of the writer (who also times round trips) and of the reader
    bool adaptive = true;  // waits as a user would; false: only spins
    bool shared = false;   // as one of several writers
    std::uint64_t damage = UINT64_MAX;  // this record of the warm-up is sent with another number
    std::string directory = "/dev/shm";
};

// DRIVER SYSTEM stream|ping-pong [KEY=VALUE...]
inline Workload parse_workload(int argc, char** argv) {
    if (argc < 3) fail("usage: DRIVER SYSTEM stream|ping-pong [KEY=VALUE...]");
    Workload workload;
    workload.ping_pong = std::string_view(argv[2]) == "ping-pong";
    for (int i = 3; i < argc; ++i) {
        const std::string word = argv[i];
        const std::size_t equals = word.find('=');
        const std::string key = word.substr(0, equals);
        const std::string value = equals == word.npos ? "" : word.substr(equals + 1);
        if (key == "bytes") {
            workload.bytes = std::strtoull(value.c_str(), nullptr, 10);
        } else if (key == "ring") {
            workload.ring = std::strtoull(value.c_str(), nullptr, 10);
        } else if (key == "batch") {
            workload.batch = std::strtoull(value.c_str(), nullptr, 10);
        } else if (key == "seconds") {
            workload.seconds = std::strtod(value.c_str(), nullptr);
        } else if (key == "cpus") {
            if (std::sscanf(value.c_str(), "%d,%d", &workload.cpus[0], &workload.cpus[1]) != 2) {
                fail("cpus=WRITER,READER");
            }
        } else if (key == "wait") {
            workload.adaptive = value != "spin";
        } else if (key == "shared") {
            workload.shared = value == "1";
        } else if (key == "damage") {
            workload.damage = std::strtoull(value.c_str(), nullptr, 10);
        } else if (key == "dir") {
            workload.directory = value;
        } else {
            fail(word + ": unknown");
        }
    }
    if (workload.bytes < 8 || workload.batch == 0) fail("a record has at least 8 bytes");
    return workload;
}

}  // namespace ringpipe::peers
