// Where: the records that --where lets through, and what --pick makes of them, one at a time; the
// answers are those of ringcat's Sieve.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "filter/sieve.h"
#include "ringtee/record_filter.h"

namespace ringpipe::ringtee {

// What it takes has its end already. Of a record in several parts nothing is taken before the last
// one, and then the whole.
class Where : public RecordFilter {
public:
    Where(std::shared_ptr<const filter::Query> query, const filter::SieveOptions& options)
        : sieve_(std::move(query), options) {}

    bool take(const Batch& record, std::span<const std::byte>& out) override;
    bool break_off(std::span<const std::byte>& out) override;
    [[nodiscard]] bool stops() const override { return sieve_.failed().has_value(); }

    // For whole batches at once, where there is no other filter.
    [[nodiscard]] filter::Sieve& sieve() { return sieve_; }

private:
    bool gather(std::span<const std::byte>& out);

    filter::Sieve sieve_;
    std::string joined_;
};

}  // namespace ringpipe::ringtee
