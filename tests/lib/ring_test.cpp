// Making, opening, listing and removing rings.
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "catch.h"
#include "lib/scratch.h"
#include "os/byte_locks.h"
#include "ring_files.h"

using namespace ringpipe;
using namespace ringpipe::testing;
namespace fs = std::filesystem;

namespace {

template <class T>
Error error_of(const Result<T>& result) {
    REQUIRE_FALSE(result);
    CHECK_FALSE(result.error().doing.empty());
    return result.error();
}

std::size_t entries_in(const std::string& directory) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(directory)) ++count;
    return count;
}

class SmallTmpfs {
public:
    SmallTmpfs() : mounted_(mount("tmpfs", path().c_str(), "tmpfs", 0, "size=1m") == 0) {}
    ~SmallTmpfs() {
        if (mounted_) umount2(path().c_str(), MNT_DETACH);
    }
    [[nodiscard]] const std::string& path() const { return directory_.path(); }
    [[nodiscard]] bool is_mounted() const { return mounted_; }

private:
    ScratchDirectory directory_;
    bool mounted_;
};

RingOptions of_capacity(std::uint64_t bytes) {
    RingOptions options;
    options.capacity = bytes;
    return options;
}

}  // namespace

TEST_CASE("a ring is three files of mode 0600 in a directory of mode 0700", "[ring]") {
    ScratchDirectory directory;
    const mode_t before = umask(0);
    const auto ring = Ring::create(directory.name(), small());
    umask(before);
    REQUIRE(ring);
    CHECK(ring->path() == directory.path() + "/r.ring");
    CHECK(entries_in(directory.path()) == 1);
    CHECK(entries_in(ring->path()) == 3);
    CHECK(fs::status(ring->path()).permissions() == fs::perms::owner_all);
    for (const char* file : {"data", "readers", "locks"}) {
        INFO(file);
        CHECK(fs::status(ring->path() + "/" + file).permissions() ==
              (fs::perms::owner_read | fs::perms::owner_write));
    }
    CHECK(fs::file_size(ring->path() + "/data") == kFramesOffset + kMinCapacity);
    CHECK(fs::file_size(ring->path() + "/readers") % kRegionBytes == 0);
    CHECK(fs::file_size(ring->path() + "/locks") == 0);
}

