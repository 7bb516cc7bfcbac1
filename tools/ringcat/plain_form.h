// PlainForm: records go out as they came.
#pragma once

#include "ringcat/form.h"
#include "ringcat/write_list.h"

namespace ringpipe::ringcat {

class PlainForm : public Form {
public:
    explicit PlainForm(const Options& options)
        : list_(options.delimiter_given, options.delimiter) {}

    void clear() override;
    bool add(const Batch& batch, std::uint32_t records, std::uint64_t most) override;
    void pass_over(const Batch& batch, std::uint32_t records) override;
    [[nodiscard]] std::span<iovec> pieces() override { return list_.pieces(); }
    [[nodiscard]] Whole whole(std::size_t written) const override;

private:
    WriteList list_;
    std::uint64_t kept_ = 0;
};

}  // namespace ringpipe::ringcat
