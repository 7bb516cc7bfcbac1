// ProgressLine: how far a ringcat is, in words and as JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace ringpipe::ringcat {

struct ProgressLine {
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;
    double seconds = 0;      // since the start
    double record_rate = 0;  // a second, lately
    double byte_rate = 0;
    std::optional<double> fill_ratio{};  // of the ring
    std::optional<double> done_ratio{};  // where it is known how much there is
    std::optional<double> eta_seconds{};

    // "1.20M records, 293 MiB in 7s, 171k/s, 41.9 MiB/s, fill 41%, done 34%, 13s left"
    [[nodiscard]] std::string text() const;

    [[nodiscard]] std::string json(const std::string& ring) const;
};

}  // namespace ringpipe::ringcat
