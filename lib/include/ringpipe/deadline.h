// Deadline: the moment on the monotonic clock at which a blocking call gives up.
#pragma once

#include <cstdint>

#include "ringpipe/export.h"

namespace ringpipe::inline v0 {

// A value; no thread or lifetime rules. Signals and retries do not move it.
class RINGPIPE_API Deadline {
public:
    static Deadline never() { return Deadline(UINT64_MAX); }
    static Deadline passed() { return Deadline(0); }  // only try
    static Deadline after_ns(std::uint64_t ns);       // from now; saturates to never()
    static Deadline at_ns(std::uint64_t monotonic_ns) { return Deadline(monotonic_ns); }

    [[nodiscard]] bool is_never() const { return at_ns_ == UINT64_MAX; }
    [[nodiscard]] bool is_try() const { return at_ns_ == 0; }
    [[nodiscard]] std::uint64_t at_ns() const { return at_ns_; }

private:
    explicit Deadline(std::uint64_t at_ns) : at_ns_(at_ns) {}
    std::uint64_t at_ns_;
};

}  // namespace ringpipe::inline v0
