// Figures: what follows from one look at a ring, for the table and for JSON alike.
#pragma once

#include <cstdint>
#include <optional>

#include "ringpipe/snapshot.h"

namespace ringpipe::ringstat {

struct LagFigures {
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;
    std::optional<double> seconds;  // absent: the next record carries no time
};

[[nodiscard]] LagFigures lag_of(const ReaderView& reader);

// The furthest that any reader is behind, each measure for itself; absent without readers.
[[nodiscard]] std::optional<LagFigures> worst_lag(const Snapshot& look);

[[nodiscard]] std::uint64_t lost_by(const ReaderView& reader);

// Each record that a reader missed counts once for that reader, each that was refused once.
[[nodiscard]] std::uint64_t lost_in(const Snapshot& look);

// Refused records of a drop-new ring have sequence numbers, but were never published.
[[nodiscard]] std::uint64_t published_records(const Snapshot& look);

[[nodiscard]] std::uint64_t readers_alive(const Snapshot& look);

// Since the last publication; absent if there was none.
[[nodiscard]] std::optional<double> idle_seconds(const Snapshot& look);

// Who keeps a writer waiting now; null if nobody does.
[[nodiscard]] const ReaderView* blocking_reader(const Snapshot& look);

}  // namespace ringpipe::ringstat
