// PlainForm: records go out as they came.
#include "ringcat/plain_form.h"

#include <algorithm>

namespace ringpipe::ringcat {

void PlainForm::clear() {
    list_.clear();
    kept_ = 0;
}

bool PlainForm::add(const Batch& batch, std::uint32_t records, std::uint64_t most) {
    const std::uint64_t left = most - kept_;
    const std::uint32_t ends = batch.continued ? batch.count - 1 : batch.count;
    if (left < ends || (batch.continued && left == ends)) {
        records = static_cast<std::uint32_t>(std::min<std::uint64_t>(records, left));
    }
    list_.add(batch, records);
    const bool goes_on = batch.continued && records == batch.count;
    kept_ += records - (goes_on ? 1 : 0);
    return kept_ < most;
}

void PlainForm::pass_over(const Batch& batch, std::uint32_t records) {
    list_.pass_over(batch, records);
}

Form::Whole PlainForm::whole(std::size_t written) const {
    if (written >= list_.bytes()) return {kept_, list_.records()};
    const std::uint64_t records = list_.whole_records(written);
    return {std::min(kept_, records), records};
}

}  // namespace ringpipe::ringcat
