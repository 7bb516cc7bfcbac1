// Branch: what one branch of ringtee was asked to be, and what it came to.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "filter/sieve.h"
#include "ringpipe/reader.h"

namespace ringpipe::ringtee {

struct Branch {
    std::size_t number = 0;                      // from 1, in the order of the command line
    std::string command;                         // for the shell; empty: standard output
    bool lossy = false;                          // observes, and loses by count
    std::uint64_t sample = 1;                    // one record in so many
    std::shared_ptr<const filter::Query> query;  // of --where and --pick, or null
    std::optional<filter::OnInvalid> on_invalid;
    std::string cursor;  // named, or empty
    std::optional<From> from;
    std::uint64_t restarts = 0;  // how often its command may be started again

    [[nodiscard]] bool to_stdout() const { return command.empty(); }
};

// "branch 2 'wc -l'".
[[nodiscard]] std::string label(const Branch& branch);

// What a branch's feeder tells of itself while it runs, in memory that it shares with ringtee; it
// outlives the feeder. All are stored by the feeder only.
struct Progress {
    std::atomic<std::uint64_t> waiting{0};  // records that were there when it came
    std::atomic<std::uint64_t> records{0};  // given to the command
    std::atomic<std::uint64_t> bytes{0};
    std::atomic<std::uint64_t> lost{0};
    std::atomic<std::uint64_t> invalid{0};  // that were not JSON, of those that were looked at
    std::atomic<std::uint64_t> unread{0};   // bytes that the command left in its pipe
    std::atomic<std::uint64_t> restarts{0};
    std::atomic<pid_t> command_pid{0};     // 0: none runs
    std::atomic<int> wait_status{0};       // of the command, as from waitpid(2)
    std::atomic<bool> has_status{false};   // it has ended
    std::atomic<bool> refused{false};      // it ended in front of one that is not JSON
    std::atomic<bool> left_early{false};   // nobody read on before the stream's end
    std::atomic<bool> writer_died{false};  // the stream had no proper end
};

static_assert(std::atomic<std::uint64_t>::is_always_lock_free &&
                  std::atomic<pid_t>::is_always_lock_free,
              "they are shared between processes");

}  // namespace ringpipe::ringtee
