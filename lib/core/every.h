// Every: something that is due only now and then, however often one asks.
#pragma once

#include <cstdint>

namespace ringpipe::core {

class Every {
public:
    // Also due for who has not asked for `lull_ns`.
    explicit Every(std::uint64_t period_ns, std::uint64_t lull_ns = UINT64_MAX)
        : period_ns_(period_ns), lull_ns_(lull_ns) {}

    bool is_due(std::uint64_t now_ns) {
        const bool was_lull = now_ns - asked_ns_ >= lull_ns_;
        asked_ns_ = now_ns;
        if (now_ns - last_ns_ < period_ns_ && !was_lull) return false;
        last_ns_ = now_ns;
        return true;
    }

    // Due the next time.
    void hurry() { last_ns_ = 0; }

private:
    const std::uint64_t period_ns_;
    const std::uint64_t lull_ns_;
    std::uint64_t asked_ns_ = 0;
    std::uint64_t last_ns_ = 0;
};

}  // namespace ringpipe::core
