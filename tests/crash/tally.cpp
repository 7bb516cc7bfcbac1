#include "crash/tally.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace ringpipe::testing {

namespace {

// Forked children leave without destroying it.
struct Sum {
    Tally tally;
    ~Sum() {
        if (tally.kills != 0) std::printf("crash: in all: %s\n", tally.text().c_str());
    }
} sum;

}  // namespace

Tally& Tally::operator+=(const Tally& more) {
    kills += more.kills;
    records += more.records;
    lost += more.lost;
    torn += more.torn;
    repeated += more.repeated;
    skipped += more.skipped;
    other += more.other;
    return *this;
}

std::string Tally::text() const {
    std::string text = with_commas(kills) + " kills, " + with_commas(records) + " records, " +
                       with_commas(lost) + " lost, " + with_commas(torn) + " torn, " +
                       with_commas(repeated) + " repeated, " + with_commas(skipped) + " skipped";
    if (other != 0) text += ", " + with_commas(other) + " other faults";
    return text;
}

void report(const std::string& name, const Tally& tally, const std::string& more) {
    std::printf("crash: %s: %s%s%s\n", name.c_str(), tally.text().c_str(), more.empty() ? "" : "; ",
                more.c_str());
    std::fflush(stdout);
    sum.tally += tally;
}

std::string with_commas(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t i = text.size(); i > 3;) text.insert(i -= 3, ",");
    return text;
}

std::string spread_text(std::vector<double>& ms) {
    if (ms.empty()) return "never";
    std::sort(ms.begin(), ms.end());
    const auto at = [&](double part) {
        return ms[static_cast<std::size_t>(part * static_cast<double>(ms.size() - 1))];
    };
    char text[120];
    std::snprintf(text, sizeof text, "%zu times, median %.2f ms, p99 %.2f ms, max %.2f ms",
                  ms.size(), at(0.5), at(0.99), at(1));
    return text;
}

}  // namespace ringpipe::testing
