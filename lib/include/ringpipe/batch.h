// Batch: one publication's worth of records, and how it is taken apart.
//
// Every length is checked before use. The code is in this header because it runs for each record,
// and what it reads is the file format, ringpipe(5), which no release of this layout changes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "ringpipe/format.h"

namespace ringpipe::inline v0 {

// One publication's worth of records, or what is left of it.
struct Batch {
    FrameKind kind = FrameKind::kRecord;
    std::span<const std::byte> bytes;  // kRecord: the record; kLines: the text; else as stored
    std::uint64_t first = 0;           // sequence of the first record in `bytes`
    std::uint32_t count = 0;           // records in it
    std::uint32_t tag = 0;
    std::uint64_t time_ns = 0;
    std::uint32_t record_bytes = 0;  // of kArray: of each record, so that all can be used at once
    std::uint8_t delimiter = 0;      // of kLines
    bool continued = false;          // its last record goes on in the next batch
};

namespace detail {

// What comes after the record that is now copied: the processor does not always see short copies
// coming one after the other.
inline void prefetch_after(std::span<const std::byte> rest, std::size_t record) {
    constexpr std::size_t kAhead = 1024;
    constexpr std::size_t kLine = 64;
    if (record > kAhead || rest.size() <= kAhead + record) return;
    const std::byte* ahead = rest.data() + kAhead;
    asm volatile("");  // or GCC takes this for a function without effect, and leaves it out
    for (std::size_t at = 0; at < record; at += kLine) __builtin_prefetch(ahead + at);
}

inline bool take_element(Batch& batch, std::span<const std::byte>& record) {
    if (batch.record_bytes > batch.bytes.size()) return false;
    record = batch.bytes.first(batch.record_bytes);
    batch.bytes = batch.bytes.subspan(batch.record_bytes);
    prefetch_after(batch.bytes, batch.record_bytes);
    return true;
}

// Each packed record is a 4-byte length, its bytes, and zero bytes up to a multiple of 4.
inline bool take_packed(Batch& batch, std::span<const std::byte>& record) {
    std::uint32_t length = 0;
    if (batch.bytes.size() < sizeof length) return false;
    std::memcpy(&length, batch.bytes.data(), sizeof length);
    asm volatile("" : "+r"(length));  // what is checked is what is used, whatever happens there
    const std::size_t padded =
        sizeof length + ((static_cast<std::size_t>(length) + 3) & ~std::size_t{3});
    if (padded > batch.bytes.size()) return false;
    record = batch.bytes.subspan(sizeof length, length);
    batch.bytes = batch.bytes.subspan(padded);
    prefetch_after(batch.bytes, padded);
    return true;
}

inline bool take_line(Batch& batch, std::span<const std::byte>& record) {
    if (batch.bytes.empty() && batch.count != 1) return false;
    std::size_t length = batch.bytes.size();
    if (batch.count != 1) {
        const void* end = std::memchr(batch.bytes.data(), batch.delimiter, length);
        if (end == nullptr) return false;
        length =
            static_cast<std::size_t>(static_cast<const std::byte*>(end) - batch.bytes.data()) + 1;
    }
    record = batch.bytes.first(length);
    batch.bytes = batch.bytes.subspan(length);
    return true;
}

}  // namespace detail

// Takes one record off the front of a batch; false when none is left. kLines: the record comes
// with its delimiter. A packed frame that lies ends the batch.
inline bool take_record(Batch& batch, std::span<const std::byte>& record) {
    if (batch.count == 0) return false;
    bool taken = true;
    switch (batch.kind) {
        case FrameKind::kArray:
            taken = detail::take_element(batch, record);
            break;
        case FrameKind::kPacked:
            taken = detail::take_packed(batch, record);
            break;
        case FrameKind::kLines:
            taken = detail::take_line(batch, record);
            break;
        case FrameKind::kRecord:
            record = batch.bytes;
            batch.bytes = batch.bytes.last(0);
            break;
    }
    if (!taken) {
        batch.count = 0;
        return false;
    }
    ++batch.first;
    --batch.count;
    return true;
}

}  // namespace ringpipe::inline v0
