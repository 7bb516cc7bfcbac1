// JsonForm: each record goes out as a JSON object on a line of its own (-J).
#include "ringcat/json_form.h"

#include <algorithm>
#include <iterator>

#include "ringcat/record_json.h"

namespace ringpipe::ringcat {
namespace {

// No more than this in one round, so that it is still in the cache when it is written.
constexpr std::size_t kEnoughBytes = 128 * 1024;

}  // namespace

JsonForm::JsonForm(const Options& options)
    : end_(options.delimiter_given ? static_cast<char>(options.delimiter) : '\n') {}

void JsonForm::clear() {
    text_.clear();
    taken_.clear();
    all_ = {};
}

bool JsonForm::add(const Batch& batch, std::uint32_t records, std::uint64_t most) {
    const RecordJson json(batch.time_ns, batch.tag);
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
        json.append(text_, record, end_);
        ++all_.records;
        if (!record.continued) ++all_.kept;
        all_.end = text_.size();
        taken_.push_back(all_);
    }
    return all_.kept < most;
}

void JsonForm::pass_over(const Batch&, std::uint32_t records) {
    all_.records += records;
}

std::span<iovec> JsonForm::pieces() {
    piece_ = {text_.data(), text_.size()};
    return {&piece_, text_.empty() ? std::size_t{0} : std::size_t{1}};
}

Form::Whole JsonForm::whole(std::size_t written) const {
    if (written >= text_.size()) return {all_.kept, all_.records};
    const auto after =
        std::upper_bound(taken_.begin(), taken_.end(), written,
                         [](std::size_t end, const Taken& taken) { return end < taken.end; });
    if (after == taken_.begin()) return {};
    const Taken& last = *std::prev(after);
    return {last.kept, last.records};
}

}  // namespace ringpipe::ringcat
