// Histogram: counts of times in nanoseconds in buckets of at most 0.1 % width.
#include "ring_bench/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace ringpipe::ring_bench {

std::size_t Histogram::bucket_of(std::uint64_t value) {
    if (value < kLinear) return value;
    const auto shift = static_cast<unsigned>(std::bit_width(value)) - kLinearBits;
    const std::uint64_t within = (value >> shift) - kLinear / 2;
    return kLinear + (shift - 1) * kLinear / 2 + within;
}

std::uint64_t Histogram::lowest_of(std::size_t bucket) {
    if (bucket < kLinear) return bucket;
    const std::uint64_t above = bucket - kLinear;
    const std::uint64_t shift = above / (kLinear / 2) + 1;
    return (above % (kLinear / 2) + kLinear / 2) << shift;
}

std::uint64_t Histogram::highest_of(std::size_t bucket) {
    return bucket + 1 < kBuckets ? lowest_of(bucket + 1) - 1 : kMost;
}

void Histogram::record(std::uint64_t value_ns) {
    const std::uint64_t value = std::min(value_ns, kMost);
    ++counts_[bucket_of(value)];
    if (count_ == 0 || value < min_) min_ = value;
    max_ = std::max(max_, value);
    ++count_;
    sum_ += static_cast<double>(value);
}

void Histogram::add(const Histogram& other) {
    if (other.count_ == 0) return;
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
    min_ = count_ == 0 ? other.min_ : std::min(min_, other.min_);
    max_ = std::max(max_, other.max_);
    count_ += other.count_;
    sum_ += other.sum_;
}

double Histogram::mean() const {
    return count_ == 0 ? 0 : sum_ / static_cast<double>(count_);
}

std::uint64_t Histogram::percentile(double percent) const {
    if (count_ == 0) return 0;
    const double exact = std::ceil(percent / 100 * static_cast<double>(count_));
    const std::uint64_t wanted =
        std::clamp<std::uint64_t>(static_cast<std::uint64_t>(exact), 1, count_);
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        seen += counts_[i];
        if (seen >= wanted) return std::clamp(highest_of(i), min_, max_);
    }
    return max_;
}

}  // namespace ringpipe::ring_bench
