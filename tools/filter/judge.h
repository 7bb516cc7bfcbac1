// Judge: tells of one record at a time whether a Query lets it pass, and what of it.
//
// Threads   one at a time; it has buffers of its own.
// Trust     a record may lie in memory that others write to: it is copied before it is read.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "filter/document.h"
#include "filter/query.h"

namespace ringpipe::filter {

enum class Verdict {
    kPass,
    kDrop,
    kInvalid,  // not JSON: that is for the caller to decide
    kBlank,    // an empty record, or only blanks: neither
};

class Judge {
public:
    explicit Judge(std::shared_ptr<const Query> query) : query_(std::move(query)) {}

    // `record` without its delimiter, though one that is a blank does no harm.
    Verdict judge(std::span<const std::byte> record);

    // Appends the picked fields of the record that judge() passed last, as one JSON object without
    // an end: each as it was written, null where there is none, containers without blanks.
    void pick(std::string& out) const;

    [[nodiscard]] const Query& query() const { return *query_; }

private:
    std::shared_ptr<const Query> query_;
    Document document_;
    std::string scratch_;
};

}  // namespace ringpipe::filter
