// StdoutWriter: everything that one round holds onto standard output, straight from the ring.
//
// Blocking  until all is written, the timeout passes without progress, or a stop signal comes.
//           Flags of the descriptor are never changed: it is shared with others.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include "ringpipe/deadline.h"

namespace ringpipe::ringcat {

class StdoutWriter {
public:
    enum class Wrote { kAll, kTimeout, kStopped, kFailed };

    explicit StdoutWriter(std::uint64_t timeout_ns);

    // Uses up the pieces. `written` is how many bytes went out, whatever the outcome.
    Wrote write(std::span<iovec> pieces, std::size_t& written);
    [[nodiscard]] int error() const { return error_; }  // of kFailed

private:
    std::ptrdiff_t write_some(std::span<const iovec> pieces) const;

    std::uint64_t timeout_ns_;
    bool careful_;  // a write must not block longer than the timeout
    int error_ = 0;
};

}  // namespace ringpipe::ringcat
