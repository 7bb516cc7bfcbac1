// The exit codes of every ringpipe tool; the table in ringpipe(7).
#pragma once

#include <optional>

#include "ringpipe/error.h"

namespace ringpipe::tools {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;  // or a check was false
inline constexpr int kUsage = 2;
inline constexpr int kNoRing = 3;
inline constexpr int kBadRing = 4;  // damaged, foreign, newer, gone
inline constexpr int kBusy = 5;
inline constexpr int kLost = 6;     // records lost and the user asked to be told, or policy `fail`
inline constexpr int kDied = 7;     // the writer died, for who waited for an end
inline constexpr int kFarSide = 8;  // the command or far side failed for good
inline constexpr int kTimeout = 124;
inline constexpr int kCannotRun = 126;  // a command; as shells say it
inline constexpr int kNotFound = 127;
inline constexpr int kSignal = 128;  // + the signal's number

// What a step came to: nothing, and the tool goes on; or the exit code that it ends with, and if
// that is an error it was printed.
using Status = std::optional<int>;

// The exit code that an error of the library means.
int exit_code(const Error& error);

}  // namespace ringpipe::tools
