// Lookout: notices, while the publisher reads or waits for room, that nobody reads any more.
#include "ringtee/lookout.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "common/quiet_thread.h"
#include "common/std_streams.h"
#include "ringtee/pass.h"

namespace ringpipe::ringtee {

Lookout::Lookout(const Crew& crew, const Ring& ring) {
    if (pipe2(end_, O_CLOEXEC) != 0) {
        error_ = errno;
        return;
    }
    thread_ = tools::quiet_thread([this, &crew, &ring] { watch(crew, ring); });
    if (!thread_.joinable()) error_ = EAGAIN;
}

Lookout::~Lookout() {
    if (end_[1] >= 0) ::close(end_[1]);
    if (thread_.joinable()) thread_.join();
    if (end_[0] >= 0) ::close(end_[0]);
}

bool Lookout::is_over(int within_ms) const {
    pollfd waiting{end_[0], POLLIN, 0};
    return ::poll(&waiting, 1, within_ms) != 0;
}

void Lookout::watch(const Crew& crew, const Ring& ring) const {
    constexpr int kOftenMs = 200;
    pollfd waiting[2] = {{crew.feeding_fd(), POLLIN, 0}, {end_[0], POLLIN, 0}};
    ::poll(waiting, 2, -1);
    for (int wait_ms = 0; !is_over(wait_ms); wait_ms = kOftenMs) {
        if (others_read(ring)) continue;
        tools::request_stop(kAllLeft);
        return;
    }
}

}  // namespace ringpipe::ringtee
