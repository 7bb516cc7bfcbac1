// ShellScript: a command line of the shell, run to its end, and what it and all that it started
// used.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ringpipe::ring_bench {

struct ScriptUse {
    std::string problem;  // not empty: it failed
    double seconds = 0;
    double processor_seconds = 0;
    std::uint64_t switches = 0;
    std::optional<std::uint64_t> system_calls;  // empty: the kernel does not tell
    std::uint64_t peak_bytes = 0;     // of the largest process; 0: not looked at, or not allowed
    std::uint64_t private_bytes = 0;  // likewise, when it ended
};

enum class LookAt {
    kCost,    // all but memory; nothing is slowed down
    kMemory,  // as well: each process is stopped for a moment when it ends
};

// With these variables in its environment. A stop signal ends it.
[[nodiscard]] ScriptUse run_script(
    const std::string& script, const std::vector<std::pair<std::string, std::string>>& variables,
    LookAt look_at);

}  // namespace ringpipe::ring_bench
