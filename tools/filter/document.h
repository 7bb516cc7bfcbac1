// Document: one record, read as JSON: whether it is a JSON text at all, to its last byte, and where
// in it the wanted fields are.
//
// Threads   one at a time.
// Trust     the record is copied first, so it may lie in memory that others write to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "filter/field.h"

namespace ringpipe::filter {

// In the order in which jq sorts them.
enum class Kind : std::uint8_t { kNull, kFalse, kTrue, kNumber, kString, kArray, kObject };

// What stands at a field.
struct Found {
    enum class Where : std::uint8_t {
        kThere,
        kMissing,      // no such key or index, or its parent is null or missing
        kUnreachable,  // its parent is no container, or an array and the step no index
    } where = Where::kMissing;
    Kind kind = Kind::kNull;
    std::string_view text;  // of what is there, as it was written, without blanks around it
};

// Values may lie in one another so deep.
inline constexpr int kMostDepth = 1000;

class Document {
public:
    enum class Form {
        kJson,
        kBlank,    // nothing but blanks
        kNotJson,  // also: not UTF-8, several values, nested too deep
    };

    Document();
    ~Document();
    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;

    // A byte order mark in front is skipped.
    Form read(std::span<const std::byte> record, const FieldTree& fields);

    // One for each node of the tree, if read() said kJson; valid until the next read().
    [[nodiscard]] std::span<const Found> found() const { return found_; }

private:
    struct Parser;
    std::string_view copy(std::span<const std::byte> record);

    std::unique_ptr<Parser> parser_;
    std::unique_ptr<char[]> text_;
    std::size_t capacity_ = 0;
    std::vector<Found> found_;
};

}  // namespace ringpipe::filter
