// Lookout: notices, while the publisher reads or waits for room, that nobody reads any more.
#pragma once

#include <signal.h>

#include <thread>

#include "ringpipe/ring.h"
#include "ringtee/crew.h"

namespace ringpipe::ringtee {

// As good as a signal, for who waits: no branch reads any more, and nobody else reads the ring.
// Never one that anybody sends.
inline constexpr int kAllLeft = SIGCHLD;

// Threads   waits in one of its own, which takes no signals; both must outlive it.
class Lookout {
public:
    Lookout(const Crew& crew, const Ring& ring);
    Lookout(const Lookout&) = delete;
    Lookout& operator=(const Lookout&) = delete;
    ~Lookout();

    // Why nobody looks out, an error number; or 0.
    [[nodiscard]] int error() const { return error_; }

private:
    [[nodiscard]] bool is_over(int within_ms) const;
    void watch(const Crew& crew, const Ring& ring) const;

    int end_[2] = {-1, -1};
    int error_ = 0;
    std::thread thread_;
};

}  // namespace ringpipe::ringtee
