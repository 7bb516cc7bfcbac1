// Noise: how much of the machine others took while we measured.
#pragma once

#include <string>
#include <vector>

#include "ring_bench/measurement.h"

namespace ringpipe::ring_bench {

// Shares of all processor time between two looks.
struct Noise {
    double steal = 0;   // by other guests of the same host
    double others = 0;  // by other processes of this machine
};

class NoiseMeter {
public:
    NoiseMeter();
    [[nodiscard]] Noise so_far() const;

private:
    struct Look {
        double total = 0;  // seconds, of all processors
        double busy = 0;
        double steal = 0;
        double ours = 0;  // this process and its dead children
    };
    static Look look();

    Look before_;
};

// In words, what makes the figures of these results doubtful.
[[nodiscard]] std::vector<std::string> warnings_of(const Noise& noise,
                                                   const std::vector<Measurement>& results);

}  // namespace ringpipe::ring_bench
