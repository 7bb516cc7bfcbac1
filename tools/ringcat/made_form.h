// MadeForm: records go out as something that is made of each, in private memory.
#pragma once

#include <string>
#include <vector>

#include "ringcat/form.h"
#include "ringcat/record_json.h"

namespace ringpipe::ringcat {

class MadeForm : public Form {
public:
    void clear() override;
    bool add(const Batch& batch, std::uint32_t records, std::uint64_t most) override;
    void pass_over(const Batch& batch, std::uint32_t records) override;
    [[nodiscard]] std::span<iovec> pieces() override;
    [[nodiscard]] Whole whole(std::size_t written) const override;

protected:
    // Those that come are of this batch.
    virtual void begin(const Batch&) {}
    virtual void append(std::string& text, const RecordJson::Record& record) = 0;

    // Beside the records: goes out with what was made of them before.
    std::string& text() { return text_; }

private:
    // Up to which record the cursor may move when the text is out to `end`.
    struct Taken {
        std::size_t end;
        std::uint64_t records;
        std::uint64_t kept;
    };

    std::string text_;
    std::vector<Taken> taken_;
    Taken all_{};
    iovec piece_{};
};

}  // namespace ringpipe::ringcat
