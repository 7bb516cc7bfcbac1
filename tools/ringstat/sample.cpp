// Sample: two looks at each ring, and what moved between them.
#include "ringstat/sample.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "ringstat/figures.h"

namespace ringpipe::ringstat {
namespace {

using Clock = std::chrono::steady_clock;

// Counters only grow; a reader that went back to an older record has taken nothing.
std::uint64_t growth(std::uint64_t before, std::uint64_t after) {
    return after > before ? after - before : 0;
}

const ReaderView* same_reader(const Snapshot& look, const ReaderView& reader) {
    for (const ReaderView& other : look.readers) {
        if (other.slot == reader.slot && other.name == reader.name && other.pid == reader.pid) {
            return &other;
        }
    }
    return nullptr;
}

std::uint64_t taken_by(const ReaderView& before, const ReaderView& after) {
    const std::uint64_t passed = growth(before.sequence, after.sequence);
    return passed - std::min(passed, growth(lost_by(before), lost_by(after)));
}

double blocked_ratio(const Snapshot& before, const Snapshot& after, double seconds) {
    // One wait that lasts through both looks may not have been added up yet.
    if (before.blocked_now && after.blocked_now && before.blocks == after.blocks) return 1;
    const double blocked =
        static_cast<double>(growth(before.blocked_ns, after.blocked_ns)) / 1e9 / seconds;
    return std::min(blocked, 1.0);  // several writers may wait at once
}

struct Look {
    Subject subject;
    Clock::time_point at;
    std::optional<Snapshot> first;
};

// Says so when the user named a cursor that is not there, and forgets it.
int check_cursors(Reading& reading) {
    int exit_code = 0;
    std::erase_if(reading.cursors, [&](const std::string& cursor) {
        const auto& readers = reading.now.readers;
        const bool known = std::any_of(readers.begin(), readers.end(),
                                       [&](const ReaderView& r) { return r.name == cursor; });
        if (!known) {
            exit_code = tools::fail(tools::kNoRing, reading.name + "/" + cursor, "no such cursor");
        }
        return !known;
    });
    return exit_code;
}

}  // namespace

bool Reading::shows(const ReaderView& reader) const {
    return cursors.empty() ||
           std::find(cursors.begin(), cursors.end(), reader.name) != cursors.end();
}

Rates rates_between(const Snapshot& before, const Snapshot& after, double seconds) {
    Rates rates;
    rates.seconds = seconds;
    rates.in_rate =
        static_cast<double>(growth(published_records(before), published_records(after))) / seconds;
    rates.blocked_ratio = blocked_ratio(before, after, seconds);
    for (const ReaderView& reader : after.readers) {
        const ReaderView* earlier = same_reader(before, reader);
        if (earlier == nullptr) {
            rates.reader_rates.emplace_back(std::nullopt);
            continue;
        }
        const double rate = static_cast<double>(taken_by(*earlier, reader)) / seconds;
        rates.reader_rates.emplace_back(rate);
        rates.out_rate += rate;
    }
    return rates;
}

Sample take_sample(std::vector<Subject> subjects, std::uint64_t apart_ns) {
    Sample sample;
    std::vector<Look> looks;
    for (Subject& subject : subjects) {
        Look entry{std::move(subject), Clock::now(), std::nullopt};
        if (apart_ns != 0) {
            // An error here comes again at the second look, which reports it.
            if (auto look_result = look(entry.subject.ring)) entry.first = *std::move(look_result);
        }
        looks.push_back(std::move(entry));
    }
    if (apart_ns != 0 && !looks.empty()) {
        std::this_thread::sleep_for(std::chrono::nanoseconds(apart_ns));
    }

    for (Look& entry : looks) {
        const auto at = Clock::now();
        auto now = look(entry.subject.ring);
        if (!now) {
            sample.exit_code = std::max(sample.exit_code, tools::fail(now.error()));
            continue;
        }
        const Ring& ring = entry.subject.ring;
        Reading reading{entry.subject.name, ring.path(),
                        ring.id_text(),     std::move(entry.subject.cursors),
                        *std::move(now),    std::nullopt};
        if (entry.first) {
            const std::chrono::duration<double> seconds = at - entry.at;
            reading.rates = rates_between(*entry.first, reading.now, seconds.count());
        }
        const bool named_cursors = !reading.cursors.empty();
        sample.exit_code = std::max(sample.exit_code, check_cursors(reading));
        if (named_cursors && reading.cursors.empty()) continue;  // none of them is there
        sample.readings.push_back(std::move(reading));
    }
    return sample;
}

}  // namespace ringpipe::ringstat
