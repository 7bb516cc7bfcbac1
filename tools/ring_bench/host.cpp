// Host: the machine that a report speaks of, in one line.
#include "ring_bench/host.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <fstream>

#include <fmt/format.h>

#include "common/quantity.h"
#include "ring_bench/crew.h"

namespace ringpipe::ring_bench {
namespace {

void read_cpu(Host& host) {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        const auto colon = line.find(':');
        if (colon == std::string::npos || colon + 2 > line.size()) continue;
        if (host.cpu.empty() && line.starts_with("model name")) host.cpu = line.substr(colon + 2);
        if (line.starts_with("flags")) {
            host.virtual_machine = line.find(" hypervisor") != std::string::npos;
            break;
        }
    }
    if (host.cpu.empty()) host.cpu = "unknown processor";
}

std::string compiler() {
#if defined(__clang__)
    return fmt::format("clang {}.{}", __clang_major__, __clang_minor__);
#else
    return fmt::format("gcc {}.{}", __GNUC__, __GNUC_MINOR__);
#endif
}

}  // namespace

Host this_host() {
    Host host;
    read_cpu(host);
    host.cpus = static_cast<std::uint32_t>(allowed_cpus().size());
    utsname names{};
    if (::uname(&names) == 0) host.kernel = fmt::format("{} {}", names.sysname, names.release);
    std::ifstream("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor") >> host.governor;
    host.memory_bytes = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) *
                        static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    std::ifstream("/proc/loadavg") >> host.load;
    host.compiler = compiler();
    return host;
}

std::string Host::line() const {
    auto text = fmt::format("{} x {}, {}, {}, {}", cpus, cpu, tools::format_size(memory_bytes),
                            kernel, compiler);
    if (!governor.empty()) text += ", governor " + governor;
    if (virtual_machine) text += ", virtual";
    return text + fmt::format(", load {:.2f}", load);
}

}  // namespace ringpipe::ring_bench
