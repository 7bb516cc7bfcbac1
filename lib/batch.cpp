// Taking a batch apart into records, with every length checked.
#include <cstring>

#include "ringpipe/reader.h"

namespace ringpipe::inline v0 {

namespace {

// Each packed record is a 4-byte length, its bytes, and zero bytes up to a multiple of 4.
bool take_packed(Batch& batch, std::span<const std::byte>& record) {
    std::uint32_t length = 0;
    if (batch.bytes.size() < sizeof length) return false;
    std::memcpy(&length, batch.bytes.data(), sizeof length);
    const std::size_t padded =
        sizeof length + ((static_cast<std::size_t>(length) + 3) & ~std::size_t{3});
    if (padded > batch.bytes.size()) return false;
    record = batch.bytes.subspan(sizeof length, length);
    batch.bytes = batch.bytes.subspan(padded);
    return true;
}

bool take_line(Batch& batch, std::span<const std::byte>& record) {
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

}  // namespace

bool take_record(Batch& batch, std::span<const std::byte>& record) {
    if (batch.count == 0) return false;
    bool taken = true;
    switch (batch.kind) {
        case FrameKind::kLines:
            taken = take_line(batch, record);
            break;
        case FrameKind::kPacked:
            taken = take_packed(batch, record);
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
