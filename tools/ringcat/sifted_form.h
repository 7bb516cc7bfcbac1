// SiftedForm: only those records go out of which --where is true, and of them what --pick names; as
// they are, or as the framing or -J says.
#pragma once

#include "filter/sieve.h"
#include "ringcat/form.h"

namespace ringpipe::ringcat {

[[nodiscard]] filter::SieveOptions sieve_options(const Options& options);

class SiftedForm : public Form {
public:
    explicit SiftedForm(const Options& options)
        : sieve_(options.deliver.query, sieve_options(options)) {}

    void clear() override { sieve_.clear(); }
    bool add(const Batch& batch, std::uint32_t records, std::uint64_t most) override {
        return sieve_.add(batch, records, most);
    }
    void pass_over(const Batch& batch, std::uint32_t records) override {
        sieve_.pass_over(batch, records);
    }
    void break_off() override { sieve_.break_off(); }
    [[nodiscard]] std::span<iovec> pieces() override { return sieve_.pieces(); }
    [[nodiscard]] Whole whole(std::size_t written) const override {
        const filter::Sieve::Whole whole = sieve_.whole(written);
        return {whole.kept, whole.records};
    }
    [[nodiscard]] std::optional<std::uint64_t> failed() const override { return sieve_.failed(); }
    [[nodiscard]] std::string about_invalid() const override { return sieve_.about_invalid(); }

private:
    filter::Sieve sieve_;
};

}  // namespace ringpipe::ringcat
