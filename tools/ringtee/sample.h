// Sample: one record in so many, by sequence number.
#pragma once

#include <cstdint>

#include "ringtee/record_filter.h"

namespace ringpipe::ringtee {

// Takes the records whose sequence number is a multiple of `every`, so that it makes no difference
// when a branch began, what it lost, or who else takes the same sample. Of a record in several
// parts the first one decides.
class Sample : public RecordFilter {
public:
    explicit Sample(std::uint64_t every) : every_(every) {}

    bool take(const Batch& record, std::span<const std::byte>&) override {
        if (!inside_) taken_ = record.first % every_ == 0;
        inside_ = record.continued;
        return taken_;
    }

    bool break_off(std::span<const std::byte>&) override {
        inside_ = false;
        return false;
    }

private:
    const std::uint64_t every_;
    bool inside_ = false;  // a record that has not ended
    bool taken_ = false;
};

}  // namespace ringpipe::ringtee
