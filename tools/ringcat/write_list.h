// WriteList: a round of batches as the pieces of one writev(2), and how many records of them were
// written when only some bytes were.
//
// Lifetime  the pieces point into the batches' bytes, which must outlive their use.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ringpipe/reader.h"

namespace ringpipe::ringcat {

class WriteList {
public:
    // With `ends` each record that has no end of its own is followed by `delimiter`.
    WriteList(bool ends, std::uint8_t delimiter) : ends_(ends), delimiter_(delimiter) {}

    void clear();

    // The first `records` of the batch.
    void add(const Batch& batch, std::uint32_t records);

    // Likewise, but they do not go out.
    void pass_over(const Batch& batch, std::uint32_t records);

    [[nodiscard]] std::span<iovec> pieces();
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    [[nodiscard]] std::uint64_t records() const { return records_; }

    // How many records lie wholly within the first `written` bytes.
    [[nodiscard]] std::uint64_t whole_records(std::size_t written) const;

private:
    struct Part {
        Batch batch;            // cut to the records that were asked for
        std::size_t bytes = 0;  // of it in the output
    };

    [[nodiscard]] bool is_ended(const Batch& batch) const;
    std::size_t add_packed(const Batch& batch);
    void add_piece(const void* data, std::size_t bytes);

    const bool ends_;
    const std::uint8_t delimiter_;
    std::vector<Part> parts_;
    std::vector<iovec> pieces_;
    std::size_t bytes_ = 0;
    std::uint64_t records_ = 0;
};

}  // namespace ringpipe::ringcat
