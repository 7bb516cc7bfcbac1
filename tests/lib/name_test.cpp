// What a person may call a ring, and where it then lives.
#include <unistd.h>

#include <cstdlib>
#include <optional>

#include "catch.h"
#include "lib/scratch.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

class Environment {
public:
    explicit Environment(const char* directory) {
        if (const char* before = std::getenv("RINGPIPE_DIR")) before_ = before;
        if (directory != nullptr) {
            setenv("RINGPIPE_DIR", directory, 1);
        } else {
            unsetenv("RINGPIPE_DIR");
        }
    }
    ~Environment() {
        if (before_) {
            setenv("RINGPIPE_DIR", before_->c_str(), 1);
        } else {
            unsetenv("RINGPIPE_DIR");
        }
    }

private:
    std::optional<std::string> before_;
};

struct Row {
    const char* text;
    const char* path;
    const char* directory;
    const char* cursor;
    bool bare;
};

}  // namespace

TEST_CASE("names lead to paths", "[name]") {
    const Environment environment("/rings");
    const Row rows[] = {
        {"logs", "/rings/logs.ring", "/rings", "", true},
        {"logs.ring", "/rings/logs.ring", "/rings", "", true},
        {"logs.ring.ring", "/rings/logs.ring.ring", "/rings", "", true},
        {"9-a_b.c", "/rings/9-a_b.c.ring", "/rings", "", true},
        {"logs/archive", "/rings/logs.ring", "/rings", "archive", true},
        {"logs.ring/archive", "/rings/logs.ring", "/rings", "archive", true},
        {"/tmp/x", "/tmp/x.ring", "/tmp", "", false},
        {"/x", "/x.ring", "/", "", false},
        {"/tmp/x.ring", "/tmp/x.ring", "/tmp", "", false},
        {"/tmp/x.ring/c", "/tmp/x.ring", "/tmp", "c", false},
        {"/tmp/a.ring/b.ring/c", "/tmp/a.ring/b.ring", "/tmp/a.ring", "c", false},
        {"./x", "./x.ring", ".", "", false},
        {"../x", "../x.ring", "..", "", false},
    };
    for (const Row& row : rows) {
        INFO(row.text);
        const auto name = RingName::parse(row.text);
        REQUIRE(name);
        CHECK(name->path == row.path);
        CHECK(name->directory == row.directory);
        CHECK(name->cursor == row.cursor);
        CHECK(name->bare == row.bare);
    }
}

TEST_CASE("what is no name is a usage error that says so", "[name]") {
    for (const std::string& text :
         {std::string(), std::string("-w"), std::string(".hidden"), std::string("a b"),
          std::string("a\nb"), std::string("caf\xc3\xa9"), std::string("a/"), std::string("a/b/c"),
          std::string("a/.c"), std::string("/"), std::string("/tmp/"), std::string("/tmp/.."),
          std::string("./"), std::string("../.."), std::string("/tmp/x.ring/.c"),
          std::string(65, 'x'), "a/" + std::string(64, 'c'), "/" + std::string(201, 'x'),
          std::string("a\0b", 3)}) {
        INFO(text);
        const auto name = RingName::parse(text);
        REQUIRE_FALSE(name);
        CHECK(name.error().kind == ErrorKind::kUsage);
        CHECK_FALSE(name.error().doing.empty());
    }
    CHECK(RingName::parse(std::string(64, 'x')));
    CHECK(RingName::parse("a/" + std::string(63, 'c')));
}

TEST_CASE("bare names live in $RINGPIPE_DIR, or in a directory of the user's", "[name]") {
    {
        const Environment environment("/rings//");
        CHECK(default_directory() == "/rings");
    }
    for (const char* unset : {static_cast<const char*>(nullptr), ""}) {
        const Environment environment(unset);
        CHECK(default_directory() == "/dev/shm/ringpipe-" + std::to_string(geteuid()));
    }
}
