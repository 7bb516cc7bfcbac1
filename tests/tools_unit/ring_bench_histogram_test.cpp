// Percentiles from buckets against those of the values themselves.
#include "ring_bench/histogram.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <vector>

#include "catch.h"

using namespace ringpipe::ring_bench;

namespace {

std::uint64_t exact_percentile(const std::vector<std::uint64_t>& sorted, double percent) {
    const auto rank =
        static_cast<std::size_t>(std::ceil(percent / 100 * static_cast<double>(sorted.size())));
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

void check_against(std::vector<std::uint64_t> values) {
    const auto histogram = std::make_unique<Histogram>();
    for (const std::uint64_t value : values) histogram->record(value);
    std::sort(values.begin(), values.end());
    CHECK(histogram->count() == values.size());
    CHECK(histogram->min() == values.front());
    CHECK(histogram->max() == values.back());
    for (const double percent : {0.0, 1.0, 50.0, 90.0, 99.0, 99.9, 99.99, 100.0}) {
        const std::uint64_t exact = exact_percentile(values, percent);
        const std::uint64_t found = histogram->percentile(percent);
        INFO(percent << " % is " << exact << ", the histogram says " << found);
        CHECK(found >= exact);
        CHECK(found - exact <= exact / 1000);
    }
}

}  // namespace

TEST_CASE("percentiles are those of the sorted values, at most a thousandth above") {
    std::mt19937_64 random(7);
    SECTION("small ones exactly") {
        std::vector<std::uint64_t> values;
        for (std::uint64_t i = 0; i < 2048; ++i) values.push_back(i * 37 % 2048);
        check_against(values);
    }
    SECTION("of a long tail") {
        std::lognormal_distribution<double> tail(6, 2.5);
        std::vector<std::uint64_t> values;
        for (int i = 0; i < 50'000; ++i) {
            values.push_back(static_cast<std::uint64_t>(std::min(tail(random), 4e12)));
        }
        check_against(values);
    }
    SECTION("at the edges of buckets") {
        std::vector<std::uint64_t> values;
        for (unsigned bit = 0; bit < 42; ++bit) {
            const std::uint64_t power = std::uint64_t{1} << bit;
            values.insert(values.end(), {power - 1, power, power + 1});
        }
        check_against(values);
    }
    SECTION("of a single value") {
        check_against({123'456'789});
    }
}

TEST_CASE("what is beyond the last bucket counts in it") {
    const auto histogram = std::make_unique<Histogram>();
    histogram->record(UINT64_MAX);
    CHECK(histogram->max() == Histogram::kMost);
    CHECK(histogram->percentile(50) == Histogram::kMost);
}

TEST_CASE("two histograms add up to the histogram of all") {
    const auto one = std::make_unique<Histogram>();
    const auto other = std::make_unique<Histogram>();
    const auto all = std::make_unique<Histogram>();
    for (std::uint64_t i = 0; i < 10'000; ++i) {
        const std::uint64_t value = i * i;
        (i % 3 == 0 ? one : other)->record(value);
        all->record(value);
    }
    one->add(*other);
    CHECK(one->count() == all->count());
    CHECK(one->min() == all->min());
    CHECK(one->max() == all->max());
    CHECK(one->mean() == all->mean());
    for (const double percent : {1.0, 50.0, 99.9}) {
        CHECK(one->percentile(percent) == all->percentile(percent));
    }
}

TEST_CASE("an empty histogram has no percentiles") {
    const auto histogram = std::make_unique<Histogram>();
    CHECK(histogram->percentile(99) == 0);
    CHECK(histogram->mean() == 0);
    histogram->for_each([](std::uint64_t, std::uint64_t) { FAIL("a bucket"); });
}
