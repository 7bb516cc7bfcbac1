// Policies read as people write them, and print as they are read.
#include "common/policy.h"

#include "catch.h"

using namespace ringpipe;
using namespace ringpipe::tools;

TEST_CASE("a policy is read by its name") {
    CHECK(parse_policy("block") == Policy{OnFull::kBlock, 0});
    CHECK(parse_policy("block:200ms") == Policy{OnFull::kBlock, 200'000'000});
    CHECK(parse_policy("block:2") == Policy{OnFull::kBlock, 2'000'000'000});
    CHECK(parse_policy("block:inf") == Policy{OnFull::kBlock, 0});
    CHECK(parse_policy("drop-old") == Policy{OnFull::kDropOld, 0});
    CHECK(parse_policy("drop-new") == Policy{OnFull::kDropNew, 0});
    CHECK(parse_policy("fail") == Policy{OnFull::kFail, 0});
}

TEST_CASE("what is no policy is refused") {
    for (const char* text : {"", "Block", "blocking", "block:", "block:0", "block:0ms", "block:-1s",
                             "block:soon", "drop", "drop_old", "drop-old:1s", "fail ", " fail"}) {
        INFO(text);
        CHECK_FALSE(parse_policy(text));
    }
}

TEST_CASE("a policy prints exactly as it can be read back") {
    CHECK(format_policy(OnFull::kBlock, 0) == "block");
    CHECK(format_policy(OnFull::kBlock, 200'000'000) == "block:200ms");
    CHECK(format_policy(OnFull::kBlock, 1'500'000'000) == "block:1500ms");
    CHECK(format_policy(OnFull::kBlock, 90'000'000'000) == "block:90s");
    CHECK(format_policy(OnFull::kBlock, 1) == "block:1ns");
    CHECK(format_policy(OnFull::kDropOld, 0) == "drop-old");
    CHECK(format_policy(OnFull::kDropNew, 7) == "drop-new");
    CHECK(format_policy(OnFull::kFail, 0) == "fail");

    for (const std::uint64_t ns : {1ull, 999ull, 1'000ull, 1'001ull, 3'600'000'000'000ull,
                                   86'400'000'000'000ull, 123'456'789'012ull}) {
        INFO(ns);
        CHECK(parse_policy(format_policy(OnFull::kBlock, ns)) == Policy{OnFull::kBlock, ns});
    }
}

TEST_CASE("a policy from a damaged header still prints") {
    CHECK(format_policy(static_cast<OnFull>(9), 0) == "unknown (9)");
}
