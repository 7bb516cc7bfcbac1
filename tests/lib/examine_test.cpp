// Examining a ring tells what is there, whatever that is, and what is wrong with it.
#include "ringpipe/examination.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "catch.h"
#include "lib/scratch.h"
#include "os/unique_fd.h"

using namespace ringpipe;
using namespace ringpipe::testing;
namespace fs = std::filesystem;

namespace {

class Patient {
public:
    Patient() {
        auto made = Ring::create(directory_.name(), small());
        REQUIRE(made);
        ring_.emplace(std::move(*made));
        Writer writer = open_writer(*ring_);
        push(writer, "one");
        push(writer, "two");
        REQUIRE(ring_->make_cursor("kept", true));
    }

    [[nodiscard]] std::string file(const std::string& name) const {
        return directory_.path() + "/r.ring/" + name;
    }
    [[nodiscard]] const Ring& ring() const { return *ring_; }
    [[nodiscard]] Examination examined() const {
        auto found = examine(directory_.name());
        REQUIRE(found);
        return std::move(*found);
    }
    template <class T>
    void store(const std::string& name, std::uint64_t offset, const T& value) const {
        const os::UniqueFd fd(::open(file(name).c_str(), O_WRONLY | O_CLOEXEC));
        REQUIRE(pwrite(fd.get(), &value, sizeof value, static_cast<off_t>(offset)) ==
                static_cast<ssize_t>(sizeof value));
    }
    [[nodiscard]] std::string contents(const std::string& name) const {
        std::ifstream stream(file(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

private:
    ScratchDirectory directory_;
    std::optional<Ring> ring_;
};

std::string problems_of(const Examination& found) {
    std::string all;
    for (const std::string& problem : found.problems) all += problem + "; ";
    return all;
}

bool complains(const Examination& found, const std::string& of) {
    return problems_of(found).find(of) != std::string::npos;
}

}  // namespace

TEST_CASE("a ring in order is told as it is, and nothing is changed", "[examine]") {
    const Patient patient;
    const std::string data = patient.contents("data");
    const std::string readers = patient.contents("readers");
    const Examination found = patient.examined();
    CHECK(problems_of(found).empty());
    REQUIRE(found.data);
    REQUIRE(found.readers);
    CHECK(found.identity_intact);
    CHECK(found.usable);
    CHECK(found.this_boot);
    CHECK(found.locks_known);
    CHECK_FALSE(found.seat_held);
    CHECK(found.data->identity.capacity == patient.ring().identity().capacity);
    CHECK(found.data->clean == 1);
    CHECK(found.end == found.data->published);
    CHECK(found.end_sequence == 2);
    REQUIRE(found.writer_entries.size() == 1);
    CHECK(found.writer_entries[0].words.word == 2);
    CHECK_FALSE(found.writer_entries[0].alive);
    REQUIRE(found.reader_slots.size() == 1);
    CHECK(std::string(found.reader_slots[0].words.name) == "kept");
    CHECK(found.files.size() == 4);
    CHECK(patient.contents("data") == data);
    CHECK(patient.contents("readers") == readers);
}

TEST_CASE("who is there is seen to be alive", "[examine]") {
    const Patient patient;
    const Writer writer = open_writer(patient.ring());
    ReaderOptions options;
    options.cursor = "kept";
    const Reader reader = open_reader(patient.ring(), options);
    const Examination found = patient.examined();
    CHECK(problems_of(found).empty());
    CHECK(found.seat_held);
    REQUIRE(found.writer_entries.size() >= 1);
    CHECK(found.writer_entries.back().alive);
    CHECK((found.writer_entries.back().words.word & 1) == 1);
    REQUIRE(found.reader_slots.size() == 1);
    CHECK(found.reader_slots[0].alive);
}

TEST_CASE("there is nothing to tell of what is not there", "[examine]") {
    const ScratchDirectory directory;
    const auto found = examine(directory.name("nothing"));
    REQUIRE_FALSE(found);
    CHECK(found.error().kind == ErrorKind::kMissing);
}

TEST_CASE("files that are missing, cut short or something else are named", "[examine]") {
    const Patient patient;
    SECTION("one is missing") {
        const std::string name = GENERATE("data", "readers", "locks");
        fs::remove(patient.file(name));
        CHECK(complains(patient.examined(), "its file '" + name + "' is missing"));
    }
    SECTION("cut short") {
        fs::resize_file(patient.file("data"), 70'000);
        const Examination found = patient.examined();
        CHECK(complains(found, "'data' has 70000 bytes instead of 131072"));
        CHECK(found.end_sequence == 2);
    }
    SECTION("cut in its identity") {
        fs::resize_file(patient.file("data"), 100);
        const Examination found = patient.examined();
        CHECK(complains(found, "its header is cut short"));
        CHECK_FALSE(found.data);
    }
    SECTION("cut behind its identity") {
        fs::resize_file(patient.file("data"), 300);
        const Examination found = patient.examined();
        CHECK(complains(found, "its header is cut short"));
        CHECK(found.identity_intact);
    }
    SECTION("a FIFO hangs nobody") {
        fs::remove(patient.file("data"));
        REQUIRE(mkfifo(patient.file("data").c_str(), 0600) == 0);
        CHECK(complains(patient.examined(), "'data' is no regular file"));
    }
    SECTION("a symbolic link is not followed") {
        fs::rename(patient.file("readers"), patient.file("other"));
        fs::create_symlink("other", patient.file("readers"));
        CHECK(complains(patient.examined(), "'readers' is a symbolic link"));
    }
    SECTION("a second name") {
        fs::create_hard_link(patient.file("data"), patient.file("again"));
        CHECK(complains(patient.examined(), "'data' has a second name"));
    }
}

TEST_CASE("an identity that cannot be true is told with what is left of it", "[examine]") {
    const Patient patient;
    SECTION("one byte is wrong") {
        patient.store("data", offsetof(RingIdentity, created_ns), std::uint8_t{0xff});
        const Examination found = patient.examined();
        CHECK_FALSE(found.identity_intact);
        CHECK_FALSE(found.usable);
        CHECK(complains(found, "checksum"));
        REQUIRE(found.data);
        CHECK(found.data->identity.capacity == patient.ring().identity().capacity);
        CHECK(found.reader_slots.size() == 1);
    }
    SECTION("another magic") {
        patient.store("data", 0, std::uint64_t{0x5858585858585858});
        CHECK(complains(patient.examined(), "not a ring"));
    }
    SECTION("the readers of another ring") {
        patient.store("readers", offsetof(ReadersHeader, ring_id), std::uint64_t{0});
        CHECK(complains(patient.examined(), "belongs to another ring"));
    }
}

TEST_CASE("positions and cursors that contradict each other are told", "[examine]") {
    const Patient patient;
    SECTION("oldest is beyond the end") {
        patient.store("data", offsetof(DataHeader, oldest), std::uint64_t{1} << 30);
        const Examination found = patient.examined();
        CHECK(complains(found, "positions contradict"));
        CHECK_FALSE(found.end);
    }
    SECTION("no frame at the end") {
        const std::uint64_t end = *patient.examined().end;
        patient.store("data", kFramesOffset + end, std::uint64_t{0x7700000010});
        CHECK(complains(patient.examined(), "at position " + std::to_string(end)));
    }
    SECTION("a cursor beyond it") {
        patient.store("readers", kSlotsOffset + offsetof(SharedSlot, cursor),
                      std::uint64_t{1} << 40);
        CHECK(complains(patient.examined(), "cursor in slot 0"));
    }
    SECTION("more slots than there are") {
        patient.store("readers", offsetof(ReadersHeader, slots_used), std::uint32_t{0xffffffff});
        const Examination found = patient.examined();
        CHECK(complains(found, "more reader slots"));
        CHECK(found.reader_slots.size() == 1);
    }
}

TEST_CASE("whatever bytes are in the header, examining ends", "[examine]") {
    const Patient patient;
    Random random(7);
    for (int round = 0; round < 300; ++round) {
        for (int times = 0; times < 4; ++times) {
            const bool data = random.below(2) == 0;
            const std::uint64_t offset = data ? 256 + random.below(sizeof(DataHeader) - 264)
                                              : random.below(kSlotsOffset + 2048);
            const std::uint64_t value =
                random.below(3) == 0 ? random.below(1 << 20) : random.next();
            patient.store(data ? "data" : "readers", offset, value);
        }
        const Examination found = patient.examined();
        CHECK(found.files.size() == 4);
    }
}
