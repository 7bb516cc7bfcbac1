// Number: a JSON number, exact where it is a 64-bit integer, else the nearest double.
#pragma once

#include <cstdint>
#include <string_view>

namespace ringpipe::filter {

struct Number {
    bool integer = false;  // `negative` and `magnitude` are exact; else `real`
    bool negative = false;
    std::uint64_t magnitude = 0;
    double real = 0;
};

// Whether all of the text is a number as RFC 8259 has it.
[[nodiscard]] bool is_number(std::string_view text);

// Of a text that is_number(). What is too large for a double is infinite, as in jq.
[[nodiscard]] Number to_number(std::string_view text);

// Less than 0, 0 or more than 0, as a - b would be if it were exact.
[[nodiscard]] int compare(const Number& a, const Number& b);

}  // namespace ringpipe::filter
