// Needle: bytes without which a record cannot pass, so that others are skipped unread; and the
// search for them in many records at once.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "filter/predicate.h"

namespace ringpipe::filter {

class Needle {
public:
    // Of a string that a field must be or contain. A string can also be written with escapes, so a
    // record that has any which could hide it is a candidate as well.
    explicit Needle(const Predicate::Demand& demand);

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] bool any_escape() const { return any_escape_; }

    // Whether it rules out more than the other, most likely.
    [[nodiscard]] bool is_rarer(const Needle& other) const;

private:
    std::string text_;  // empty: only escapes count
    bool any_escape_;   // every backslash; else only \u
};

// Goes through one text from its front to its end.
class NeedleSearch {
public:
    NeedleSearch(const Needle& needle, std::string_view text);

    // Where at or after `from` the next candidate's bytes are; npos if nowhere. `from` never
    // becomes smaller.
    [[nodiscard]] std::size_t next(std::size_t from);

private:
    [[nodiscard]] std::size_t find_text(std::size_t from) const;
    [[nodiscard]] std::size_t find_escape(std::size_t from) const;

    const Needle& needle_;
    const std::string_view text_;
    std::size_t next_text_;
    std::size_t next_escape_;
};

}  // namespace ringpipe::filter
