// JsonForm: each record goes out as a JSON object on a line of its own (-J).
#pragma once

#include <string>
#include <vector>

#include "ringcat/form.h"

namespace ringpipe::ringcat {

class JsonForm : public Form {
public:
    explicit JsonForm(const Options& options);

    void clear() override;
    bool add(const Batch& batch, std::uint32_t records, std::uint64_t most) override;
    void pass_over(const Batch& batch, std::uint32_t records) override;
    [[nodiscard]] std::span<iovec> pieces() override;
    [[nodiscard]] Whole whole(std::size_t written) const override;

private:
    // Up to which record the cursor may move when the text is out to `end`.
    struct Taken {
        std::size_t end;
        std::uint64_t records;
        std::uint64_t kept;
    };

    const char end_;
    std::string text_;
    std::vector<Taken> taken_;
    Taken all_{};
    iovec piece_{};
};

}  // namespace ringpipe::ringcat
