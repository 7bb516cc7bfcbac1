// Sieve: batches of a ring in, what a Query lets through out, as the pieces of one writev(2); with
// what is needed to move a cursor over exactly what was written.
//
//     sieve.clear();
//     for (const Batch& batch : batches) if (!sieve.add(batch, batch.count, most)) break;
//     write(sieve.pieces());  reader.release(sieve.records());
//
// Lifetime  the pieces point into the batches' bytes, or into the sieve until clear().
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "filter/judge.h"
#include "filter/needle.h"
#include "ringpipe/reader.h"

namespace ringpipe::filter {

enum class OnInvalid { kDrop, kPass, kFail };

// "drop", "pass", "fail".
[[nodiscard]] std::optional<OnInvalid> parse_on_invalid(std::string_view word);

// A record that passes, for whoever makes something else of it.
struct Passed {
    std::span<const std::byte> bytes;  // without its delimiter
    std::optional<std::uint8_t> delimiter;
    bool continued = false;      // the rest comes next, or never
    std::uint64_t sequence = 0;  // of the first part of a record that came in parts
    std::uint64_t time_ns = 0;   // of its last part, and the tag
    std::uint32_t tag = 0;
};

struct SieveOptions {
    // Absent: what is not JSON is dropped, and records that cannot pass need not be looked at, so
    // not all of them are counted. Given, each record is read to its end.
    std::optional<OnInvalid> on_invalid{};
    // Follows each record that passes and has no end of its own. Picked ones always get an end,
    // without this a newline.
    std::optional<std::uint8_t> delimiter{};
    // A record that came in parts (it was longer than the ring's largest) is put together up to
    // here. A longer one counts as not JSON.
    std::size_t longest = std::size_t{256} << 20;
    // If given, what it appends goes out instead of a record.
    std::function<void(std::string& out, const Passed& passed)> wrap{};
};

class Sieve {
public:
    Sieve(std::shared_ptr<const Query> query, const SieveOptions& options);

    // Forgets what was kept.
    void clear();

    // Looks at the first `records` of the next batch, until `most` of them were kept. False: look
    // at no more in this round, that was the last one wanted, or it must fail().
    bool add(const Batch& batch, std::uint32_t records, std::uint64_t most);

    // Records of the next batch that do not pass, whatever they are.
    void pass_over(const Batch& batch, std::uint32_t records);

    // The rest of a record in several parts is not going to come: it is not JSON. Its parts have
    // been released, so it goes into the next pieces() if such pass.
    void break_off();

    [[nodiscard]] std::span<iovec> pieces();
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    [[nodiscard]] std::uint64_t kept() const { return whole_kept_; }

    // How many records were looked at (or skipped) since clear().
    [[nodiscard]] std::uint64_t records() const;

    // If only the first `written` bytes were: how many kept records are wholly among them, and up
    // to which record the cursor may move.
    struct Whole {
        std::uint64_t kept = 0;
        std::uint64_t records = 0;
    };
    [[nodiscard]] Whole whole(std::size_t written) const;

    // The sequence of a record that is not JSON, if OnInvalid::kFail; records() ends before it.
    [[nodiscard]] std::optional<std::uint64_t> failed() const { return failed_; }

    // How many records were not JSON, ever; and whether others may have been skipped unread.
    [[nodiscard]] std::uint64_t invalid() const { return invalid_; }
    [[nodiscard]] bool skips() const { return needle_ != nullptr; }

    // For the end, and for people: "3 records were not JSON, and dropped"; empty if all were.
    [[nodiscard]] std::string about_invalid() const;

private:
    struct Seen {
        Batch batch;
        std::uint32_t records;  // of it that were looked at
    };
    // One record in its batch: the bytes [begin, end), of which the last may be its delimiter.
    struct Place {
        std::size_t begin;
        std::size_t end;
        bool ended;
        std::uint32_t index = 0;  // in a batch that is not lines: how many records come before it
    };
    struct Kept {
        const std::byte* data;  // in the ring; null: at `at` in made_
        std::size_t at;
        std::size_t bytes;
        bool add_end;
        bool counts;       // false: the record goes on in the next one
        std::size_t seen;  // the batch in which it ends
        std::size_t end;   // where in its bytes
    };
    // How far the lines of the last batch were counted, for their sequence numbers.
    struct Counted {
        std::size_t bytes = 0;
        std::uint64_t lines = 0;
    };
    enum class Joining { kNo, kYes, kPassing, kDropping };

    bool sift(const Batch& batch);
    bool sift_lines(const Batch& batch);
    bool sift_packed(const Batch& batch);
    bool sift_record(std::span<const std::byte> bytes, const Place& place);
    bool sift_part(std::span<const std::byte> part, const Place& place, bool is_last);
    bool refuse(const Place& place);
    bool act(Verdict verdict, std::span<const std::byte> bytes, const Place& place, bool copy);
    void keep(std::span<const std::byte> bytes, const Place& place, bool copy, bool counts);
    void keep_picked(const Place& place);
    void keep_wrapped(std::span<const std::byte> bytes, const Place& place, bool counts);
    [[nodiscard]] Passed passing_at(const Place& place);
    void count_kept(const Kept& kept);
    [[nodiscard]] std::uint32_t records_until(const Seen& seen, std::size_t end) const;

    Judge judge_;
    const SieveOptions options_;
    const OnInvalid on_invalid_;
    const Needle* const needle_;  // null: read every record
    const std::uint8_t delimiter_;

    std::vector<Seen> seen_;
    std::vector<Kept> kept_;
    std::vector<iovec> pieces_;
    std::string made_;  // what is kept and not in the ring as it goes out
    std::size_t bytes_ = 0;
    std::uint64_t whole_kept_ = 0;
    std::uint64_t most_ = 0;

    Joining joining_ = Joining::kNo;
    std::string joined_;  // the parts so far
    Passed joined_as_;    // but for the bytes
    Counted counted_;
    std::string picked_;
    std::optional<std::uint64_t> failed_;
    std::uint64_t invalid_ = 0;
};

}  // namespace ringpipe::filter
