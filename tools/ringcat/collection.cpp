// Collection: the records of the next batch, for a command or an archive, as they are read.
#include "ringcat/collection.h"

#include <algorithm>

#include "ringcat/readiness.h"

namespace ringpipe::ringcat {

Collection::Collection(const Options& options, Reader& reader, const RingIdentity& ring,
                       BatchStore& store)
    : asked_(options.deliver.batch),
      reader_(reader),
      half_ring_(ring.capacity / 2),
      most_bytes_(reader.holding() ? std::min(asked_.bytes, half_ring_) : asked_.bytes),
      list_(options.delimiter_given, options.delimiter),
      left_(options.count),
      until_(options.deliver.drain ? reader.end_sequence() : kForever),
      tag_(options.deliver.tag),
      store_(store) {
    const bool plain =
        !options.deliver.query && !options.deliver.json && options.framing != Framing::kLen32;
    if (!plain) form_ = make_form(options);
}

void Collection::clear() {
    store_.clear();
    open_ = false;
    full_ = false;
    count_ = 0;
}

// A writer must not wait for room that only our commit() would give.
bool Collection::is_pressed() const {
    return reader_.holding() && reader_.uncommitted_bytes() >= half_ring_;
}

bool Collection::is_full() const {
    return is_pressed() || (!in_line_ && (full_ || store_.bytes() >= most_bytes_));
}

std::uint64_t Collection::due_ns() const {
    if (!open_) return kForever;
    // The rest of a line gets as much time again; its writer may have been killed.
    const std::uint64_t due_ns = opened_ns_ + std::min(asked_.ns, kForever - opened_ns_);
    return in_line_ ? due_ns + std::min(asked_.ns, kForever - due_ns) : due_ns;
}

bool Collection::was_last() const {
    return left_ == 0 || reader_.next_sequence() >= until_;
}

// A record that goes on in the next batch does not count against -n until its end.
std::uint32_t Collection::wanted(const Batch& batch) const {
    if (left_ == 0 || batch.first >= until_) return 0;
    std::uint64_t records = std::min<std::uint64_t>(batch.count, until_ - batch.first);
    if (form_) return static_cast<std::uint32_t>(records);  // it counts for itself
    const std::uint32_t ends = batch.continued ? batch.count - 1 : batch.count;
    if (left_ < ends || (batch.continued && left_ == ends)) records = std::min(records, left_);
    return static_cast<std::uint32_t>(records);
}

// How many of the batch's first records have room; one at least if nothing is there yet. With a
// query it goes by what they are before they are sifted.
std::uint32_t Collection::fitting(const Batch& batch, std::uint32_t records) {
    list_.clear();
    list_.add(batch, records);
    const std::uint64_t room = most_bytes_ - std::min(most_bytes_, store_.bytes());
    if (list_.bytes() <= room) return records;
    const auto fit = static_cast<std::uint32_t>(list_.whole_records(room));
    return fit == 0 && (in_line_ || store_.bytes() == 0) ? 1 : fit;
}

int Collection::take(const Batch& batch, std::uint32_t records) {
    if (list_.records() != records) {
        list_.clear();
        list_.add(batch, records);
    }
    const std::uint64_t ended = records - (in_line_ ? 1 : 0);
    read_ += records;
    count_ += ended;
    if (left_ != kForever) left_ -= ended;
    return store_.append(list_.pieces());
}

int Collection::append_formed() {
    const Form::Whole all = form_->whole(SIZE_MAX);
    read_ += all.records;
    count_ += all.kept;
    if (left_ != kForever) left_ -= all.kept;
    const int error = store_.append(form_->pieces());
    form_->clear();
    return error;
}

// `records` becomes how many of them were taken: there may be enough for this round.
int Collection::take_formed(const Batch& batch, std::uint32_t& records) {
    const std::uint64_t before = read_;
    form_->add(batch, records, left_);
    const int error = append_formed();
    if (left_ == 0 || form_->failed()) full_ = true;
    records = static_cast<std::uint32_t>(read_ - before);
    return error;
}

void Collection::open(const Batch& batch) {
    if (open_) return;
    open_ = true;
    opened_ns_ = monotonic_ns();
    first_ = batch.first;
}

void Collection::pass_over(const Batch& batch) {
    open(batch);
    read_ += std::min<std::uint64_t>(batch.count, until_ - batch.first);
}

int Collection::add(std::span<const Batch> batches) {
    read_ = 0;
    int error = 0;
    for (const Batch& batch : batches) {
        const std::uint32_t records = wanted(batch);
        if (records == 0) break;
        if (tag_ && *tag_ != batch.tag) {
            pass_over(batch);
            continue;
        }
        std::uint32_t fit = fitting(batch, records);
        if (fit < records) full_ = true;
        if (fit == 0) break;
        open(batch);
        const std::uint32_t offered = fit;
        in_line_ = batch.continued && fit == batch.count;
        error = form_ ? take_formed(batch, fit) : take(batch, fit);
        if (fit < offered) in_line_ = false;
        if (error != 0 || fit < offered || (full_ && !in_line_)) break;
    }
    reader_.release(read_);
    last_ = reader_.next_sequence() - 1;
    return error;
}

int Collection::break_off() {
    in_line_ = false;
    if (!form_ || form_->failed()) return 0;
    form_->break_off();
    return append_formed();
}

}  // namespace ringpipe::ringcat
