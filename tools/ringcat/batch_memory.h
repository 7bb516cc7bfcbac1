// BatchMemory: the text of one batch in memory of our own, in one piece.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ringcat/batch_store.h"

namespace ringpipe::ringcat {

class BatchMemory : public BatchStore {
public:
    void clear() override { text_.clear(); }
    [[nodiscard]] int append(std::span<iovec> pieces) override {
        for (const iovec& piece : pieces) {
            const auto* begin = static_cast<const std::byte*>(piece.iov_base);
            text_.insert(text_.end(), begin, begin + piece.iov_len);
        }
        return 0;
    }
    [[nodiscard]] std::uint64_t bytes() const override { return text_.size(); }

    [[nodiscard]] std::span<const std::byte> text() const { return text_; }

private:
    std::vector<std::byte> text_;
};

}  // namespace ringpipe::ringcat
