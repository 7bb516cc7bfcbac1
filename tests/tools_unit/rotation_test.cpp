// When archives are set aside.
#include "ringcat/rotation.h"

#include <stdlib.h>
#include <time.h>

#include "catch.h"

using ringpipe::ringcat::parse_rotation;
using ringpipe::ringcat::Rotation;

namespace {

constexpr std::uint64_t kSecondNs = 1'000'000'000;

void live_in(const char* zone) {
    setenv("TZ", zone, 1);
    tzset();
}

// Seconds from then until the file is due.
std::uint64_t wait_s(const char* rotate, std::uint64_t opened_s) {
    return parse_rotation(rotate)->due_ns(opened_s * kSecondNs) / kSecondNs - opened_s;
}

}  // namespace

TEST_CASE("rotation is by size, by time, or both", "[archive]") {
    CHECK(parse_rotation("100M")->bytes == 100 << 20);
    CHECK(parse_rotation("100M")->due_ns(5) == UINT64_MAX);
    CHECK(parse_rotation("1h")->due_ns(5) == 3600 * kSecondNs + 5);
    CHECK(parse_rotation("daily,1G")->bytes == 1 << 30);
    CHECK(parse_rotation("daily")->calendar == Rotation::Calendar::kDaily);
    for (const char* wrong : {"", "0", "weekly", "1h,", "100M;1h", "-1h"}) {
        CHECK_FALSE(parse_rotation(wrong));
    }
}

TEST_CASE("hours and days are those of local time", "[archive]") {
    constexpr std::uint64_t kNoon = 1'795'262'400;  // 2026-11-21T12:00:00Z
    live_in("UTC0");
    CHECK(wait_s("hourly", kNoon) == 3600);
    CHECK(wait_s("hourly", kNoon + 3599) == 1);
    CHECK(wait_s("daily", kNoon) == 12 * 3600);
    CHECK(wait_s("daily,2h", kNoon) == 2 * 3600);
    live_in("IST-5:30");
    CHECK(wait_s("hourly", kNoon) == 1800);
    CHECK(wait_s("daily", kNoon) == 6 * 3600 + 1800);
    // The night of 2026-10-25 has 25 hours.
    live_in("CET-1CEST,M3.5.0,M10.5.0/3");
    constexpr std::uint64_t kMidnight = 1'792'879'200;  // 2026-10-25T00:00:00+02:00
    CHECK(wait_s("daily", kMidnight) == 25 * 3600);
    CHECK(wait_s("hourly", kMidnight + 2 * 3600 + 60) == 3540);
    live_in("UTC0");
}
