// Query: what --where and --pick ask, compiled once: which records pass, and what of them.
//
// Threads   never changes; any number of Judges may share it.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/field.h"
#include "filter/needle.h"
#include "filter/predicate.h"
#include "ringpipe/error.h"

namespace ringpipe::filter {

class Query {
public:
    struct Condition {
        std::size_t node;  // of the tree of fields
        Predicate predicate;
    };
    struct Column {
        std::size_t node;
        std::string key;  // in quotes, with a colon
    };

    // All of `where` must hold; `pick` is a list with commas, or empty: the record as it is.
    // kUsage: what is wrong with them, and which one.
    static Result<std::shared_ptr<const Query>> compile(const std::vector<std::string>& where,
                                                        std::string_view pick);

    [[nodiscard]] const FieldTree& fields() const { return fields_; }
    [[nodiscard]] const std::vector<Condition>& conditions() const { return conditions_; }
    [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
    [[nodiscard]] bool picks() const { return !columns_.empty(); }

    // What a record that passes must contain, if anything is known.
    [[nodiscard]] const std::optional<Needle>& needle() const { return needle_; }

private:
    explicit Query(FieldTree fields) : fields_(std::move(fields)) {}
    void choose_needle();

    FieldTree fields_;
    std::vector<Condition> conditions_;
    std::vector<Column> columns_;
    std::optional<Needle> needle_;
};

}  // namespace ringpipe::filter
