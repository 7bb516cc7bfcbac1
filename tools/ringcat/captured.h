// Captured: what a command says, as the feed of a publication (ringcat -w RING CMD).
//
// Streams   each of the command's two has lines of its own, so that none is torn.
// End       when they have ended; or the command has, whoever else still holds them open: what
//           comes within kLingerNs and what is in the pipe then is the last.
// Full      a ring that is full makes the command wait. Once a signal has ended it, nobody waits
//           longer than kPatienceNs for room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "common/exit_code.h"
#include "ringcat/command.h"
#include "ringcat/feed.h"
#include "ringcat/options.h"
#include "ringcat/pusher.h"

namespace ringpipe::ringcat {

class Captured : public Feed, public Companion {
public:
    static constexpr std::uint64_t kLingerNs = 200'000'000;
    static constexpr std::uint64_t kPatienceNs = 1'000'000'000;

    Captured(const Options& options, Gone gone) : options_(options), gone_(std::move(gone)) {}

    tools::Status begin() override;
    Input::Got read_more(std::size_t most, Stream*& from) override;
    [[nodiscard]] bool over() const override { return open_ == 0; }
    [[nodiscard]] int error() const override { return error_; }
    [[nodiscard]] std::string name() const override { return options_.publish.command.front(); }
    std::size_t left_over() override;

    void arrived(Text) override {}
    Status settled() override { return std::nullopt; }
    bool made_room(const Blocker&) override { return false; }
    bool waited(const Blocker& blocker, std::uint64_t ns, std::uint64_t in_all_ns) override;

    // After the writer has closed: waits for the command. `status` is how the publication went; the
    // exit code is that, or the command's if it went well.
    int finish(int status);

private:
    struct Output {
        int fd;
        Stream stream;
        bool open = true;
        std::size_t budget = 0;  // of the last look
    };

    Input::Got await(std::uint64_t timeout_ns);
    std::optional<Input::Got> read_from(Output& output, std::size_t most);

    const Options& options_;
    const Gone gone_;
    Command command_;
    std::deque<Output> outputs_;
    std::size_t open_ = 0;
    std::size_t turn_ = 0;    // which is asked first
    bool ended_ = false;      // the command
    bool last_look_ = false;  // no more waiting for those that it left behind
    bool cut_ = false;        // one of them still held an output
    std::uint64_t linger_until_ns_ = 0;
    std::uint64_t patient_from_ns_ = 0;
    int error_ = 0;
};

}  // namespace ringpipe::ringcat
