// Rings that outlive a boot, and where they may be. The disk is one in name only: tests/tools/disk/
// has real ones.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "catch.h"
#include "lib/scratch.h"
#include "os/file_system.h"
#include "os/system.h"
#include "ring_files.h"
#include "ringpipe/snapshot.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

class DiskRing {
public:
    explicit DiskRing(OnFull on_full = OnFull::kBlock)
        : ring_(Place::kDirectory, small(on_full)), data_(ring_->impl().reopen(kDataFile, O_RDWR)) {
        ring_->impl().on_disk = true;
    }
    [[nodiscard]] const Ring& operator*() const { return *ring_; }

    // As if the machine had been started anew since.
    void reboot() {
        const std::array<std::uint8_t, 16> other{1, 2, 3};
        REQUIRE(pwrite(data_.get(), other.data(), other.size(), offsetof(DataHeader, boot_id)) ==
                static_cast<ssize_t>(other.size()));
    }
    [[nodiscard]] bool is_of_this_boot() const {
        std::array<std::uint8_t, 16> ours{};
        std::array<std::uint8_t, 16> stored{};
        REQUIRE(os::read_boot_id(ours));
        REQUIRE(pread(data_.get(), stored.data(), stored.size(), offsetof(DataHeader, boot_id)) ==
                static_cast<ssize_t>(stored.size()));
        return stored == ours;
    }
    // As if a writer had been there that never came to its end.
    void soil() {
        constexpr std::uint64_t kNo = 0;
        REQUIRE(pwrite(data_.get(), &kNo, sizeof kNo, offsetof(DataHeader, clean)) == sizeof kNo);
    }

private:
    ScratchRing ring_;
    os::UniqueFd data_;
};

template <class T>
void check_refused(const Result<T>& result) {
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == ErrorKind::kBad);
    CHECK(result.error().doing.find("when the machine last went down") != std::string::npos);
    CHECK(result.error().hint.find("ringcat -P") != std::string::npos);
}

}  // namespace

TEST_CASE("a ring that was closed in an earlier boot goes on in this one", "[disk]") {
    DiskRing ring;
    {
        Writer writer = open_writer(*ring);
        push(writer, "a");
        push(writer, "b");
    }
    ring.reboot();
    Reader reader = open_reader(*ring);
    CHECK(take(reader) == "a");
    CHECK_FALSE(ring.is_of_this_boot());
    {
        Writer writer = open_writer(*ring);
        CHECK(ring.is_of_this_boot());
        CHECK_FALSE(look(*ring)->clean);
        push(writer, "c");
        // Beside it, and after it was killed, it is a ring like any other of this boot.
        Writer other = open_writer(*ring);
        push(other, "d");
    }
    CHECK(look(*ring)->clean);
    CHECK(take_all(reader) == "b c d <ended>");
    ring.soil();
    push(*std::make_unique<Writer>(open_writer(*ring)), "e");
    CHECK(take(reader) == "e");
}

TEST_CASE("a ring that was open when an earlier boot ended may only be observed", "[disk]") {
    const auto on_full = GENERATE(OnFull::kBlock, OnFull::kDropOld);
    DiskRing ring(on_full);
    {
        Writer writer = open_writer(*ring);
        push(writer, "a");
        push(writer, "b");
    }
    ring.soil();
    ring.reboot();
    check_refused(Writer::attach(*ring, {}));
    ReaderOptions named;
    named.cursor = "audit";
    check_refused(Reader::attach(*ring, named));
    check_refused((*ring).make_cursor("audit", false));
    if (on_full == OnFull::kBlock) check_refused(Reader::attach(*ring, {}));

    ReaderOptions observing;
    observing.observe = true;
    observing.from = {From::Point::kOldest, 0};
    Reader reader = open_reader(*ring, observing);
    CHECK(take(reader) == "a");
    CHECK(take(reader) == "b");
    CHECK(look(*ring));
    CHECK_FALSE(ring.is_of_this_boot());
}

TEST_CASE("a ring in memory needs no boot", "[disk]") {
    const ScratchRing ring(Place::kDirectory);
    const auto data = ring->impl().reopen(kDataFile, O_RDWR);
    constexpr std::array<std::uint64_t, 3> kOther{1, 2, 0};  // boot id and clean
    REQUIRE(pwrite(data.get(), kOther.data(), sizeof kOther, offsetof(DataHeader, boot_id)) ==
            sizeof kOther);
    Writer writer = open_writer(*ring);
    push(writer, "a");
    Reader reader = open_reader(*ring);
    CHECK(take(reader) == "a");
}

TEST_CASE("locks are tested through descriptors that may only read", "[disk]") {
    const ScratchRing ring(Place::kDirectory);
    const int directory = ring->impl().directory.get();
    CHECK(os::locks_work(directory, kLocksFile));
    CHECK_FALSE(os::locks_work(directory, "none"));
    // It is no use of the ring: who is about to remove it does not see it.
    os::UniqueFd fd = ring->impl().reopen(kLocksFile, O_RDWR);
    struct flock test {};
    test.l_type = F_RDLCK;
    test.l_start = static_cast<off_t>(kTestBytes + 7);
    test.l_len = 1;
    REQUIRE(fcntl(fd.get(), F_OFD_SETLK, &test) == 0);
    CHECK(Ring::remove(ring->impl().name, false));
}

TEST_CASE("room is set aside for what was a hole", "[disk]") {
    const os::UniqueFd file(open("/dev/shm", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    REQUIRE(file);
    constexpr std::uint64_t kBytes = 1 << 20;
    REQUIRE(ftruncate(file.get(), kBytes) == 0);
    CHECK(os::keep_room(file.get(), kBytes));
    struct stat status {};
    REQUIRE(fstat(file.get(), &status) == 0);
    CHECK(static_cast<std::uint64_t>(status.st_blocks) * 512 == kBytes);
}
