// Histogram: counts of times in nanoseconds in buckets of at most 0.1 % width, like HdrHistogram's.
//
// Plain memory without pointers, all zero when empty: a child can fill one that its parent mapped.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace ringpipe::ring_bench {

class Histogram {
public:
    void record(std::uint64_t value_ns);
    void add(const Histogram& other);

    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] std::uint64_t min() const { return min_; }
    [[nodiscard]] std::uint64_t max() const { return max_; }
    [[nodiscard]] double mean() const;

    // The value that `percent` of all values do not exceed, as HdrHistogram defines it: the highest
    // value of the bucket that holds it, but never more than the maximum. 0 when empty.
    [[nodiscard]] std::uint64_t percentile(double percent) const;

    // visit(lowest value of the bucket, how many), ascending, without empty buckets.
    template <class Visit>
    void for_each(Visit visit) const {
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            if (counts_[i] != 0) visit(lowest_of(i), counts_[i]);
        }
    }

    static constexpr std::uint64_t kMost = (std::uint64_t{1} << 42) - 1;  // 73 minutes

private:
    // Values below kLinear have a bucket each; above, every doubling has kLinear / 2 of them.
    static constexpr unsigned kLinearBits = 11;
    static constexpr std::uint64_t kLinear = std::uint64_t{1} << kLinearBits;
    static constexpr std::size_t kBuckets = kLinear + (42 - kLinearBits) * kLinear / 2;

    static std::size_t bucket_of(std::uint64_t value);
    static std::uint64_t lowest_of(std::size_t bucket);
    static std::uint64_t highest_of(std::size_t bucket);

    std::array<std::uint64_t, kBuckets> counts_;
    std::uint64_t count_;
    std::uint64_t min_;
    std::uint64_t max_;
    double sum_;
};

}  // namespace ringpipe::ring_bench
