// Collection: the records of the next batch, for a command or an archive, as they are read.
//
// What was read is released; the reader is a deferred one, so its cursor stays until commit(). A
// line in several parts is not divided, unless it fills half of a ring whose writers wait for us.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "ringcat/batch_store.h"
#include "ringcat/form.h"
#include "ringcat/options.h"
#include "ringcat/write_list.h"
#include "ringpipe/reader.h"

namespace ringpipe::ringcat {

class Collection {
public:
    // All must outlive it.
    Collection(const Options& options, Reader& reader, const RingIdentity& ring, BatchStore& store);

    // Takes of what was read as much as fits. An error number, or 0.
    [[nodiscard]] int add(std::span<const Batch> batches);

    // The rest of a line in several parts is not going to come. Likewise.
    [[nodiscard]] int break_off();

    void clear();

    [[nodiscard]] bool is_open() const { return open_; }  // something was read
    [[nodiscard]] bool is_full() const;
    [[nodiscard]] bool is_in_line() const { return in_line_; }  // which goes on in the next record
    [[nodiscard]] std::uint64_t due_ns() const;  // when it is to be handed over though it is not
    [[nodiscard]] bool was_last() const;         // -n or -x is fulfilled

    [[nodiscard]] std::uint64_t first() const { return first_; }    // sequence numbers, of what was
    [[nodiscard]] std::uint64_t last() const { return last_; }      // read
    [[nodiscard]] std::uint64_t count() const { return count_; }    // records in the store
    [[nodiscard]] std::uint64_t left() const { return left_; }      // that are still wanted (-n)
    [[nodiscard]] const Form* form() const { return form_.get(); }  // null: as they came

private:
    [[nodiscard]] std::uint32_t wanted(const Batch& batch) const;
    [[nodiscard]] std::uint32_t fitting(const Batch& batch, std::uint32_t records);
    [[nodiscard]] bool is_pressed() const;
    void open(const Batch& batch);
    void pass_over(const Batch& batch);
    int take(const Batch& batch, std::uint32_t records);
    int take_formed(const Batch& batch, std::uint32_t& records);
    int append_formed();

    const BatchOptions& asked_;
    Reader& reader_;
    const std::uint64_t half_ring_;
    const std::uint64_t most_bytes_;
    WriteList list_;
    std::unique_ptr<Form> form_;              // null: they go out as they came
    std::uint64_t left_;                      // records still wanted (-n)
    std::uint64_t until_;                     // sequence at which to stop (-x)
    const std::optional<std::uint32_t> tag_;  // only records that have it

    BatchStore& store_;
    bool open_ = false;
    bool full_ = false;
    bool in_line_ = false;  // the last record goes on in the next one
    std::uint64_t opened_ns_ = 0;
    std::uint64_t first_ = 0;
    std::uint64_t last_ = 0;
    std::uint64_t count_ = 0;
    std::uint64_t read_ = 0;  // in this round
};

}  // namespace ringpipe::ringcat
