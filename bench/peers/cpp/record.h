// Record: some bytes that begin with a sequence number.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "workload.h"

namespace ringpipe::peers {

constexpr std::uint64_t kEnd = UINT64_MAX;  // the sequence number of the record after the last

// A private buffer of so many records, with something in them.
inline std::vector<std::byte> private_records(std::size_t bytes, std::size_t count = 1) {
    std::vector<std::byte> records(bytes * count);
    for (std::size_t i = 0; i < records.size(); ++i) records[i] = static_cast<std::byte>(i * 7);
    return records;
}

inline void put_sequence(std::byte* record, std::uint64_t sequence) {
    std::memcpy(record, &sequence, sizeof sequence);
    // The record is whole in memory before it is copied.
    asm volatile("" : : "r"(record) : "memory");
}

// What a reader does with each record that it has copied out.
class Checker {
public:
    explicit Checker(std::size_t bytes) : bytes_(bytes) {}

    void operator()(const std::byte* record, std::size_t bytes) {
        // The copy is made even where nobody looks at all of it.
        asm volatile("" : : "r"(record) : "memory");
        std::uint64_t sequence = 0;
        std::memcpy(&sequence, record, sizeof sequence);
        if (sequence == next_ && bytes == bytes_) [[likely]] {
            ++next_;
        } else if (sequence == kEnd && bytes == bytes_ && !ended_) {
            ended_ = true;
        } else {
            fail("record " + std::to_string(next_) + " came as " + std::to_string(sequence) +
                 " with " + std::to_string(bytes) + " bytes");
        }
    }
    [[nodiscard]] std::uint64_t next() const { return next_; }
    [[nodiscard]] bool ended() const { return ended_; }

private:
    const std::size_t bytes_;
    std::uint64_t next_ = 0;
    bool ended_ = false;
};

}  // namespace ringpipe::peers
