// Host: the machine that a report speaks of, in one line.
#pragma once

#include <cstdint>
#include <string>

namespace ringpipe::ring_bench {

struct Host {
    std::string cpu;
    std::uint32_t cpus = 0;  // that this process may use
    std::string kernel;
    std::string governor;  // empty where there is none to see
    bool virtual_machine = false;
    std::uint64_t memory_bytes = 0;
    double load = 0;  // of the last minute, when we started
    std::string compiler;

    [[nodiscard]] std::string line() const;
};

[[nodiscard]] Host this_host();

}  // namespace ringpipe::ring_bench