TEST_CASE("a ring says what it was made as, to whoever opens it", "[ring]") {
    ScratchDirectory directory;
    RingOptions options = small(OnFull::kBlock, 1'500'000'000);
    options.capacity = 1 << 20;
    options.slots = 17;
    const auto made = Ring::create(directory.name(), options);
    REQUIRE(made);
    const auto opened = Ring::open(directory.name());
    REQUIRE(opened);
    for (const Ring* ring : {&*made, &*opened}) {
        CHECK(ring->identity().capacity == 1 << 20);
        CHECK(ring->identity().slots == 17);
        CHECK(ring->identity().on_full == OnFull::kBlock);
        CHECK(ring->identity().block_ns == 1'500'000'000);
        CHECK(ring->identity().use == Use::kStream);
    }
    CHECK(made->id_text() == opened->id_text());
    CHECK(made->id_text().size() == 32);
    const auto other = Ring::create(directory.name("other"), options);
    REQUIRE(other);
    CHECK(other->id_text() != made->id_text());
}

TEST_CASE("sizes that cannot be are refused with the figures", "[ring]") {
    ScratchDirectory directory;
    for (const std::uint64_t bytes :
         {std::uint64_t{0}, std::uint64_t{1}, kMinCapacity / 2, kMinCapacity + 1, 3 * kMinCapacity,
          kMaxCapacity * 2, kMaxCapacity + 1, UINT64_MAX}) {
        INFO(bytes);
        const Error error = error_of(Ring::create(directory.name(), of_capacity(bytes)));
        CHECK(error.kind == ErrorKind::kUsage);
        CHECK(error.doing.find("64 KiB") != std::string::npos);
        CHECK(error.doing.find("1 TiB") != std::string::npos);
        CHECK(error_of(Ring::in_memory(of_capacity(bytes))).kind == ErrorKind::kUsage);
    }
    for (const std::uint32_t slots : {0u, kMaxSlots + 1, UINT32_MAX}) {
        RingOptions options = small();
        options.slots = slots;
        const Error error = error_of(Ring::create(directory.name(), options));
        CHECK(error.kind == ErrorKind::kUsage);
        CHECK(error.doing.find(std::to_string(slots)) != std::string::npos);
    }
    CHECK(entries_in(directory.path()) == 0);
    RingOptions most = small();
    most.slots = kMaxSlots;
    CHECK(Ring::create(directory.name(), most));
}

TEST_CASE("a file system that is too small is an error with the figures", "[ring]") {
    const auto too_small = [](const std::string& path, std::uint64_t capacity) {
        const Error error =
            error_of(Ring::create(*RingName::parse(path + "/r"), of_capacity(capacity)));
        CHECK(error.kind == ErrorKind::kSystem);
        CHECK(error.sys_errno == ENOSPC);
        CHECK(error.doing.find("free") != std::string::npos);
        CHECK(error.doing.find("needs") != std::string::npos);
        CHECK(entries_in(path) == 0);
        return error.doing;
    };
    SECTION("more than the memory") {
        ScratchDirectory directory;
        INFO(too_small(directory.path(), kMaxCapacity));
    }
    SECTION("a tmpfs of 1 MiB") {
        const SmallTmpfs tmpfs;
        if (!tmpfs.is_mounted()) return skip("a tmpfs of 1 MiB", "this user may not mount");
        CHECK(too_small(tmpfs.path(), 1 << 20).find("needs 1152 KiB") != std::string::npos);
        const auto ring =
            Ring::create(*RingName::parse(tmpfs.path() + "/r"), of_capacity(512 << 10));
        REQUIRE(ring);
        // All of it is really there: filling it raises no SIGBUS.
        Writer writer = open_writer(*ring);
        CHECK(fill(writer) == ((512 << 10) - 32) / 1056);
    }
}

TEST_CASE("a name that is taken is busy, and what is there stays", "[ring]") {
    ScratchDirectory directory;
    const auto first = Ring::create(directory.name(), small());
    REQUIRE(first);
    CHECK(error_of(Ring::create(directory.name(), small())).kind == ErrorKind::kBusy);
    CHECK(Ring::open(directory.name())->id_text() == first->id_text());
    std::ofstream(directory.path() + "/file.ring") << "not a ring";
    CHECK(error_of(Ring::create(directory.name("file"), small())).kind == ErrorKind::kBusy);
    fs::create_directory(directory.path() + "/empty.ring");
    CHECK(error_of(Ring::create(directory.name("empty"), small())).kind == ErrorKind::kBusy);
    CHECK(entries_in(directory.path()) == 3);
}

TEST_CASE("what is not there is missing", "[ring]") {
    ScratchDirectory directory;
    CHECK(error_of(Ring::open(directory.name())).kind == ErrorKind::kMissing);
    CHECK(error_of(Ring::remove(directory.name(), false)).kind == ErrorKind::kMissing);
    const auto below = RingName::parse(directory.path() + "/no/such/r");
    CHECK(error_of(Ring::open(*below)).kind == ErrorKind::kMissing);
    CHECK(error_of(Ring::create(*below, small())).kind == ErrorKind::kSystem);
}

TEST_CASE("a ring is refused on a file system that cannot hold one", "[ring]") {
    // One that is there everywhere.
    const auto name = RingName::parse("/proc/r");
    const Error error = error_of(Ring::create(*name, small()));
    CHECK(error.kind == ErrorKind::kUsage);
    CHECK_FALSE(error.hint.empty());
}

TEST_CASE("rings are listed by name, and nothing else is", "[ring]") {
    ScratchDirectory directory;
    CHECK(Ring::list(directory.path())->empty());
    CHECK(Ring::list(directory.path() + "/none")->empty());
    for (const char* name : {"b", "a", "c.d"}) REQUIRE(Ring::create(directory.name(name), small()));
    fs::create_directory(directory.path() + "/plain");
    fs::create_directory(directory.path() + "/.ring");
    fs::create_directory(directory.path() + "/.x.ring.new-0123456789abcdef");
    const auto rings = Ring::list(directory.path());
    REQUIRE(rings);
    CHECK(*rings == std::vector<std::string>{"a", "b", "c.d"});
}

TEST_CASE("a ring that is in use is removed only by force; its users finish and then know",
          "[ring]") {
    ScratchDirectory directory;
    const bool by_writer = GENERATE(false, true);
    auto ring = Ring::create(directory.name(), small());
    REQUIRE(ring);
    {
        std::optional<Writer> writer;
        std::optional<Reader> reader;
        if (by_writer) writer = open_writer(*ring);
        if (!by_writer) reader = open_reader(*ring);
        CHECK(error_of(Ring::remove(directory.name(), false)).kind == ErrorKind::kBusy);
        CHECK(Ring::open(directory.name()));
    }
    Writer writer = open_writer(*ring);
    ReaderOptions options;
    options.follow = true;
    Reader reader = open_reader(*ring, options);
    push(writer, "before");
    CHECK_FALSE(writer.gone());
    REQUIRE(Ring::remove(directory.name(), true));
    CHECK(entries_in(directory.path()) == 0);
    CHECK(writer.gone());
    push(writer, "after");
    CHECK(take_all(reader, 2) == "before after ");
    Batch batch;
    CHECK(reader.next(batch, in_ms(5000)) == Next::kGone);
    const std::uint64_t filled = fill(writer, 0);
    CHECK(filled != 0);
    CHECK(writer.push(bytes_of(std::string(1000, 'x')), {}, in_ms(5000)) == Push::kGone);
    CHECK(error_of(Writer::attach(*ring, {})).kind == ErrorKind::kBad);
    CHECK(error_of(Reader::attach(*ring, {})).kind == ErrorKind::kBad);
}

TEST_CASE("a ring made anew under the old name is another ring", "[ring]") {
    ScratchDirectory directory;
    auto old_ring = Ring::create(directory.name(), small());
    REQUIRE(old_ring);
    Writer old_writer = open_writer(*old_ring);
    REQUIRE(Ring::remove(directory.name(), true));
    auto new_ring = Ring::create(directory.name(), small());
    REQUIRE(new_ring);
    Reader reader = open_reader(*new_ring);
    push(old_writer, "into the old one");
    CHECK(take(reader) == "<empty>");
    CHECK(old_writer.gone());
}

TEST_CASE("what killed creators and removers left is reaped, what lives is not", "[ring]") {
    ScratchDirectory directory;
    const auto leave = [&](const std::string& name, bool with_locks) {
        const std::string path = directory.path() + "/" + name;
        fs::create_directory(path);
        // `locks` is made first and removed last, so without it there is nothing else.
        if (!with_locks) return path;
        for (const char* file : {"locks", "data", "readers"}) std::ofstream(path + "/" + file);
        return path;
    };
    const std::string dead = leave(".a.ring.new-0011223344556677", true);
    const std::string early = leave(".b.ring.new-0011223344556677", false);
    const std::string removed = leave(".c.ring.gone-0011223344556677", true);
    const std::string living = leave(".d.ring.new-0011223344556677", true);
    const std::string foreign = leave(".somebody-else", true);
    os::ByteLocks locks(os::UniqueFd(open((living + "/locks").c_str(), O_RDWR | O_CLOEXEC)));
    REQUIRE(locks.try_exclusive(kCreateByte));

    REQUIRE(Ring::create(directory.name(), small()));
    CHECK_FALSE(fs::exists(dead));
    CHECK_FALSE(fs::exists(early));
    CHECK_FALSE(fs::exists(removed));
    CHECK(fs::exists(living + "/data"));
    CHECK(fs::exists(foreign + "/data"));
}

TEST_CASE("many may create at once: one ring a name, nothing left over", "[ring]") {
    ScratchDirectory directory;
    constexpr int kThreads = 6;
    constexpr int kNames = 40;
    std::atomic<int> made{0};
    std::atomic<int> busy{0};
    std::vector<std::string> failures(kThreads);
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < kThreads; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < kNames; ++i) {
                    const auto name = RingName::parse(directory.path() + "/n" + std::to_string(i));
                    const auto ring = Ring::create(*name, small());
                    if (ring) {
                        ++made;
                    } else if (ring.error().kind == ErrorKind::kBusy) {
                        ++busy;
                    } else {
                        failures[static_cast<std::size_t>(t)] = ring.error().problem();
                    }
                }
            });
        }
    }
    CHECK(failures == std::vector<std::string>(kThreads));
    CHECK(made == kNames);
    CHECK(busy == (kThreads - 1) * kNames);
    CHECK(entries_in(directory.path()) == kNames);
}

TEST_CASE("the directory of bare names is made at first use, and refused if others may write to it",
          "[ring]") {
    ScratchDirectory directory;
    const std::string home = directory.path() + "/home";
    RingName name = directory.name();
    name.bare = true;
    name.directory = home;
    name.path = home + "/r.ring";
    CHECK(error_of(Ring::open(name)).kind == ErrorKind::kMissing);
    CHECK_FALSE(fs::exists(home));
    REQUIRE(Ring::create(name, small()));
    CHECK(fs::status(home).permissions() == fs::perms::owner_all);
    CHECK(Ring::open(name));
    REQUIRE(Ring::remove(name, false));
    fs::permissions(home, fs::perms::owner_all | fs::perms::others_write);
    CHECK(error_of(Ring::create(name, small())).kind == ErrorKind::kBad);
    fs::permissions(home, fs::perms::owner_all);
    if (chown(home.c_str(), 12345, 12345) != 0) return skip("another user's directory", "not root");
    CHECK(error_of(Ring::create(name, small())).kind == ErrorKind::kBad);
}
