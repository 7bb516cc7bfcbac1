// Witness: what really happened, kept beside the ring, and what each reader makes of it.
//
// Records say in each part who published them and how long they are, so that what is torn, stale
// or of another record is seen. A party is one life of one process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "core/cursor.h"
#include "core/seat.h"
#include "ringpipe/reader.h"

namespace ringpipe::model {

// A complaint, or nothing.
using Complaint = std::optional<std::string>;

class Witness {
public:
    void clear() { *this = Witness(); }

    // --- records ---

    // Fills a record, a multiple of 8 bytes. Where a header may be looked for later it looks like
    // a frame's first word, or like none yet.
    static void fill(std::span<std::byte> record, std::uint32_t party, std::uint32_t number);
    // Which record it is; 0 if it is not one, whole.
    [[nodiscard]] static std::uint64_t identify(std::span<const std::byte> record);

    // --- writers: their phases, as far as ends and deaths can tell them apart ---

    enum class Phase { kOpening, kOpen, kClosing, kGone };
    void phase(std::uint32_t party, Phase phase) { phases_[party] = phase; }
    void died(std::uint32_t party);
    void seat_taken_alone(std::uint32_t party);  // a new session, if it is opening

    Complaint published(std::uint64_t sequence, std::uint64_t record);
    void refused(std::uint64_t records) { refusals_ += records; }
    [[nodiscard]] std::uint64_t refusals() const { return refusals_; }

    // --- readers ---

    struct Ledger {
        std::uint64_t start = 0;
        std::uint64_t next = 0;
        std::uint64_t delivered = 0;
        std::uint64_t overrun = 0;
        std::uint64_t refused = 0;
        bool may_lose = false;
    };
    void joining(std::uint32_t party) { ledgers_.erase(party); }
    void begin(std::uint32_t party, std::uint64_t sequence, bool may_lose);
    Complaint delivered(std::uint32_t party, std::uint64_t sequence, std::uint64_t record);
    Complaint lost(std::uint32_t party, const Gap& gap);
    Complaint balance(std::uint32_t party);
    [[nodiscard]] const Ledger& ledger(std::uint32_t party) { return ledgers_[party]; }

    // The kernel says that nobody is on the seat, when so much had been published.
    void seat_found_empty(std::uint32_t party, std::uint64_t committed_sequence);
    Complaint verdict(std::uint32_t party, core::Verdict verdict);

    // A holder's cursor that everybody can now see; the furthest of them is what was consumed.
    // Where it joins nothing was consumed yet.
    void cursor_stored(std::uint32_t party, const core::CursorValue& cursor) {
        if (ledgers_.count(party) != 0 && cursor.is_past(consumed_)) consumed_ = cursor;
    }
    [[nodiscard]] const core::CursorValue& consumed() const { return consumed_; }
    // What a new reader may take for unread that found so much consumed when it came.
    [[nodiscard]] Complaint unread(const core::CursorValue& found,
                                   const core::CursorValue& start) const;

private:
    enum class Death { kNone, kPerhaps, kCertain };
    struct Probe {
        std::uint64_t committed_sequence = 0;
        Death death = Death::kNone;
        bool was_written = false;
    };

    std::map<std::uint32_t, Phase> phases_;
    std::map<std::uint64_t, std::uint64_t> published_;  // sequence: record
    std::map<std::uint64_t, std::uint64_t> seen_;       // by any reader, likewise
    std::uint64_t refusals_ = 0;
    std::map<std::uint32_t, Ledger> ledgers_;
    std::map<std::uint32_t, Probe> probes_;
    core::CursorValue consumed_{};
    Death death_ = Death::kNone;  // in this session
    bool was_written_ = false;
};

}  // namespace ringpipe::model
