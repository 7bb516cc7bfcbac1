// Figures: what follows from one look at a ring, for the table and for JSON alike.
#include "ringstat/figures.h"

#include <algorithm>

namespace ringpipe::ringstat {

LagFigures lag_of(const ReaderView& reader) {
    LagFigures lag{reader.lag_records, reader.lag_bytes, reader.lag_seconds};
    if (reader.lag_records != 0 && reader.lag_seconds <= 0) lag.seconds.reset();
    return lag;
}

std::optional<LagFigures> worst_lag(const Snapshot& look) {
    std::optional<LagFigures> worst;
    for (const ReaderView& reader : look.readers) {
        const LagFigures lag = lag_of(reader);
        if (!worst) {
            worst = lag;
            continue;
        }
        worst->records = std::max(worst->records, lag.records);
        worst->bytes = std::max(worst->bytes, lag.bytes);
        // One unknown age makes the greatest unknown.
        if (!worst->seconds || !lag.seconds) {
            worst->seconds.reset();
        } else {
            worst->seconds = std::max(*worst->seconds, *lag.seconds);
        }
    }
    return worst;
}

std::uint64_t lost_by(const ReaderView& reader) {
    return reader.overrun + reader.refused;
}

std::uint64_t lost_in(const Snapshot& look) {
    std::uint64_t lost = look.identity.on_full == OnFull::kDropNew ? look.refused : 0;
    for (const ReaderView& reader : look.readers) lost += reader.overrun;
    return lost;
}

std::uint64_t published_records(const Snapshot& look) {
    if (look.identity.on_full != OnFull::kDropNew) return look.end_sequence;
    return look.end_sequence - std::min(look.end_sequence, look.refused);
}

std::uint64_t readers_alive(const Snapshot& look) {
    return static_cast<std::uint64_t>(std::count_if(look.readers.begin(), look.readers.end(),
                                                    [](const ReaderView& r) { return r.alive; }));
}

std::optional<double> idle_seconds(const Snapshot& look) {
    if (look.last_publication_ns == 0) return std::nullopt;
    // The wall clock may have been set back since.
    if (look.taken_ns <= look.last_publication_ns) return 0;
    return static_cast<double>(look.taken_ns - look.last_publication_ns) / 1e9;
}

const ReaderView* blocking_reader(const Snapshot& look) {
    if (!look.blocked_now || look.blocked_by == 0) return nullptr;
    for (const ReaderView& reader : look.readers) {
        if (reader.slot + std::uint64_t{1} == look.blocked_by) return &reader;
    }
    return nullptr;
}

}  // namespace ringpipe::ringstat
