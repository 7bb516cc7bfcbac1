// Backlog: what a command that may be started again was given last, kept until it cannot be in its
// pipe any more; so the next one begins with the first record that the last one did not read whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "ringtee/sifted.h"

namespace ringpipe::ringtee {

class Backlog {
public:
    // `pipe_bytes`: how much may be in the pipe.
    explicit Backlog(std::size_t pipe_bytes) : pipe_bytes_(pipe_bytes) {}

    // What was written: so many bytes of the round, up to the end of a record.
    void add(const Sifted& round, const Sifted::Whole& whole);

    // Position of the branch's output, in bytes since the branch began.
    [[nodiscard]] std::uint64_t end() const { return end_; }

    // The start of the record that stands at `position`; what is before it was read whole.
    [[nodiscard]] std::uint64_t record_at(std::uint64_t position) const;

    // What is kept from there on, one piece of it; empty at the end.
    [[nodiscard]] std::span<const std::byte> from(std::uint64_t position) const;

private:
    struct Piece {
        std::uint64_t start = 0;
        std::vector<std::byte> bytes;
        std::vector<std::size_t> ends;  // of its records, in bytes from its start
    };

    [[nodiscard]] bool is_needed(std::size_t index) const;

    const std::size_t pipe_bytes_;
    std::uint64_t end_ = 0;
    std::deque<Piece> pieces_;
};

}  // namespace ringpipe::ringtee
