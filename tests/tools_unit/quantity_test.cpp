// Sizes, counts and durations: what people write is read exactly, and read back as printed.
#include "common/quantity.h"

#include <cstdint>
#include <limits>

#include "catch.h"

using ringpipe::tools::format_count;
using ringpipe::tools::format_duration;
using ringpipe::tools::format_size;
using ringpipe::tools::format_size_short;
using ringpipe::tools::parse_count;
using ringpipe::tools::parse_duration_ns;
using ringpipe::tools::parse_size;

TEST_CASE("a size is binary, unless its unit ends in B alone", "[quantity]") {
    CHECK(parse_size("0") == 0);
    CHECK(parse_size("300") == 300);
    CHECK(parse_size("300B") == 300);
    CHECK(parse_size("64K") == 65536);
    CHECK(parse_size("64k") == 65536);
    CHECK(parse_size("64Ki") == 65536);
    CHECK(parse_size("64KiB") == 65536);
    CHECK(parse_size("64kB") == 64000);
    CHECK(parse_size("64KB") == 64000);
    CHECK(parse_size("64M") == 67108864);
    CHECK(parse_size("64MB") == 64000000);
    CHECK(parse_size("2GiB") == 2147483648);
    CHECK(parse_size("1T") == 1099511627776);
    CHECK(parse_size("1TB") == 1000000000000);
}

TEST_CASE("a size may have decimals but no part of a byte", "[quantity]") {
    CHECK(parse_size("1.5G") == 1610612736);
    CHECK(parse_size(".5K") == 512);
    CHECK(parse_size("0.1KB") == 100);
    CHECK(parse_size("1.0") == 1);
    CHECK_FALSE(parse_size("1.5"));
}

TEST_CASE("what is no size is refused", "[quantity]") {
    for (const char* text : {"", " ", "K", ".", "-1", "+1", "1e3", "0x10", "100x", "1 ", " 1",
                             "1KK", "1Kib", "1,5K", "64M64K", "inf"}) {
        INFO(text);
        CHECK_FALSE(parse_size(text));
    }
}

TEST_CASE("numbers are exact up to the last one that fits", "[quantity]") {
    CHECK(parse_size("18446744073709551615") == UINT64_MAX);
    CHECK_FALSE(parse_size("18446744073709551616"));
    CHECK(parse_size("16777215T") == 18446742974197923840u);
    CHECK_FALSE(parse_size("16777216T"));
    CHECK(parse_size("1.0000000000000000000000001T") == 1099511627776);
    CHECK(parse_count("9007199254740993") == 9007199254740993);
    CHECK_FALSE(parse_duration_ns("600000d"));
}

TEST_CASE("a count is decimal", "[quantity]") {
    CHECK(parse_count("0") == 0);
    CHECK(parse_count("12") == 12);
    CHECK(parse_count("1k") == 1000);
    CHECK(parse_count("2.5M") == 2500000);
    CHECK(parse_count("1G") == 1000000000);
    CHECK_FALSE(parse_count("1Ki"));
    CHECK_FALSE(parse_count("1B"));
    CHECK_FALSE(parse_count("many"));
    CHECK_FALSE(parse_count("-3"));
}

TEST_CASE("a duration has units, and without one it is seconds", "[quantity]") {
    CHECK(parse_duration_ns("5") == 5'000'000'000);
    CHECK(parse_duration_ns("0.5") == 500'000'000);
    CHECK(parse_duration_ns("0") == 0);
    CHECK(parse_duration_ns("7ns") == 7);
    CHECK(parse_duration_ns("1.5us") == 1500);
    CHECK(parse_duration_ns("200ms") == 200'000'000);
    CHECK(parse_duration_ns("1m30s") == 90'000'000'000);
    CHECK(parse_duration_ns("2h") == 7200'000'000'000);
    CHECK(parse_duration_ns("1d1h1m1s1ms1us1ns") == 90061'001'001'001);
    CHECK(parse_duration_ns("inf") == UINT64_MAX);
}

TEST_CASE("what is no duration is refused", "[quantity]") {
    for (const char* text : {"", "s", "5x", "1m30", "1s1m", "1s1s", "-1s", "1 s", "0.5ns", "soon",
                             "5S", "1M", "infinity"}) {
        INFO(text);
        CHECK_FALSE(parse_duration_ns(text));
    }
}

TEST_CASE("sizes are printed with the unit that fits", "[quantity]") {
    CHECK(format_size(0) == "0 B");
    CHECK(format_size(300) == "300 B");
    CHECK(format_size(1023) == "1023 B");
    CHECK(format_size(65536) == "64 KiB");
    CHECK(format_size(67108864) == "64 MiB");
    CHECK(format_size(1610612736) == "1.5 GiB");
    CHECK(format_size(12897484) == "12.3 MiB");
    CHECK(format_size(1048575) == "1 MiB");
    CHECK(format_size(1099511627776) == "1 TiB");
    CHECK(format_size(UINT64_MAX) == "16777216 TiB");
    CHECK(format_size_short(67108864) == "64M");
    CHECK(format_size_short(1610612736) == "1.5G");
    CHECK(format_size_short(300) == "300");
    CHECK(format_size_short(10239) == "10K");
    CHECK(format_size_short(1047552) == "1M");
}

TEST_CASE("a printed power of two is read back as itself", "[quantity]") {
    for (std::uint64_t size = 1; size <= 1ull << 40; size *= 2) {
        CHECK(parse_size(format_size(size)) == size);
        CHECK(parse_size(format_size_short(size)) == size);
    }
}

TEST_CASE("counts have three digits, small whole ones none to spare", "[quantity]") {
    CHECK(format_count(0) == "0");
    CHECK(format_count(-1) == "0");
    CHECK(format_count(std::numeric_limits<double>::quiet_NaN()) == "0");
    CHECK(format_count(0.5) == "0.50");
    CHECK(format_count(612) == "612");
    CHECK(format_count(999) == "999");
    CHECK(format_count(999.7) == "1.00k");
    CHECK(format_count(88100) == "88.1k");
    CHECK(format_count(99960) == "100k");
    CHECK(format_count(1.2e6) == "1.20M");
    CHECK(format_count(3.5e9) == "3.50G");
}

TEST_CASE("durations have at most two units", "[quantity]") {
    CHECK(format_duration(0) == "0s");
    CHECK(format_duration(4e-7) == "400ns");
    CHECK(format_duration(0.02) == "20ms");
    CHECK(format_duration(0.9999) == "1s");
    CHECK(format_duration(1.23) == "1.2s");
    CHECK(format_duration(12) == "12s");
    CHECK(format_duration(59.7) == "1m");
    CHECK(format_duration(192) == "3m12s");
    CHECK(format_duration(3599.7) == "1h");
    CHECK(format_duration(18120) == "5h2m");
    CHECK(format_duration(86399) == "1d");
    CHECK(format_duration(1047600) == "12d3h");
}

TEST_CASE("a noun agrees with its number", "[quantity]") {
    CHECK(ringpipe::tools::counted(0, "record") == "0 records");
    CHECK(ringpipe::tools::counted(1, "record") == "1 record");
    CHECK(ringpipe::tools::counted(2, "record") == "2 records");
}
