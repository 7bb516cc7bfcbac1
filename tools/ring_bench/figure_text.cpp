// Figures as tables show them: three digits and a unit.
#include "ring_bench/figure_text.h"

#include <algorithm>
#include <ctime>
#include <set>

#include <fmt/format.h>

#include "common/quantity.h"
#include "ring_bench/payload.h"

namespace ringpipe::ring_bench {
namespace {

std::string three_digits(double value) {
    if (value < 9.995) return fmt::format("{:.2f}", value);
    if (value < 99.95) return fmt::format("{:.1f}", value);
    return fmt::format("{:.0f}", value);
}

}  // namespace

std::string time_text(double ns) {
    if (ns < 999.5) return fmt::format("{:.0f}ns", ns);
    if (ns < 999.5e3) return three_digits(ns / 1e3) + "us";
    if (ns < 999.5e6) return three_digits(ns / 1e6) + "ms";
    return three_digits(ns / 1e9) + "s";
}

std::string rate_text(double rate) {
    return rate < 1000 ? fmt::format("{:.0f}", rate) : tools::format_count(rate);
}

std::string megabytes_text(double bytes_per_second) {
    return fmt::format("{:.0f}", bytes_per_second / 1e6);
}

std::string per_record_text(double count) {
    if (count == 0) return "0";
    if (count < 0.00005) return "<.0001";
    return count < 1 ? fmt::format("{:.4f}", count).substr(1) : three_digits(count);
}

std::string seconds_per_gb_text(double seconds) {
    if (seconds <= 0) return "-";
    return seconds < 999.5 ? three_digits(seconds) : rate_text(seconds);
}

std::string times_text(double ratio) {
    return ratio > 0 ? three_digits(ratio) + "x" : "-";
}

std::string date_text(std::uint64_t wall_ns) {
    const auto seconds = static_cast<std::time_t>(wall_ns / 1'000'000'000);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[32] = {};
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &parts);
    return text;
}

std::string setup_line(const Run& run) {
    std::string text = run.isolation;
    const bool mixed = std::any_of(run.results.begin(), run.results.end(), [&](const auto& result) {
        return result.isolation != run.isolation;
    });
    // Only presets have such cases.
    if (mixed) text += " (published: threads)";
    if (run.cpus.empty()) {
        text += ", not pinned";
    } else {
        std::string cpus;
        for (const int cpu : run.cpus) cpus += fmt::format("{}{}", cpus.empty() ? "" : ",", cpu);
        text += ", pinned to cpus " + cpus;
    }
    return text + fmt::format(", {} of {}", tools::counted(run.rounds, "round"),
                              tools::format_duration(run.round_seconds));
}

std::string verification_line(const Run& run) {
    const auto is_full = [](const Measurement& result) {
        return result.workload.verify == Verify::kFull;
    };
    const auto& results = run.results;
    const bool any_full = std::any_of(results.begin(), results.end(), is_full);
    const bool all_full = std::all_of(results.begin(), results.end(), is_full);
    const Verify verify = any_full ? Verify::kFull : Verify::kSequence;
    const char* what = all_full   ? "sequence and checksum"
                       : any_full ? "sequence (honest: and checksum)"
                                  : "sequence";
    std::set<std::uint64_t> sizes;
    for (const Measurement& result : results) {
        const Workload& workload = result.workload;
        if (workload.verify != verify) continue;
        if (workload.record_bytes >= 8 && workload.record_bytes <= 65536) {
            sizes.insert(workload.record_bytes);
        }
    }
    std::string costs;
    for (const std::uint64_t bytes : sizes) {
        if (sizes.size() > 4 && bytes != *sizes.begin() && bytes != *sizes.rbegin() &&
            bytes != 256) {
            continue;
        }
        costs += fmt::format("{}{} at {}", costs.empty() ? "" : ", ",
                             time_text(verification_ns(bytes, verify)), tools::format_size(bytes));
    }
    return fmt::format("{} of every record checked on both sides: {} errors{}", what, run.errors(),
                       costs.empty() ? "" : "; costs " + costs);
}

}  // namespace ringpipe::ring_bench
