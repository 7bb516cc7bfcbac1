// Payload: records that prove by themselves that they arrived whole, once and in order.
//
// The first word is the sequence number, with the sender's number in its top byte. The first word
// of every further 64 bytes is derived from it, so that a cache line of an older record shows. With
// Verify::kFull the last whole word is the sum of all others. In between lie fixed random bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ring_bench/workload.h"

namespace ringpipe::ring_bench {

inline constexpr unsigned kSenderShift = 56;
inline constexpr std::uint64_t kSmallestTimedRecord = 24;

// The sender's side. A record of 4 to 7 bytes holds only the low half of its sequence number.
class Payload {
public:
    Payload(std::uint64_t bytes, Verify verify, std::uint32_t sender,
            std::uint64_t damaged_record = UINT64_MAX, Content content = Content::kProof);
    Payload(const Workload& workload, std::uint32_t sender)
        : Payload(workload.record_bytes, workload.verify, sender, workload.damaged_record,
                  workload.content) {}

    // The next record, in private memory, valid until the next call. `at_ns` is for records that
    // tell when they were due: the second word.
    std::span<const std::byte> next(std::uint64_t at_ns = 0);
    // The same, written straight to where it goes.
    void next_into(std::span<std::byte> room);

    [[nodiscard]] std::uint64_t sent() const { return sequence_; }
    // Over all records so far; a receiver that got the same ones has the same.
    [[nodiscard]] std::uint64_t digest() const { return digest_; }

private:
    void stamp(std::byte* to, std::uint64_t at_ns);
    void damage(std::byte* record) const;

    const std::uint64_t bytes_;
    const Verify verify_;
    const std::uint64_t sender_;
    const Content content_;
    const std::uint64_t damaged_record_;  // in which a byte is wrong, for tests
    std::uint64_t fixed_sum_ = 0;         // of what no stamp touches
    std::uint64_t sequence_ = 0;
    std::uint64_t digest_ = 0;
    bool damaged_ = false;  // image_ holds the damaged record
    std::vector<std::byte> image_;
};

// The receiver's side.
class Checker {
public:
    Checker(std::uint64_t bytes, Verify verify) : bytes_(bytes), verify_(verify) {}

    void see(std::span<const std::byte> record);

    [[nodiscard]] std::uint64_t records() const { return records_; }  // whole, new and in order
    [[nodiscard]] std::uint64_t lost() const { return lost_; }
    [[nodiscard]] std::uint64_t repeated() const { return repeated_; }
    [[nodiscard]] std::uint64_t corrupt() const { return corrupt_; }
    [[nodiscard]] std::uint64_t digest() const { return digest_; }
    [[nodiscard]] std::uint64_t next_sequence(std::size_t sender) const { return next_[sender]; }

private:
    const std::uint64_t bytes_;
    const Verify verify_;
    std::uint64_t records_ = 0;
    std::uint64_t lost_ = 0;
    std::uint64_t repeated_ = 0;
    std::uint64_t corrupt_ = 0;
    std::uint64_t digest_ = 0;
    std::array<std::uint64_t, 256> next_{};
};

// What tells the end to a receiver that cannot see it otherwise: a record whose sequence number
// cannot be.
[[nodiscard]] std::vector<std::byte> last_record(std::uint64_t bytes);
[[nodiscard]] bool is_last_record(std::span<const std::byte> record);

// When a timed record was due.
[[nodiscard]] std::uint64_t due_ns(std::span<const std::byte> record);

// What stamping and checking cost for one record, measured, both sides together: the declared price
// of verification.
[[nodiscard]] double verification_ns(std::uint64_t bytes, Verify verify);

}  // namespace ringpipe::ring_bench
