// Error: what the world refused, handed up unchanged to whoever can tell a person; Result<T>.
//
// The library prints nothing, never exits and throws nothing of its own (an allocation that fails
// may still throw std::bad_alloc). Outcomes that a caller must expect, such as a full ring, are
// not errors but values of the enums in writer.h and reader.h.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "ringpipe/export.h"

namespace ringpipe::inline v0 {

enum class ErrorKind {
    kUsage,    // the caller asked for what cannot be: a bad name, a size out of range
    kMissing,  // there is no such ring, or no such cursor
    kBad,      // damaged, foreign, of a newer layout, or not a ring at all
    kBusy,     // somebody else holds what was asked for
    kSystem,   // the kernel said no; sys_errno tells why
};

struct RINGPIPE_API Error {
    ErrorKind kind = ErrorKind::kSystem;
    std::string doing;   // what was wrong, in words: "no such ring in /dev/shm/ringpipe-1000"
    std::string path;    // of the object, or its name as the user gave it
    int sys_errno = 0;   // 0 unless the kernel refused
    std::string hint{};  // one useful thing to do next, or empty

    // "doing: strerror" without the object, for a tool that prints "tool: object: problem".
    [[nodiscard]] std::string problem() const;
};

// A T, or the Error that stands in its place.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return state_.index() == 0; }
    T& operator*() & { return *std::get_if<0>(&state_); }
    const T& operator*() const& { return *std::get_if<0>(&state_); }
    T&& operator*() && { return std::move(*std::get_if<0>(&state_)); }
    T* operator->() { return std::get_if<0>(&state_); }
    const T* operator->() const { return std::get_if<0>(&state_); }
    Error& error() { return *std::get_if<1>(&state_); }
    const Error& error() const { return *std::get_if<1>(&state_); }

private:
    std::variant<T, Error> state_;
};

// For what has no value to return.
struct Done {};

}  // namespace ringpipe::inline v0
