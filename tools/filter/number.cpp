// Number: a JSON number, exact where it is a 64-bit integer, else the nearest double.
#include "filter/number.h"

#include <charconv>
#include <cstdlib>
#include <limits>
#include <string>
#include <system_error>

namespace ringpipe::filter {
namespace {

// Wide enough for every 64-bit integer and every double.
using Wide = long double;
static_assert(std::numeric_limits<Wide>::digits >= 64);

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Past the digits at `i`; at `i` itself if there is none.
std::size_t skip_digits(std::string_view text, std::size_t i) {
    while (i < text.size() && is_digit(text[i])) ++i;
    return i;
}

// A double that from_chars finds out of range: infinite or nothing, and strtod() knows which.
double beyond_range(std::string_view text) {
    return std::strtod(std::string(text).c_str(), nullptr);
}

Wide widen(const Number& number) {
    if (!number.integer) return number.real;
    const Wide magnitude = static_cast<Wide>(number.magnitude);
    return number.negative ? -magnitude : magnitude;
}

}  // namespace

bool is_number(std::string_view text) {
    std::size_t i = 0;
    if (i < text.size() && text[i] == '-') ++i;
    const std::size_t whole = i;
    i = skip_digits(text, i);
    if (i == whole || (text[whole] == '0' && i != whole + 1)) return false;
    if (i < text.size() && text[i] == '.') {
        const std::size_t fraction = ++i;
        i = skip_digits(text, i);
        if (i == fraction) return false;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
        const std::size_t exponent = i;
        i = skip_digits(text, i);
        if (i == exponent) return false;
    }
    return i == text.size();
}

Number to_number(std::string_view text) {
    Number number;
    const char* const end = text.data() + text.size();
    number.negative = text.front() == '-';
    const char* const digits = text.data() + (number.negative ? 1 : 0);
    const auto whole = std::from_chars(digits, end, number.magnitude);
    number.integer = whole.ec == std::errc() && whole.ptr == end;
    if (number.integer) return number;
    const auto real = std::from_chars(text.data(), end, number.real);
    if (real.ec == std::errc::result_out_of_range) number.real = beyond_range(text);
    return number;
}

int compare(const Number& a, const Number& b) {
    const Wide left = widen(a);
    const Wide right = widen(b);
    return (left > right) - (left < right);
}

}  // namespace ringpipe::filter
