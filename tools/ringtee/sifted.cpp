// Sifted: a round of batches taken apart into records, and what the filters leave of them.
#include "ringtee/sifted.h"

#include <algorithm>

namespace ringpipe::ringtee {

void Sifted::clear() {
    bytes_.clear();
    marks_.clear();
    records_ = 0;
}

bool Sifted::add(Batch batch, const RecordFilters& filters) {
    std::uint64_t sequence = batch.first;
    Batch record = batch;
    record.count = 1;
    while (batch.count != 0) {
        record.continued = batch.continued && batch.count == 1;
        record.first = sequence++;
        if (!take_record(batch, record.bytes)) return false;
        std::span<const std::byte> out = record.bytes;
        const auto refuses = std::find_if(filters.begin(), filters.end(), [&](const auto& filter) {
            return !filter->take(record, out);
        });
        if (refuses != filters.end() && (*refuses)->stops()) return false;
        ++records_;
        if (refuses != filters.end()) continue;
        bytes_.insert(bytes_.end(), out.begin(), out.end());
        if (ends_ && batch.kind != FrameKind::kLines && !record.continued) {
            bytes_.push_back(static_cast<std::byte>(delimiter_));
        }
        marks_.push_back({bytes_.size(), records_, !record.continued});
    }
    return true;
}

void Sifted::break_off(const RecordFilters& filters) {
    for (const auto& filter : filters) {
        std::span<const std::byte> out;
        if (!filter->break_off(out)) continue;
        bytes_.insert(bytes_.end(), out.begin(), out.end());
        marks_.push_back({bytes_.size(), records_, true});
    }
}

Sifted::Whole Sifted::whole(std::size_t written) const {
    const auto after = std::partition_point(
        marks_.begin(), marks_.end(), [&](const Mark& mark) { return mark.bytes <= written; });
    Whole whole;
    if (after != marks_.begin()) {
        whole.bytes = std::prev(after)->bytes;
        whole.records = std::prev(after)->records;
        whole.taken = static_cast<std::uint64_t>(
            std::count_if(marks_.begin(), after, [](const Mark& mark) { return mark.ends; }));
    }
    // What was dropped after the last one that was taken is done with, too.
    if (after == marks_.end()) whole.records = records_;
    return whole;
}

}  // namespace ringpipe::ringtee
