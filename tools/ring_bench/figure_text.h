// Figures as tables show them: three digits and a unit.
#pragma once

#include <string>

#include "ring_bench/measurement.h"
#include "ring_bench/run.h"

namespace ringpipe::ring_bench {

[[nodiscard]] std::string time_text(double ns);    // "480ns", "3.90us", "1.20ms"
[[nodiscard]] std::string rate_text(double rate);  // "22.0M"
[[nodiscard]] std::string megabytes_text(double bytes_per_second);
[[nodiscard]] std::string per_record_text(double count);        // "0.0021", "2.00"
[[nodiscard]] std::string seconds_per_gb_text(double seconds);  // "0.35"; "-" if unknown
[[nodiscard]] std::string times_text(double ratio);             // "1.25x", "31.0x"; "-" if unknown
[[nodiscard]] std::string date_text(std::uint64_t wall_ns);

// The two lines over every report: the machine, and how it was measured.
[[nodiscard]] std::string setup_line(const Run& run);
// What verification costs, for the records of this run.
[[nodiscard]] std::string verification_line(const Run& run);

}  // namespace ringpipe::ring_bench
