// MadeForm: records go out as something that is made of each, in private memory.
#include "ringcat/made_form.h"

#include <algorithm>
#include <iterator>

namespace ringpipe::ringcat {
namespace {

// No more than this in one round, so that it is still in the cache when it is written.
constexpr std::size_t kEnoughBytes = 128 * 1024;

}  // namespace

void MadeForm::clear() {
    text_.clear();
    taken_.clear();
    all_ = {};
}

bool MadeForm::add(const Batch& batch, std::uint32_t records, std::uint64_t most) {
    begin(batch);
    Batch rest = batch;
    std::span<const std::byte> bytes;
    for (; records != 0; --records) {
        if (all_.kept == most || text_.size() >= kEnoughBytes) return false;
        // Of a frame that lies nothing more can be had.
        if (!take_record(rest, bytes)) {
            pass_over(batch, records);
            break;
        }
        const RecordJson::Record record = described(rest, bytes);
        append(text_, record);
        ++all_.records;
        if (!record.continued) ++all_.kept;
        all_.end = text_.size();
        taken_.push_back(all_);
    }
    return all_.kept < most;
}

void MadeForm::pass_over(const Batch&, std::uint32_t records) {
    all_.records += records;
}

std::span<iovec> MadeForm::pieces() {
    piece_ = {text_.data(), text_.size()};
    return {&piece_, text_.empty() ? std::size_t{0} : std::size_t{1}};
}

Form::Whole MadeForm::whole(std::size_t written) const {
    if (written >= text_.size()) return {all_.kept, all_.records};
    const auto after =
        std::upper_bound(taken_.begin(), taken_.end(), written,
                         [](std::size_t end, const Taken& taken) { return end < taken.end; });
    if (after == taken_.begin()) return {};
    const Taken& last = *std::prev(after);
    return {last.kept, last.records};
}

}  // namespace ringpipe::ringcat
