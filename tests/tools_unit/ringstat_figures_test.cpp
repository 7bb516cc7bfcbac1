// What ringstat makes of one look, and of two.
#include "ringstat/figures.h"

#include <utility>
#include <vector>

#include "catch.h"
#include "ringstat/sample.h"

using namespace ringpipe;
using namespace ringpipe::ringstat;

namespace {

ReaderView reader_at(std::uint32_t slot, std::uint64_t sequence) {
    ReaderView reader;
    reader.slot = slot;
    reader.pid = 100 + slot;
    reader.alive = true;
    reader.sequence = sequence;
    return reader;
}

Snapshot look_at(std::uint64_t end_sequence, std::vector<ReaderView> readers) {
    Snapshot look;
    look.identity.on_full = OnFull::kDropOld;
    look.end_sequence = end_sequence;
    look.readers = std::move(readers);
    return look;
}

}  // namespace

TEST_CASE("rates are what moved between two looks") {
    const auto before = look_at(1000, {reader_at(0, 900), reader_at(1, 1000)});
    const auto after = look_at(1500, {reader_at(0, 1000), reader_at(1, 1400)});
    const Rates rates = rates_between(before, after, 0.5);
    CHECK(rates.seconds == 0.5);
    CHECK(rates.in_rate == 1000);
    CHECK(rates.out_rate == 1000);
    REQUIRE(rates.reader_rates.size() == 2);
    CHECK(rates.reader_rates[0] == 200);
    CHECK(rates.reader_rates[1] == 800);
}

TEST_CASE("records that a reader lost were not taken by it") {
    auto before = look_at(1000, {reader_at(0, 0)});
    auto after = look_at(1000, {reader_at(0, 1000)});
    before.readers[0].overrun = 10;
    after.readers[0].overrun = 610;
    after.readers[0].refused = 300;
    CHECK(rates_between(before, after, 1).out_rate == 100);
}

TEST_CASE("a reader that went back, or is new, or took over a slot has no negative or wild rate") {
    const auto before = look_at(1000, {reader_at(0, 900), reader_at(1, 10)});
    auto after = look_at(1000, {reader_at(0, 100), reader_at(1, 1000), reader_at(2, 1000)});
    after.readers[1].pid = 7;
    const Rates rates = rates_between(before, after, 1);
    CHECK(rates.out_rate == 0);
    CHECK(rates.reader_rates[0] == 0.0);
    CHECK_FALSE(rates.reader_rates[1]);
    CHECK_FALSE(rates.reader_rates[2]);
}

TEST_CASE("the blocked ratio stays below one, however many writers wait") {
    auto before = look_at(0, {});
    auto after = look_at(0, {});
    after.blocked_ns = 250'000'000;
    CHECK(rates_between(before, after, 1).blocked_ratio == 0.25);
    after.blocked_ns = 3'000'000'000;
    CHECK(rates_between(before, after, 1).blocked_ratio == 1);
}

TEST_CASE("a wait that began before the first look and still goes on fills the time between") {
    auto before = look_at(0, {});
    before.blocked_now = true;
    before.blocks = 3;
    auto after = before;
    CHECK(rates_between(before, after, 1).blocked_ratio == 1);
    after.blocks = 4;
    CHECK(rates_between(before, after, 1).blocked_ratio == 0);
}

TEST_CASE("what a drop-new ring refused was lost and not published") {
    auto look = look_at(1000, {reader_at(0, 1000)});
    look.refused = 400;
    look.readers[0].refused = 400;
    look.identity.on_full = OnFull::kDropNew;
    CHECK(published_records(look) == 600);
    CHECK(lost_in(look) == 400);
    CHECK(lost_by(look.readers[0]) == 400);

    look.identity.on_full = OnFull::kFail;  // the writer has kept them
    look.readers[0].refused = 0;
    CHECK(published_records(look) == 1000);
    CHECK(lost_in(look) == 0);
}

TEST_CASE("the worst lag takes each measure for itself and is absent without readers") {
    CHECK_FALSE(worst_lag(look_at(10, {})));
    auto look = look_at(100, {reader_at(0, 100), reader_at(1, 90)});
    look.readers[1].lag_records = 10;
    look.readers[1].lag_bytes = 640;
    look.readers[1].lag_seconds = 2.5;
    const auto worst = worst_lag(look);
    REQUIRE(worst);
    CHECK(worst->records == 10);
    CHECK(worst->bytes == 640);
    CHECK(worst->seconds == 2.5);
    look.readers[1].lag_seconds = 0;  // records without a time
    CHECK_FALSE(worst_lag(look)->seconds);
}

TEST_CASE("idle time is unknown before the first publication and never negative") {
    Snapshot look;
    look.taken_ns = 5'000'000'000;
    CHECK_FALSE(idle_seconds(look));
    look.last_publication_ns = 3'000'000'000;
    CHECK(idle_seconds(look) == 2);
    look.last_publication_ns = 6'000'000'000;
    CHECK(idle_seconds(look) == 0);
}
