#include "crash/journal.h"

#include <algorithm>
#include <cstring>

namespace ringpipe::testing {

void Journal::complain(Fault fault, const std::string& what) const {
    ++words_->faults[static_cast<int>(fault)];
    if (words_->told.exchange(true)) return;
    const std::size_t bytes = std::min(what.size(), sizeof words_->first_fault - 1);
    std::memcpy(words_->first_fault, what.data(), bytes);
}

std::uint64_t Journal::faults() const {
    std::uint64_t sum = 0;
    for (const auto& count : words_->faults) sum += count;
    return sum;
}

bool Journal::deliver(std::uint64_t sequence, const NumberedRecord& record) const {
    if (sequence >= kMostRecords) return false;
    const std::uint64_t note = record.writer << 40 | record.number << 1 | 1;
    std::uint64_t before = 0;
    if (words_->delivered[sequence].compare_exchange_strong(before, note)) {
        std::uint64_t furthest = words_->furthest;
        while (furthest <= sequence &&
               !words_->furthest.compare_exchange_weak(furthest, sequence + 1)) {
        }
        return true;
    }
    ++words_->delivered_again;
    if (before != note) complain(Fault::kReused, "another record at " + std::to_string(sequence));
    return true;
}

NumberedRecord Journal::record_at(std::uint64_t sequence) const {
    const std::uint64_t note = words_->delivered[sequence];
    return {note >> 40, note << 24 >> 25};
}

}  // namespace ringpipe::testing
