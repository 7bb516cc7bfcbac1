// Rings that are damaged, cut short, of another make, or not rings at all.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "catch.h"
#include "crc32c.h"
#include "lib/scratch.h"
#include "os/unique_fd.h"
#include "ringpipe/snapshot.h"

using namespace ringpipe;
using namespace ringpipe::testing;
namespace fs = std::filesystem;

namespace {

class Victim {
public:
    Victim() { REQUIRE(Ring::create(directory_.name(), small())); }

    [[nodiscard]] std::string file(const char* name) const { return path() + "/" + name; }
    [[nodiscard]] std::string path() const { return directory_.path() + "/r.ring"; }
    [[nodiscard]] std::string elsewhere(const char* name) const {
        return directory_.path() + "/" + name;
    }
    [[nodiscard]] Result<Ring> open() const { return Ring::open(directory_.name()); }
    [[nodiscard]] const ScratchDirectory& directory() const { return directory_; }

    void store(const char* name, std::uint64_t offset, const void* bytes, std::size_t size) const {
        const os::UniqueFd fd(::open(file(name).c_str(), O_WRONLY | O_CLOEXEC));
        REQUIRE(pwrite(fd.get(), bytes, size, static_cast<off_t>(offset)) ==
                static_cast<ssize_t>(size));
    }
    [[nodiscard]] RingIdentity identity() const {
        RingIdentity identity;
        std::ifstream(file("data"), std::ios::binary)
            .read(reinterpret_cast<char*>(&identity), sizeof identity);
        return identity;
    }
    // As a creator would have written it, checksum and all.
    void store_identity(RingIdentity identity) const {
        identity.identity_crc = crc32c(
            std::as_bytes(std::span(&identity, 1)).first(offsetof(RingIdentity, identity_crc)));
        store("data", 0, &identity, sizeof identity);
    }

    // That it is refused, in words, with the right kind; and that nothing attached or removed it.
    void check_bad() const {
        const auto ring = open();
        REQUIRE_FALSE(ring);
        CHECK(ring.error().kind == ErrorKind::kBad);
        CHECK_FALSE(ring.error().doing.empty());
        CHECK_FALSE(ring.error().path.empty());
    }

private:
    ScratchDirectory directory_;
};

}  // namespace

TEST_CASE("no byte of a ring's identity can change unnoticed", "[damage]") {
    const Victim victim;
    RingIdentity identity = victim.identity();
    auto* bytes = reinterpret_cast<unsigned char*>(&identity);
    constexpr unsigned char kFlips[] = {0x01, 0x80, 0xff};
    for (std::size_t i = 0; i < sizeof identity; ++i) {
        for (const unsigned char flip : kFlips) {
            bytes[i] = static_cast<unsigned char>(bytes[i] ^ flip);
            victim.store("data", i, bytes + i, 1);
            INFO("byte " << i << ", bits " << int{flip});
            victim.check_bad();
            bytes[i] = static_cast<unsigned char>(bytes[i] ^ flip);
        }
        victim.store("data", i, bytes + i, 1);
    }
    CHECK(victim.open());
}

TEST_CASE("an identity with a right checksum and impossible values is refused", "[damage]") {
    const Victim victim;
    const RingIdentity good = victim.identity();
    const auto refused = [&](auto change) {
        RingIdentity identity = good;
        change(identity);
        victim.store_identity(identity);
        victim.check_bad();
    };
    refused([](RingIdentity& i) { i.layout = kLayoutVersion + 1; });
    refused([](RingIdentity& i) { i.byte_order = 0x04030201; });
    refused([](RingIdentity& i) { i.incompatible = kKnownIncompatible + 1; });
    refused([](RingIdentity& i) { i.incompatible = 1ull << 63; });
    for (const std::uint64_t capacity :
         {std::uint64_t{0}, kMinCapacity / 2, kMinCapacity * 2, kMinCapacity + 32, kMaxCapacity * 2,
          std::uint64_t{1} << 63}) {
        refused([&](RingIdentity& i) { i.capacity = capacity; });
    }
    refused([](RingIdentity& i) { i.frames_offset += 64; });
    refused([](RingIdentity& i) { i.slots_offset += 64; });
    refused([](RingIdentity& i) { i.largest_record = i.capacity; });
    for (const std::uint32_t slots : {0u, 4096u, 4097u, UINT32_MAX}) {
        refused([&](RingIdentity& i) { i.slots = slots; });
    }
    refused([](RingIdentity& i) { i.slot_bytes = 128; });
    refused([](RingIdentity& i) { i.writer_entries = 1 << 30; });
    refused([](RingIdentity& i) { i.frame_header_bytes = 16; });
    refused([](RingIdentity& i) { i.use = static_cast<Use>(9); });
    refused([](RingIdentity& i) { i.on_full = static_cast<OnFull>(0); });
    refused([](RingIdentity& i) { i.on_full = static_cast<OnFull>(5); });
    refused([](RingIdentity& i) { i.checksums = static_cast<Checksums>(2); });
    refused([](RingIdentity& i) { i.ring_id[3] ^= 1; });  // `readers` belongs to another ring

    RingIdentity newer = good;
    newer.compatible = ~std::uint64_t{0};  // may be unknown
    newer.reserved[7] = 1;
    victim.store_identity(newer);
    CHECK(victim.open());
}

TEST_CASE("files that are cut short, too long, missing or empty are refused", "[damage]") {
    const char* file = GENERATE("data", "readers", "locks");
    const bool sized = std::string_view(file) != "locks";
    const Victim victim;
    INFO(file);
    if (sized) {
        const auto size = fs::file_size(victim.file(file));
        for (const auto other :
             {size - 1, size + 1, size / 2, std::uintmax_t{255}, std::uintmax_t{0}}) {
            fs::resize_file(victim.file(file), other);
            victim.check_bad();
        }
    }
    fs::remove(victim.file(file));
    victim.check_bad();
}

