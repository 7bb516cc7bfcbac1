// For whom a ring is, and what is refused that others have put in its place.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "catch.h"
#include "lib/scratch.h"
#include "ring_files.h"

using namespace ringpipe;
using namespace ringpipe::testing;
namespace fs = std::filesystem;

namespace {

constexpr uid_t kOther = 61001;  // a user that nobody has made

template <class T>
Error error_of(Result<T> result) {
    REQUIRE_FALSE(result);
    return result.error();
}

unsigned mode_of(const std::string& path) {
    struct stat status {};
    REQUIRE(stat(path.c_str(), &status) == 0);
    return status.st_mode & 07777;
}

RingOptions shared(std::uint32_t mode) {
    RingOptions options = small();
    options.mode = mode;
    return options;
}

// A directory that everybody may enter.
struct OpenDirectory : ScratchDirectory {
    OpenDirectory() { fs::permissions(path(), fs::perms(0755)); }
};

// A ring of which one file is another thing.
struct Planted {
    explicit Planted(const char* file) : path(directory.path() + "/r.ring/" + file) {
        REQUIRE(Ring::create(directory.name(), small()));
    }
    void replace() const { fs::rename(path, directory.path() + "/was"); }
    [[nodiscard]] Error error() const { return error_of(Ring::open(directory.name())); }

    ScratchDirectory directory;
    std::string path;
};

}  // namespace

TEST_CASE("a ring's mode is what was asked for, whatever the umask is", "[access]") {
    struct {
        std::uint32_t mode;
        unsigned directory, data, others;
    } const kinds[] = {
        {0600, 0700, 0600, 0600}, {0640, 0750, 0640, 0600}, {0660, 0750, 0660, 0660}};
    for (const auto& kind : kinds) {
        for (const mode_t mask : {0u, 027u, 077u, 0777u}) {
            INFO(kind.mode << " with umask " << mask);
            OpenDirectory directory;
            const mode_t before = umask(mask);
            const auto ring = Ring::create(directory.name(), shared(kind.mode));
            umask(before);
            REQUIRE(ring);
            CHECK(mode_of(ring->path()) == kind.directory);
            CHECK(mode_of(ring->path() + "/data") == kind.data);
            CHECK(mode_of(ring->path() + "/readers") == kind.others);
            CHECK(mode_of(ring->path() + "/locks") == kind.others);
            CHECK(ring->access().mode == kind.mode);
            CHECK(ring->access().owner == geteuid());
            CHECK_FALSE(ring->access().observe_only);
        }
    }
}

TEST_CASE("modes that a ring cannot have are usage errors", "[access]") {
    OpenDirectory directory;
    for (const std::uint32_t mode : {0u, 0644u, 0666u, 0620u, 0770u, 04600u}) {
        CHECK(error_of(Ring::create(directory.name(), shared(mode))).kind == ErrorKind::kUsage);
    }
    RingOptions options = shared(0600);
    options.group = getegid();
    CHECK(error_of(Ring::create(directory.name(), options)).kind == ErrorKind::kUsage);
    CHECK(fs::is_empty(directory.path()));
}

TEST_CASE("a group that cannot enter the directory is a usage error that names it", "[access]") {
    ScratchDirectory closed;  // mode 0700
    const Error error = error_of(Ring::create(closed.name(), shared(0640)));
    CHECK(error.kind == ErrorKind::kUsage);
    CHECK(error.doing.find(closed.path()) != std::string::npos);
    CHECK_FALSE(error.hint.empty());
    // Nor a directory further up.
    fs::create_directory(closed.path() + "/in");
    fs::permissions(closed.path() + "/in", fs::perms(0755));
    RingName name = closed.name();
    name.directory += "/in";
    name.path = name.directory + "/r.ring";
    CHECK(error_of(Ring::create(name, shared(0660))).kind == ErrorKind::kUsage);
    fs::permissions(closed.path(), fs::perms(0710));
    CHECK(Ring::create(name, shared(0660)));
}

TEST_CASE("what stands in a file's place is refused", "[access]") {
    const char* file = GENERATE("data", "readers", "locks");
    Planted it(file);
    INFO(file);
    const std::string attack =
        GENERATE("symlink", "hardlink", "fifo", "directory", "device", "foreign");
    INFO(attack);
    std::string said;
    if (attack == "symlink") {
        it.replace();
        fs::create_symlink(it.directory.path() + "/was", it.path);
        said = "symbolic link";
    } else if (attack == "hardlink") {
        fs::create_hard_link(it.path, it.directory.path() + "/second");
        said = "second name";
    } else if (attack == "fifo") {
        it.replace();
        REQUIRE(mkfifo(it.path.c_str(), 0600) == 0);
        said = "no regular file";
    } else if (attack == "directory") {
        it.replace();
        fs::create_directory(it.path);
        said = "no regular file";
    } else if (attack == "device") {
        it.replace();
        if (mknod(it.path.c_str(), S_IFCHR | 0600, makedev(1, 3)) != 0)
            return skip("a device in a file's place", "this user may not make devices");
        said = "";  // a file system for which devices do not count does not even open it
    } else {
        if (chown(it.path.c_str(), kOther, kOther) != 0)
            return skip("another user's file", "not root");
        said = "another user";
    }
    const Error error = it.error();
    CHECK(error.doing.find(said) != std::string::npos);
    CHECK((error.kind == ErrorKind::kBad || attack == "device"));
}

