// Backlog: what a command that may be started again was given last.
#include "ringtee/backlog.h"

#include <algorithm>
#include <iterator>

namespace ringpipe::ringtee {

void Backlog::add(const Sifted& round, const Sifted::Whole& whole) {
    if (whole.bytes == 0) return;
    const auto begin = round.bytes().begin();
    Piece piece{end_, {begin, begin + static_cast<std::ptrdiff_t>(whole.bytes)}, {}};
    for (const Sifted::Mark& mark : round.marks()) {
        if (mark.bytes > whole.bytes) break;
        if (mark.ends) piece.ends.push_back(mark.bytes);
    }
    end_ += whole.bytes;
    pieces_.push_back(std::move(piece));
    while (pieces_.size() > 1 && !is_needed(0)) pieces_.pop_front();
}

// The record that stands where the pipe may begin must be there from its start.
bool Backlog::is_needed(std::size_t index) const {
    const std::uint64_t pipe = end_ > pipe_bytes_ ? end_ - pipe_bytes_ : 0;
    const std::uint64_t next = pieces_[index + 1].start;
    if (next > pipe) return true;
    return record_at(pipe) < next;
}

std::uint64_t Backlog::record_at(std::uint64_t position) const {
    for (auto piece = pieces_.rbegin(); piece != pieces_.rend(); ++piece) {
        if (piece->start >= position) continue;
        const auto after =
            std::upper_bound(piece->ends.begin(), piece->ends.end(), position - piece->start);
        if (after != piece->ends.begin()) return piece->start + *std::prev(after);
    }
    return pieces_.empty() ? end_ : pieces_.front().start;
}

std::span<const std::byte> Backlog::from(std::uint64_t position) const {
    for (const Piece& piece : pieces_) {
        if (position < piece.start || position >= piece.start + piece.bytes.size()) continue;
        return std::span(piece.bytes).subspan(position - piece.start);
    }
    return {};
}

}  // namespace ringpipe::ringtee