TEST_CASE("what stands in a file's place is not followed, opened or waited for", "[damage]") {
    const char* file = GENERATE("data", "readers", "locks");
    const Victim victim;
    INFO(file);
    fs::rename(victim.file(file), victim.elsewhere("moved"));
    SECTION("a symbolic link") {
        fs::create_symlink(victim.elsewhere("moved"), victim.file(file));
    }
    SECTION("a second name") {
        fs::create_hard_link(victim.elsewhere("moved"), victim.file(file));
    }
    SECTION("a FIFO") {
        REQUIRE(mkfifo(victim.file(file).c_str(), 0600) == 0);
    }
    SECTION("a directory") {
        fs::create_directory(victim.file(file));
    }
    SECTION("a device") {
        if (mknod(victim.file(file).c_str(), S_IFCHR | 0600, makedev(1, 5)) != 0) {
            return skip("a device in place of a file", "this user may not make one");
        }
    }
    victim.check_bad();
}

TEST_CASE("what stands in the ring's place is no ring", "[damage]") {
    const Victim victim;
    fs::rename(victim.path(), victim.elsewhere("moved"));
    SECTION("a symbolic link") {
        fs::create_symlink(victim.elsewhere("moved"), victim.path());
    }
    SECTION("a regular file") {
        std::ofstream(victim.path()) << "RINGPIPE";
    }
    SECTION("an empty directory") {
        fs::create_directory(victim.path());
    }
    SECTION("a FIFO") {
        REQUIRE(mkfifo(victim.path().c_str(), 0600) == 0);
    }
    victim.check_bad();
    const auto removed = Ring::remove(victim.directory().name(), true);
    REQUIRE_FALSE(removed);
    CHECK(removed.error().kind == ErrorKind::kBad);
    CHECK(fs::exists(fs::symlink_status(victim.path())));
    CHECK(fs::exists(victim.elsewhere("moved")));
}

TEST_CASE("a damaged ring can be removed", "[damage]") {
    const Victim victim;
    SECTION("its header is damaged") {
        victim.store("data", 0, "garbage", 7);
    }
    SECTION("its locks are missing") {
        fs::remove(victim.file("locks"));
    }
    SECTION("its readers are missing") {
        fs::remove(victim.file("readers"));
    }
    CHECK(Ring::remove(victim.directory().name(), false));
    CHECK_FALSE(fs::exists(victim.path()));
}

TEST_CASE("a ring replaced between opening and attaching is noticed", "[damage]") {
    const Victim victim;
    const auto ring = victim.open();
    REQUIRE(ring);
    // As somebody would who restores a backup over a ring in use.
    fs::copy_file(victim.file("data"), victim.elsewhere("copy"));
    fs::rename(victim.elsewhere("copy"), victim.file("data"));
    for (const auto& error :
         {Writer::attach(*ring, {}).error(), Reader::attach(*ring, {}).error()}) {
        CHECK(error.kind == ErrorKind::kBad);
        CHECK_FALSE(error.doing.empty());
    }
}

TEST_CASE("positions that contradict each other are an error for whoever looks or writes",
          "[damage]") {
    const Victim victim;
    const auto ring = victim.open();
    REQUIRE(ring);
    const auto store = [&](std::size_t offset, std::uint64_t value) {
        victim.store("data", offset, &value, sizeof value);
    };
    SECTION("the oldest byte is newer than the end") {
        store(offsetof(DataHeader, oldest), 64);
    }
    SECTION("more lies between them than the ring has") {
        store(offsetof(DataHeader, published), kMinCapacity + 32);
    }
    const auto shot = look(*ring);
    REQUIRE_FALSE(shot);
    CHECK(shot.error().kind == ErrorKind::kBad);
    WriterOptions alone;
    alone.exclusive = true;
    const auto exclusive = Writer::attach(*ring, alone);
    REQUIRE_FALSE(exclusive);
    CHECK(exclusive.error().kind == ErrorKind::kBad);
    Writer shared = open_writer(*ring);
    CHECK(shared.push(bytes_of("x"), {}, Deadline::passed()) == Push::kDamaged);
}

TEST_CASE("a frame that cannot be one is damage, not a record", "[damage]") {
    const Victim victim;
    auto ring = victim.open();
    REQUIRE(ring);
    {
        Writer writer = open_writer(*ring);
        push(writer, "good");
    }
    const std::uint64_t bad_words[] = {
        31 | 1ull << 32,                   // smaller than a header
        (kMinCapacity + 64) | 1ull << 32,  // larger than the largest record
        64 | 0ull << 32,                   // no kind
        64 | 5ull << 32,                   // an unknown kind
        64 | 1ull << 32 | 1ull << 56,      // a byte that must be zero
        0xffffffff | 3ull << 32,
        ~std::uint64_t{0},
    };
    for (const std::uint64_t word : bad_words) {
        INFO(std::hex << word);
        victim.store("data", kFramesOffset, &word, sizeof word);
        Reader reader = open_reader(*ring);
        Batch batch;
        CHECK(reader.next(batch, Deadline::passed()) == Next::kDamaged);
        CHECK(reader.next_record(batch, in_ms(100)) == Next::kDamaged);
        CHECK(reader.latest(batch) == Next::kDamaged);
        CHECK(reader.seek({From::Point::kNewest, 0}) == Next::kDamaged);
    }
    const std::uint64_t good = 36 | 1ull << 32;
    victim.store("data", kFramesOffset, &good, sizeof good);
    Reader reader = open_reader(*ring);
    CHECK(take(reader) == "good");
}