TEST_CASE("what stands in a ring's place is refused", "[access]") {
    ScratchDirectory directory;
    const std::string path = directory.path() + "/r.ring";
    SECTION("a file") {
        CHECK_FALSE(creat(path.c_str(), 0600) == -1);
    }
    SECTION("a link to a ring") {
        REQUIRE(Ring::create(directory.name("real"), small()));
        fs::create_directory_symlink(directory.path() + "/real.ring", path);
    }
    SECTION("a FIFO") {
        REQUIRE(mkfifo(path.c_str(), 0600) == 0);
    }
    SECTION("an empty directory") {
        fs::create_directory(path);
    }
    SECTION("a directory into which others may put files") {
        REQUIRE(Ring::create(directory.name(), small()));
        fs::permissions(path, fs::perms(0720));
    }
    CHECK(error_of(Ring::open(directory.name())).kind == ErrorKind::kBad);
    CHECK(error_of(Ring::create(directory.name(), small())).kind == ErrorKind::kBusy);
}

TEST_CASE("another user's ring is read, and written only if its owner is trusted", "[access]") {
    OpenDirectory directory;
    { REQUIRE(Ring::create(directory.name(), shared(0660))); }
    for (const char* part : {"", "/data", "/readers", "/locks"}) {
        const std::string path = directory.path() + "/r.ring" + part;
        if (chown(path.c_str(), kOther, kOther) != 0)
            return skip("another user's ring", "not root");
    }
    auto ring = Ring::open(directory.name());
    REQUIRE(ring);
    CHECK(ring->access().owner == kOther);
    const Error error = error_of(Writer::attach(*ring, {}));
    CHECK(error.kind == ErrorKind::kBad);
    CHECK(error.doing.find("61001") != std::string::npos);
    WriterOptions trusting;
    trusting.trust_owner = true;
    auto writer = Writer::attach(*ring, trusting);
    REQUIRE(writer);
    push(*writer, "a");
    Reader reader = open_reader(*ring);
    CHECK(take(reader) == "a");
}

TEST_CASE("no ring is made where others could put another in its place", "[access]") {
    ScratchDirectory directory;
    const bool bare = GENERATE(false, true);
    RingName name = directory.name();
    name.bare = bare;
    fs::permissions(directory.path(), fs::perms(0777));
    CHECK(error_of(Ring::create(name, small())).kind == ErrorKind::kBad);
    fs::permissions(directory.path(), fs::perms(01777));
    CHECK(Ring::create(name, small()));
}

TEST_CASE("the directory that has our name may be nobody else's, and no link", "[access]") {
    ScratchDirectory directory;
    RingName name = directory.name();
    name.bare = true;
    name.private_directory = true;
    name.directory = directory.path() + "/ringpipe-0";
    name.path = name.directory + "/r.ring";
    fs::create_directory(directory.path() + "/planted");
    fs::create_directory_symlink(directory.path() + "/planted", name.directory);
    CHECK(error_of(Ring::create(name, small())).kind == ErrorKind::kBad);
    CHECK(error_of(Ring::open(name)).kind == ErrorKind::kBad);
    fs::remove(name.directory);
    fs::create_directory(name.directory);
    fs::permissions(name.directory, fs::perms(01777));
    CHECK(error_of(Ring::create(name, small())).kind == ErrorKind::kBad);
}

TEST_CASE("a file that is replaced after it was checked is not used", "[access]") {
    const char* file = GENERATE("data", "readers", "locks");
    INFO(file);
    Planted it(file);
    const auto ring = Ring::open(it.directory.name());
    REQUIRE(ring);
    it.replace();
    SECTION("by a copy") {
        fs::copy_file(it.directory.path() + "/was", it.path);
    }
    SECTION("by a FIFO") {
        REQUIRE(mkfifo(it.path.c_str(), 0600) == 0);
    }
    SECTION("by a link to it") {
        fs::create_symlink(it.directory.path() + "/was", it.path);
    }
    CHECK_FALSE(Reader::attach(*ring, {}));
    CHECK_FALSE(Writer::attach(*ring, {}));
}

TEST_CASE("a ring that was moved away, replaced or wiped is gone for its users", "[access]") {
    ScratchDirectory directory;
    const RingName name = directory.name();
    auto ring = Ring::create(name, small());
    REQUIRE(ring);
    Writer writer = open_writer(*ring);
    ReaderOptions following;
    following.follow = true;
    Reader reader = open_reader(*ring, following);
    push(writer, "a");
    CHECK(take(reader) == "a");
    CHECK_FALSE(writer.gone());
    SECTION("moved away") {
        fs::rename(name.path, directory.path() + "/other.ring");
    }
    SECTION("moved away, and another made") {
        fs::rename(name.path, directory.path() + "/other.ring");
        REQUIRE(Ring::create(name, small()));
    }
    SECTION("removed") {
        REQUIRE(Ring::remove(name, true));
    }
    SECTION("with its directory") {
        fs::remove_all(directory.path());
    }
    SECTION("cut short and grown again") {
        fs::resize_file(name.path + "/data", 0);
        fs::resize_file(name.path + "/data", data_bytes(kMinCapacity));
    }
    SECTION("without readers") {
        fs::resize_file(name.path + "/readers", 0);
        fs::resize_file(name.path + "/readers", readers_bytes(8));
    }
    Batch batch;
    CHECK(reader.next(batch, in_ms(10'000)) == Next::kGone);
    usleep(60'000);  // a busy writer does not look more often
    CHECK(writer.gone());
}
