// Noise: how much of the machine others took while we measured.
#include "ring_bench/noise.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

namespace ringpipe::ring_bench {
namespace {

constexpr double kMostSteal = 0.01;
constexpr double kMostOthers = 0.05;
constexpr double kMostSpread = 0.25;

double seconds_of(int who) {
    rusage used{};
    ::getrusage(who, &used);
    return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

}  // namespace

NoiseMeter::NoiseMeter() : before_(look()) {}

NoiseMeter::Look NoiseMeter::look() {
    Look now;
    std::ifstream file("/proc/stat");
    std::string cpu;
    // user nice system idle iowait irq softirq steal
    double ticks[8] = {};
    file >> cpu;
    for (double& tick : ticks) file >> tick;
    const auto per_second = static_cast<double>(::sysconf(_SC_CLK_TCK));
    for (double& tick : ticks) {
        tick /= per_second;
        now.total += tick;
    }
    now.busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6];
    now.steal = ticks[7];
    now.ours = seconds_of(RUSAGE_SELF) + seconds_of(RUSAGE_CHILDREN);
    return now;
}

Noise NoiseMeter::so_far() const {
    const Look now = look();
    const double total = now.total - before_.total;
    if (total <= 0) return {};
    Noise noise;
    noise.steal = std::max(0.0, (now.steal - before_.steal) / total);
    const double others = (now.busy - before_.busy) - (now.ours - before_.ours);
    noise.others = std::max(0.0, others / total);
    return noise;
}

std::vector<std::string> warnings_of(const Noise& noise, const std::vector<Measurement>& results) {
    std::vector<std::string> warnings;
    if (noise.steal > kMostSteal) {
        warnings.push_back(fmt::format("the host took {:.1f} % of the processors away (steal)",
                                       noise.steal * 100));
    }
    if (noise.others > kMostOthers) {
        warnings.push_back(
            fmt::format("other processes used {:.0f} % of the processors", noise.others * 100));
    }
    const auto wide = std::count_if(results.begin(), results.end(), [](const Measurement& result) {
        return result.figures().width() > kMostSpread;
    });
    if (wide != 0) {
        warnings.push_back(fmt::format("in {} of {} rows the rounds differ by more than {:.0f} %",
                                       wide, results.size(), kMostSpread * 100));
    }
    return warnings;
}

}  // namespace ringpipe::ring_bench
