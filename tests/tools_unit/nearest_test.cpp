// A mistyped word finds the one that was meant, and no other.
#include "common/nearest.h"

#include <string>
#include <vector>

#include "catch.h"

using namespace ringpipe::tools;

TEST_CASE("a slip of the keys finds the word that was meant") {
    const std::vector<std::string> options = {"--json", "--sample", "--quiet",
                                              "--help", "-J",       "-q"};
    CHECK(nearest("--jsno", options) == "--json");
    CHECK(nearest("--JSON", options) == "--json");
    CHECK(nearest("--samples", options) == "--sample");
    CHECK(nearest("--sam", options) == "--sample");
    CHECK(nearest("--quite", options) == "--quiet");
    CHECK(nearest("-j", options) == "-J");
}

TEST_CASE("a word that is like no other finds nothing") {
    const std::vector<std::string> options = {"--json", "--sample", "-J", "-q"};
    CHECK(nearest("--frobnicate", options).empty());
    CHECK(nearest("-x", options).empty());
    CHECK(nearest("--", options).empty());
    CHECK(nearest("", options).empty());
    CHECK(nearest("orders", {}).empty());
    CHECK(nearest(std::string(100'000, 'a'), options).empty());
}

TEST_CASE("the hint is a question, or nothing") {
    CHECK(did_you_mean("lst", {"create", "rm", "ls"}) == "did you mean 'ls'?");
    CHECK(did_you_mean("frob", {"create", "rm", "ls"}).empty());
}
