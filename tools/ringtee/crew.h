// Crew: the feeders of all branches, from their start to what is left of them at the end.
//
// Start     all cursors stand before any command runs or any record is published.
// Death     they notice when ringtee is killed: they deliver what is published then, and end.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "common/exit_code.h"
#include "ringcat/options.h"
#include "ringpipe/deadline.h"
#include "ringpipe/ring.h"
#include "ringtee/branch.h"
#include "ringtee/tally.h"

namespace ringpipe::ringtee {

class Crew {
public:
    // All must outlive it.
    Crew(std::span<const Branch> branches, const Ring& ring, const ringcat::Options& framing);
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;
    ~Crew();

    // Forks a feeder a branch, each with its cursor where its turn begins. The exit code if one
    // cannot: it has said why, and none is left. `reading` has an entry a branch.
    tools::Status muster(std::span<const ReaderOptions> reading, Tally& tally);

    // Lets them begin.
    void start();

    // Readable (in error) once nobody feeds any more, once all have ended.
    [[nodiscard]] int feeding_fd() const { return feeding_; }
    [[nodiscard]] int alive_fd() const { return alive_; }

    // To every feeder, to every command that runs.
    void tell(int signal) const;
    void tell_commands(int signal) const;

    // Bytes delivered by all, to see whether anything moves.
    [[nodiscard]] std::uint64_t delivered_bytes() const;
    [[nodiscard]] std::size_t running() const;

    // Collects those that have ended; with `wait` all.
    void reap(bool wait);

    [[nodiscard]] const Progress& progress(std::size_t index) const { return progress_[index]; }
    // The feeder's wait status; none while it runs.
    [[nodiscard]] std::optional<int> status(std::size_t index) const {
        return members_[index].status;
    }
    // How its command ended, if anybody knows.
    [[nodiscard]] std::optional<int> command_status(std::size_t index) const;

private:
    struct Member {
        pid_t pid = 0;
        std::optional<int> status;
        std::optional<int> orphan_status;  // of a command whose feeder was killed
    };

    [[noreturn]] void be_feeder(std::size_t index, const ReaderOptions& reading, int ready,
                                int start, int feeding, pid_t parent);
    void collect(Member& member, const Progress& progress, bool wait, bool wait_for_command);

    std::span<const Branch> branches_;
    const Ring& ring_;
    const ringcat::Options& framing_;
    Progress* progress_;  // one a branch, shared with the feeders
    std::vector<Member> members_;
    int start_ = -1;
    int feeding_ = -1;
    int alive_ = -1;
};

}  // namespace ringpipe::ringtee
