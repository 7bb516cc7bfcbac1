// Witness: compares what readers are told with what happened.
#include "model/witness.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/frame.h"

namespace ringpipe::model {

namespace {

std::string number(std::uint64_t value) {
    return std::to_string(value);
}

std::string record_text(std::uint64_t record) {
    return "record " + number(record >> 16 & 0xffff) + " of party " + number(record >> 32);
}

}  // namespace

void Witness::fill(std::span<std::byte> record, std::uint32_t party, std::uint32_t number) {
    const std::uint64_t identity = static_cast<std::uint64_t>(party) << 32 |
                                   static_cast<std::uint64_t>(number) << 16 | record.size();
    const std::uint64_t disguise =
        number % 2 == 0 ? 0 : core::frame_word(64, FrameKind::kRecord, 0, 0);
    for (std::size_t at = 0; at < record.size(); at += 8) {
        const std::uint64_t word =
            at % kFrameAlign == 0 && at + 8 < record.size() ? disguise : identity;
        std::memcpy(record.data() + at, &word, sizeof word);
    }
}

std::uint64_t Witness::identify(std::span<const std::byte> record) {
    if (record.size() < 8 || record.size() % 8 != 0) return 0;
    std::uint64_t identity = 0;
    std::memcpy(&identity, record.data() + record.size() - 8, sizeof identity);
    if ((identity & 0xffff) != record.size()) return 0;
    std::vector<std::byte> whole(record.size());
    fill(whole, static_cast<std::uint32_t>(identity >> 32),
         static_cast<std::uint32_t>(identity >> 16 & 0xffff));
    return std::equal(whole.begin(), whole.end(), record.begin()) ? identity : 0;
}

void Witness::died(std::uint32_t party) {
    const auto found = phases_.find(party);
    if (found == phases_.end() || found->second == Phase::kGone) return;
    const Death death = found->second == Phase::kOpen ? Death::kCertain : Death::kPerhaps;
    death_ = std::max(death_, death);
    found->second = Phase::kGone;
}

void Witness::seat_taken_alone(std::uint32_t party) {
    const auto found = phases_.find(party);
    if (found == phases_.end() || found->second != Phase::kOpening) return;
    death_ = Death::kNone;
    was_written_ = true;
}

Complaint Witness::published(std::uint64_t sequence, std::uint64_t record) {
    const auto [place, is_new] = published_.try_emplace(sequence, record);
    if (!is_new && place->second != record) {
        return "sequence number " + number(sequence) + " was used twice";
    }
    const auto seen = seen_.find(sequence);
    if (seen != seen_.end() && seen->second != record) {
        return "a reader got " + record_text(seen->second) + " as number " + number(sequence) +
               ", which is " + record_text(record);
    }
    return std::nullopt;
}

void Witness::begin(std::uint32_t party, std::uint64_t sequence, bool may_lose) {
    ledgers_[party] = {sequence, sequence, 0, 0, 0, may_lose};
}

Complaint Witness::delivered(std::uint32_t party, std::uint64_t sequence, std::uint64_t record) {
    Ledger& ledger = ledgers_[party];
    if (record == 0) return "a reader got a torn record as number " + number(sequence);
    if (sequence != ledger.next) {
        return "a reader got number " + number(sequence) + " instead of " + number(ledger.next);
    }
    if (const auto known = published_.find(sequence); known != published_.end())
        seen_[sequence] = known->second;
    const auto [place, is_new] = seen_.try_emplace(sequence, record);
    if (!is_new && place->second != record) {
        return "a reader got " + record_text(record) + " as number " + number(sequence) +
               ", which is " + record_text(place->second);
    }
    ++ledger.next;
    ++ledger.delivered;
    return std::nullopt;
}

Complaint Witness::lost(std::uint32_t party, const Gap& gap) {
    Ledger& ledger = ledgers_[party];
    const std::string range = number(gap.first) + " to " + number(gap.last);
    if (gap.first != ledger.next || gap.last < gap.first) {
        return "a reader lost " + range + " where " + number(ledger.next) + " comes next";
    }
    const std::uint64_t records = gap.last - gap.first + 1;
    if (gap.cause == Cause::kOverrun) {
        if (!ledger.may_lose) return "a holder lost " + range;
        ledger.overrun += records;
    } else {
        for (std::uint64_t sequence = gap.first; sequence <= gap.last; ++sequence) {
            if (published_.count(sequence) != 0) {
                return "number " + number(sequence) +
                       " was published, and a reader is told that it was refused";
            }
        }
        ledger.refused += records;
    }
    ledger.next = gap.last + 1;
    return std::nullopt;
}

Complaint Witness::unread(const core::CursorValue& found, const core::CursorValue& start) const {
    if (found.is_past(start)) return "a new reader gets again what was consumed";
    const auto next = published_.lower_bound(consumed_.details.sequence);
    if (next == published_.end() || next->first >= start.details.sequence) return std::nullopt;
    return "a new reader misses number " + number(next->first) + ", which nobody consumed";
}

Complaint Witness::balance(std::uint32_t party) {
    const Ledger& ledger = ledgers_[party];
    if (ledger.delivered + ledger.overrun + ledger.refused == ledger.next - ledger.start)
        return std::nullopt;
    return "what a reader got and lost does not add up";
}

void Witness::seat_found_empty(std::uint32_t party, std::uint64_t committed_sequence) {
    probes_[party] = {committed_sequence, death_, was_written_};
}

Complaint Witness::verdict(std::uint32_t party, core::Verdict verdict) {
    const Probe& probe = probes_[party];
    const Ledger& ledger = ledgers_[party];
    if (verdict == core::Verdict::kEnded && probe.death == Death::kCertain) {
        return "a reader is told that the stream ended, but a writer had died";
    }
    if (verdict == core::Verdict::kDied && probe.death == Death::kNone) {
        return "a reader is told that a writer died, but none had";
    }
    if (!probe.was_written) return "a reader is told of an end, but no writer was ever there";
    if (ledger.next < probe.committed_sequence) {
        return "a reader is told that the stream is over at " + number(ledger.next) + ", but " +
               number(probe.committed_sequence) + " records were there";
    }
    return balance(party);
}

}  // namespace ringpipe::model
