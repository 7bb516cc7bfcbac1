// WriteList: a round of batches as the pieces of one writev(2).
#include "ringcat/write_list.h"

#include "ringcat/delimiter.h"

namespace ringpipe::ringcat {

void WriteList::clear() {
    parts_.clear();
    pieces_.clear();
    bytes_ = 0;
    records_ = 0;
}

// What lines hold they hold with their ends; and a record that goes on has not ended.
bool WriteList::is_ended(const Batch& batch) const {
    return ends_ && batch.kind != FrameKind::kLines && !(batch.continued && batch.count == 1);
}

void WriteList::add_piece(const void* data, std::size_t bytes) {
    if (bytes != 0) pieces_.push_back({const_cast<void*>(data), bytes});
}

std::size_t WriteList::add_packed(const Batch& batch) {
    Batch rest = batch;
    std::size_t bytes = 0;
    std::span<const std::byte> record;
    while (rest.count != 0) {
        const bool end = is_ended(rest);
        if (!take_record(rest, record)) break;
        add_piece(record.data(), record.size());
        bytes += record.size();
        if (end) {
            add_piece(&delimiter_, 1);
            ++bytes;
        }
    }
    return bytes;
}

void WriteList::add(const Batch& batch, std::uint32_t records) {
    if (records == 0) return;
    Part part{batch, 0};
    Batch& cut = part.batch;
    if (records < batch.count) {
        cut.count = records;
        cut.continued = false;
        if (cut.kind == FrameKind::kLines) {
            const std::size_t bytes = to_nth(cut.bytes, cut.delimiter, records);
            if (bytes != 0) cut.bytes = cut.bytes.first(bytes);
        }
    }
    if (cut.kind == FrameKind::kPacked || cut.kind == FrameKind::kArray) {
        part.bytes = add_packed(cut);
    } else {
        add_piece(cut.bytes.data(), cut.bytes.size());
        part.bytes = cut.bytes.size();
        if (is_ended(cut)) {
            add_piece(&delimiter_, 1);
            ++part.bytes;
        }
    }
    bytes_ += part.bytes;
    records_ += cut.count;
    parts_.push_back(part);
}

void WriteList::pass_over(const Batch& batch, std::uint32_t records) {
    Part part{batch, 0};
    part.batch.count = records;
    records_ += records;
    parts_.push_back(part);
}

std::span<iovec> WriteList::pieces() {
    return pieces_;
}

std::uint64_t WriteList::whole_records(std::size_t written) const {
    std::uint64_t records = 0;
    for (const Part& part : parts_) {
        if (written >= part.bytes) {
            written -= part.bytes;
            records += part.batch.count;
            continue;
        }
        if (part.batch.kind == FrameKind::kLines) {
            records += count_delimiters(part.batch.bytes.first(written), part.batch.delimiter);
        } else if (part.batch.kind != FrameKind::kRecord) {
            Batch rest = part.batch;
            std::span<const std::byte> record;
            while (rest.count != 0) {
                const std::size_t end = is_ended(rest) ? 1 : 0;
                if (!take_record(rest, record) || record.size() + end > written) break;
                written -= record.size() + end;
                ++records;
            }
        }
        break;
    }
    return records;
}

}  // namespace ringpipe::ringcat
