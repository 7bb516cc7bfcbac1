// Tally: what all campaigns of this program did together, printed at its end.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ringpipe::testing {

struct Tally {
    std::uint64_t kills = 0;
    std::uint64_t records = 0;
    std::uint64_t lost = 0;
    std::uint64_t torn = 0;
    std::uint64_t repeated = 0;
    std::uint64_t skipped = 0;
    std::uint64_t other = 0;

    Tally& operator+=(const Tally& more);
    // "2,134 kills, 0 lost, 0 torn, 0 repeated, 0 skipped"
    [[nodiscard]] std::string text() const;
};

// Prints "crash: NAME: ..." and adds to the sum.
void report(const std::string& name, const Tally& tally, const std::string& more = {});

std::string with_commas(std::uint64_t number);

// Times of something that should be quick, for people to read.
std::string spread_text(std::vector<double>& ms);

}  // namespace ringpipe::testing
