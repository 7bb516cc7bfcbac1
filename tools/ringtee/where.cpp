// Where: the records that --where lets through, and what --pick makes of them, one at a time.
#include "ringtee/where.h"

#include <cstdint>

namespace ringpipe::ringtee {

bool Where::take(const Batch& record, std::span<const std::byte>& out) {
    sieve_.clear();
    sieve_.add(record, 1, UINT64_MAX);
    return gather(out);
}

bool Where::break_off(std::span<const std::byte>& out) {
    sieve_.clear();
    sieve_.break_off();
    return gather(out);
}

bool Where::gather(std::span<const std::byte>& out) {
    const auto pieces = sieve_.pieces();
    if (pieces.size() == 1) {
        out = {static_cast<const std::byte*>(pieces[0].iov_base), pieces[0].iov_len};
        return true;
    }
    joined_.clear();
    for (const iovec& piece : pieces) {
        joined_.append(static_cast<const char*>(piece.iov_base), piece.iov_len);
    }
    out = std::as_bytes(std::span(joined_));
    return !pieces.empty() || sieve_.kept() != 0;
}

}  // namespace ringpipe::ringtee
