// RecordFilter: decides for each record whether a branch's command sees it, and as what.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "ringpipe/reader.h"

namespace ringpipe::ringtee {

class RecordFilter {
public:
    virtual ~RecordFilter() = default;

    // `record` is a batch of one; `continued` says that it goes on in the next call. On true the
    // command gets `out`, which begins as the record's bytes (a line with its delimiter) and may be
    // pointed at bytes that stay valid until the next call.
    virtual bool take(const Batch& record, std::span<const std::byte>& out) = 0;

    // The rest of a record that goes on is not going to come. On true the command gets `out`.
    virtual bool break_off(std::span<const std::byte>& out) = 0;

    // After take() was false: the branch ends in front of that record.
    [[nodiscard]] virtual bool stops() const { return false; }
};

// A record must pass all, in this order.
using RecordFilters = std::vector<std::unique_ptr<RecordFilter>>;

}  // namespace ringpipe::ringtee
