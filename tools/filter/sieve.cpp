// Sieve: batches of a ring in, what a Query lets through out.
#include "filter/sieve.h"

#include <algorithm>

#include <fmt/format.h>

namespace ringpipe::filter {
namespace {

std::string_view as_text(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Where the n-th record of lines ends.
std::size_t end_of_nth(std::string_view text, char delimiter, std::uint32_t n) {
    std::size_t end = 0;
    for (; n != 0; --n) {
        const auto at = text.find(delimiter, end);
        if (at == text.npos) return text.size();
        end = at + 1;
    }
    return end;
}

Batch first_records(const Batch& batch, std::uint32_t records) {
    Batch cut = batch;
    if (records >= batch.count) return cut;
    cut.count = records;
    cut.continued = false;
    if (cut.kind == FrameKind::kLines) {
        const auto delimiter = static_cast<char>(cut.delimiter);
        cut.bytes = cut.bytes.first(end_of_nth(as_text(cut.bytes), delimiter, records));
    }
    return cut;
}

}  // namespace

std::optional<OnInvalid> parse_on_invalid(std::string_view word) {
    if (word == "drop") return OnInvalid::kDrop;
    if (word == "pass") return OnInvalid::kPass;
    if (word == "fail") return OnInvalid::kFail;
    return std::nullopt;
}

Sieve::Sieve(std::shared_ptr<const Query> query, const SieveOptions& options)
    : judge_(std::move(query)),
      options_(options),
      on_invalid_(options.on_invalid.value_or(OnInvalid::kDrop)),
      needle_(!options.on_invalid && judge_.query().needle() ? &*judge_.query().needle() : nullptr),
      delimiter_(options.delimiter.value_or('\n')) {}

void Sieve::clear() {
    seen_.clear();
    kept_.clear();
    pieces_.clear();
    made_.clear();
    bytes_ = 0;
    whole_kept_ = 0;
}

bool Sieve::add(const Batch& batch, std::uint32_t records, std::uint64_t most) {
    if (records == 0) return true;
    most_ = most;
    counted_ = {};
    seen_.push_back({first_records(batch, records), records});
    return sift(Batch(seen_.back().batch)) && whole_kept_ < most_;
}

void Sieve::pass_over(const Batch& batch, std::uint32_t records) {
    seen_.push_back({batch, records});
}

bool Sieve::sift(const Batch& batch) {
    if (batch.kind == FrameKind::kLines) return sift_lines(batch);
    if (batch.kind == FrameKind::kPacked || batch.kind == FrameKind::kArray) {
        return sift_packed(batch);
    }
    const Place place{0, batch.bytes.size(), false};
    if (batch.continued || joining_ != Joining::kNo) {
        return sift_part(batch.bytes, place, !batch.continued);
    }
    return sift_record(batch.bytes, place);
}

bool Sieve::sift_lines(const Batch& batch) {
    const std::string_view text = as_text(batch.bytes);
    const auto delimiter = static_cast<char>(batch.delimiter);
    const auto place_from = [&](std::size_t begin, std::size_t look_from) {
        const auto at = text.find(delimiter, look_from);
        return Place{begin, std::min(at, text.size() - 1) + 1, at != text.npos};
    };
    const auto bytes_of = [&](const Place& place) {
        return batch.bytes.subspan(place.begin, place.end - place.begin);
    };
    std::size_t from = 0;
    std::size_t tail = text.size();  // where a record begins that goes on in the next batch
    if (batch.continued) tail = text.rfind(delimiter) + 1;
    if (joining_ != Joining::kNo && tail != 0) {
        const Place place = place_from(0, 0);
        if (!sift_part(bytes_of(place), place, true)) return false;
        from = place.end;
    }
    std::optional<NeedleSearch> search;
    if (needle_ != nullptr) search.emplace(*needle_, text.substr(0, tail));
    while (from < tail) {
        std::size_t hit = from;
        if (search) {
            hit = search->next(from);
            if (hit == text.npos) break;
            const auto before = text.substr(from, hit - from).rfind(delimiter);
            if (before != text.npos) from += before + 1;
        }
        const Place place = place_from(from, hit);
        if (!sift_record(bytes_of(place), place)) return false;
        from = place.end;
    }
    if (tail == text.size()) return true;
    const Place place{tail, text.size(), false};
    return sift_part(bytes_of(place), place, false);
}

bool Sieve::sift_packed(const Batch& batch) {
    std::optional<NeedleSearch> search;
    if (needle_ != nullptr) search.emplace(*needle_, as_text(batch.bytes));
    Batch rest = batch;
    std::span<const std::byte> record;
    while (rest.count != 0 && take_record(rest, record)) {
        const auto begin = static_cast<std::size_t>(record.data() - batch.bytes.data());
        const Place place{begin, begin + record.size(), false, batch.count - rest.count - 1};
        const bool goes_on = batch.continued && rest.count == 0;
        if (goes_on || joining_ != Joining::kNo) {
            if (!sift_part(record, place, !goes_on)) return false;
        } else if (!search || search->next(begin) < place.end) {
            if (!sift_record(record, place)) return false;
        }
    }
    return true;
}

bool Sieve::sift_record(std::span<const std::byte> bytes, const Place& place) {
    return act(judge_.judge(bytes.first(bytes.size() - (place.ended ? 1 : 0))), bytes, place,
               false);
}

bool Sieve::sift_part(std::span<const std::byte> part, const Place& place, bool is_last) {
    if (joining_ == Joining::kPassing || joining_ == Joining::kDropping) {
        if (joining_ == Joining::kPassing) keep(part, place, false, is_last);
        if (is_last) joining_ = Joining::kNo;
        return true;
    }
    if (options_.wrap) {
        const std::uint64_t first = joined_as_.sequence;
        joined_as_ = passing_at(place);
        if (joining_ == Joining::kYes) joined_as_.sequence = first;
    }
    joined_.append(as_text(part));
    joining_ = Joining::kYes;
    const auto whole = std::as_bytes(std::span(joined_));
    bool go_on = true;
    if (is_last) {
        const Verdict verdict = judge_.judge(whole.first(whole.size() - (place.ended ? 1 : 0)));
        go_on = act(verdict, whole, place, true);
        joining_ = Joining::kNo;
    } else if (joined_.size() > options_.longest) {
        go_on = refuse(place);
        const bool pass = on_invalid_ == OnInvalid::kPass;
        if (pass) keep(whole, place, true, false);
        joining_ = pass ? Joining::kPassing : Joining::kDropping;
    } else {
        return true;
    }
    joined_ = {};
    return go_on;
}

void Sieve::break_off() {
    const bool unjudged = joining_ == Joining::kYes;
    joining_ = Joining::kNo;
    if (!unjudged) return;
    ++invalid_;
    if (on_invalid_ == OnInvalid::kPass) {
        const std::size_t at = made_.size();
        if (options_.wrap) {
            joined_as_.bytes = std::as_bytes(std::span(joined_));
            joined_as_.continued = true;
            options_.wrap(made_, joined_as_);
        } else {
            made_ += joined_;
        }
        count_kept({nullptr, at, made_.size() - at, false, true, 0, 0});
    }
    joined_ = {};
}

// False: it must fail, and the cursor stay in front of that record.
bool Sieve::refuse(const Place& place) {
    ++invalid_;
    if (on_invalid_ != OnInvalid::kFail) return true;
    Seen& seen = seen_.back();
    seen.records = records_until(seen, place.begin);
    failed_ = seen.batch.first + seen.records;
    return false;
}

bool Sieve::act(Verdict verdict, std::span<const std::byte> bytes, const Place& place, bool copy) {
    if (verdict == Verdict::kDrop) return true;
    if (verdict == Verdict::kInvalid && !refuse(place)) return false;
    if (verdict != Verdict::kPass && on_invalid_ != OnInvalid::kPass) return true;
    if (verdict == Verdict::kPass && judge_.query().picks()) {
        keep_picked(place);
    } else {
        keep(bytes, place, copy, true);
    }
    if (whole_kept_ < most_) return true;
    Seen& seen = seen_.back();
    seen.records = records_until(seen, place.end);
    return false;
}

void Sieve::keep(std::span<const std::byte> bytes, const Place& place, bool copy, bool counts) {
    if (options_.wrap) {
        keep_wrapped(bytes.first(bytes.size() - (place.ended ? 1 : 0)), place, counts);
        return;
    }
    const bool lines = seen_.back().batch.kind == FrameKind::kLines;
    const bool add_end =
        counts && !place.ended && (judge_.query().picks() || (options_.delimiter && !lines));
    const std::size_t at = made_.size();
    if (copy) made_.append(as_text(bytes));
    count_kept({copy ? nullptr : bytes.data(), at, bytes.size(), add_end, counts, seen_.size() - 1,
                place.end});
}

Passed Sieve::passing_at(const Place& place) {
    const Batch& batch = seen_.back().batch;
    Passed passed;
    if (place.ended) passed.delimiter = batch.delimiter;
    passed.time_ns = batch.time_ns;
    passed.tag = batch.tag;
    passed.sequence = batch.first + place.index;
    if (batch.kind == FrameKind::kLines) {
        const auto before = batch.bytes.subspan(counted_.bytes, place.begin - counted_.bytes);
        counted_.lines += static_cast<std::uint64_t>(
            std::count(before.begin(), before.end(), std::byte{batch.delimiter}));
        counted_.bytes = place.begin;
        passed.sequence += counted_.lines;
    }
    return passed;
}

void Sieve::keep_wrapped(std::span<const std::byte> bytes, const Place& place, bool counts) {
    const std::size_t at = made_.size();
    Passed passed = joining_ == Joining::kYes ? joined_as_ : passing_at(place);
    passed.bytes = bytes;
    passed.continued = !counts;
    options_.wrap(made_, passed);
    count_kept({nullptr, at, made_.size() - at, false, counts, seen_.size() - 1, place.end});
}

void Sieve::keep_picked(const Place& place) {
    if (options_.wrap) {
        picked_.clear();
        judge_.pick(picked_);
        keep_wrapped(std::as_bytes(std::span(picked_)), place, true);
        return;
    }
    const std::size_t at = made_.size();
    judge_.pick(made_);
    made_ += static_cast<char>(delimiter_);
    count_kept({nullptr, at, made_.size() - at, false, true, seen_.size() - 1, place.end});
}

void Sieve::count_kept(const Kept& kept) {
    kept_.push_back(kept);
    bytes_ += kept.bytes + (kept.add_end ? 1 : 0);
    if (kept.counts) ++whole_kept_;
}

std::span<iovec> Sieve::pieces() {
    pieces_.clear();
    const auto add = [this](const void* data, std::size_t bytes) {
        auto* const begin = static_cast<char*>(const_cast<void*>(data));
        if (!pieces_.empty()) {
            iovec& last = pieces_.back();
            if (static_cast<char*>(last.iov_base) + last.iov_len == begin) {
                last.iov_len += bytes;
                return;
            }
        }
        if (bytes != 0) pieces_.push_back({begin, bytes});
    };
    for (const Kept& kept : kept_) {
        const void* const made = made_.data() + kept.at;
        add(kept.data != nullptr ? kept.data : made, kept.bytes);
        if (kept.add_end) add(&delimiter_, 1);
    }
    return pieces_;
}

std::uint64_t Sieve::records() const {
    std::uint64_t records = 0;
    for (const Seen& seen : seen_) records += seen.records;
    return records;
}

Sieve::Whole Sieve::whole(std::size_t written) const {
    if (written >= bytes_) return {whole_kept_, records()};
    Whole whole;
    const Kept* last = nullptr;
    for (const Kept& kept : kept_) {
        const std::size_t bytes = kept.bytes + (kept.add_end ? 1 : 0);
        if (bytes > written) break;
        written -= bytes;
        if (kept.counts) ++whole.kept;
        last = &kept;
    }
    if (last == nullptr || last->seen >= seen_.size()) return whole;
    for (std::size_t i = 0; i < last->seen; ++i) whole.records += seen_[i].records;
    whole.records += records_until(seen_[last->seen], last->end);
    return whole;
}

std::string Sieve::about_invalid() const {
    if (invalid_ == 0) return {};
    return fmt::format("{}{} not JSON, and {}", skips() ? "at least " : "",
                       invalid_ == 1 ? "1 record was" : fmt::format("{} records were", invalid_),
                       on_invalid_ == OnInvalid::kPass ? "passed on" : "dropped");
}

std::uint32_t Sieve::records_until(const Seen& seen, std::size_t end) const {
    const Batch& batch = seen.batch;
    if (end >= batch.bytes.size()) return batch.count;
    if (batch.kind == FrameKind::kLines) {
        const auto first = as_text(batch.bytes).substr(0, end);
        const auto ends =
            std::count(first.begin(), first.end(), static_cast<char>(batch.delimiter));
        return std::min(static_cast<std::uint32_t>(ends), batch.count);
    }
    std::uint32_t records = 0;
    Batch rest = batch;
    std::span<const std::byte> record;
    while (rest.count != 0 && take_record(rest, record)) {
        if (record.data() + record.size() > batch.bytes.data() + end) break;
        ++records;
    }
    return records;
}

}  // namespace ringpipe::filter
