// Sifted: a round of batches taken apart into records, what the filters leave of them, and where
// each ends; so a write that stops anywhere can be told in whole records.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ringpipe/reader.h"
#include "ringtee/record_filter.h"

namespace ringpipe::ringtee {

class Sifted {
public:
    struct Mark {
        std::size_t bytes = 0;      // of the output, up to and with this record
        std::uint64_t records = 0;  // of the input, likewise
        bool ends = true;           // it does not go on in the next one
    };

    // What lies wholly within the first so many bytes of the output.
    struct Whole {
        std::size_t bytes = 0;
        std::uint64_t records = 0;  // of the input
        std::uint64_t taken = 0;    // that the command got
    };

    // With `ends` each record that has no end of its own is followed by `delimiter`.
    Sifted(bool ends, std::uint8_t delimiter) : ends_(ends), delimiter_(delimiter) {}

    void clear();
    // False: a filter stops in front of a record; or, if none does, the batch contradicts itself.
    bool add(Batch batch, const RecordFilters& filters);
    // The rest of the last record is not going to come.
    void break_off(const RecordFilters& filters);

    [[nodiscard]] const std::vector<std::byte>& bytes() const { return bytes_; }
    [[nodiscard]] const std::vector<Mark>& marks() const { return marks_; }
    [[nodiscard]] Whole whole(std::size_t written) const;

private:
    const bool ends_;
    const std::uint8_t delimiter_;
    std::vector<std::byte> bytes_;
    std::vector<Mark> marks_;
    std::uint64_t records_ = 0;
};

}  // namespace ringpipe::ringtee
