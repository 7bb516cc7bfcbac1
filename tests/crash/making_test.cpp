// Processes killed while they make and remove rings and cursors.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <initializer_list>
#include <set>
#include <string>
#include <vector>

#include "catch.h"
#include "crash/child.h"
#include "crash/shared_memory.h"
#include "crash/tally.h"
#include "lib/scratch.h"
#include "ringpipe/snapshot.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

struct Words {
    std::atomic<std::uint64_t> made;
    std::atomic<std::uint64_t> removed;
    std::atomic<bool> told;
    char fault[200];

    void complain(const std::string& what, const Error& error) {
        if (told.exchange(true)) return;
        const std::string text = what + ": " + error.problem();
        text.copy(fault, sizeof fault - 1);
    }
};

bool is_one_of(ErrorKind kind, std::initializer_list<ErrorKind> kinds) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// Kills and replaces children that do `work(seed)` until there were so many kills.
template <class Work>
std::uint64_t massacre(std::size_t processes, std::uint64_t kills, const Words& words, Work work) {
    Random random(7);
    std::vector<Child> children(processes);
    const auto start = [&](Child& child) {
        const std::uint64_t seed = random.next();
        child = Child([&work, seed] { return work(seed); });
    };
    for (Child& child : children) start(child);
    std::uint64_t killed = 0;
    while (killed < kills && !words.told) {
        sleep_us(random.below(random.below(2) == 0 ? 500 : 4000));
        Child& victim = children[random.below(processes)];
        if (victim.kill() == Child::Killed::kNow) ++killed;
        start(victim);
    }
    return killed;
}

int make_and_remove(const ScratchDirectory& directory, Words& words, std::uint64_t seed) {
    Random random(seed);
    for (;;) {
        const auto name =
            RingName::parse(directory.path() + "/r" + std::to_string(random.below(4)));
        if (random.below(3) != 0) {
            const auto made = Ring::create(*name, small());
            if (made) ++words.made;
            // kMissing: somebody else removed it at once.
            if (!made && !is_one_of(made.error().kind, {ErrorKind::kBusy, ErrorKind::kMissing})) {
                words.complain("create", made.error());
            }
        } else {
            const auto removed = Ring::remove(*name, random.below(2) == 0);
            if (removed) ++words.removed;
            if (!removed &&
                !is_one_of(removed.error().kind, {ErrorKind::kMissing, ErrorKind::kBusy})) {
                words.complain("remove", removed.error());
            }
        }
        // Whoever opens a ring finds a whole one, or none.
        const auto opened = Ring::open(*name);
        if (!opened && opened.error().kind != ErrorKind::kMissing)
            words.complain("open", opened.error());
        if (opened && random.below(4) == 0) {
            const auto writer = Writer::attach(*opened, {});
            if (!writer && !is_one_of(writer.error().kind, {ErrorKind::kBad, ErrorKind::kBusy})) {
                words.complain("attach", writer.error());
            }
        }
    }
}

int make_and_drop(const Ring& ring, Words& words, std::uint64_t seed) {
    Random random(seed);
    for (;;) {
        const std::string name = "c" + std::to_string(random.below(3));
        if (random.below(2) == 0) {
            const auto made = ring.make_cursor(name, random.below(2) == 0);
            if (made) ++words.made;
            if (!made && made.error().kind != ErrorKind::kBusy)
                words.complain("make", made.error());
        } else if (random.below(2) == 0) {
            const auto dropped = ring.drop_cursor(name);
            if (dropped) ++words.removed;
            if (!dropped &&
                !is_one_of(dropped.error().kind, {ErrorKind::kMissing, ErrorKind::kBusy})) {
                words.complain("drop", dropped.error());
            }
        } else {
            ReaderOptions options;
            if (random.below(2) == 0) options.cursor = name;
            const auto reader = Reader::attach(ring, options);
            if (!reader && reader.error().kind != ErrorKind::kBusy)
                words.complain("attach", reader.error());
        }
    }
}

}  // namespace

TEST_CASE("rings made and removed by processes that are killed: each is whole or not there",
          "[making]") {
    const ScratchDirectory directory;
    const SharedMemory<Words> words;
    Tally tally;
    tally.kills = massacre(4, 300 * test_factor(), *words, [&](std::uint64_t seed) {
        return make_and_remove(directory, *words, seed);
    });
    CHECK(std::string(words->fault) == "");
    // The next to create reaps what they left.
    REQUIRE(Ring::create(directory.name("last"), small()));
    for (const auto& entry : std::filesystem::directory_iterator(directory.path())) {
        INFO(entry.path().string());
        CHECK(entry.path().filename().string().front() != '.');
        CHECK(Ring::open(*RingName::parse(entry.path().string())));
    }
    report("making and removing rings", tally,
           with_commas(words->made) + " made, " + with_commas(words->removed) + " removed");
}

TEST_CASE("cursors made and dropped by processes that are killed: a name has one slot or none",
          "[making]") {
    const ScratchRing ring(Place::kDirectory);
    const SharedMemory<Words> words;
    Tally tally;
    tally.kills = massacre(4, 300 * test_factor(), *words,
                           [&](std::uint64_t seed) { return make_and_drop(*ring, *words, seed); });
    CHECK(std::string(words->fault) == "");
    const auto shot = look(*ring);
    REQUIRE(shot);
    std::set<std::string> names;
    for (const ReaderView& reader : shot->readers) {
        INFO(reader.name);
        CHECK_FALSE(reader.alive);
        CHECK(names.insert(reader.name).second);
        CHECK(ring->drop_cursor(reader.name));
    }
    CHECK(names.size() <= 3);
    // All slots can be had again, and nobody holds.
    {
        std::vector<Reader> readers;
        for (int i = 0; i < 8; ++i) readers.push_back(open_reader(*ring));
    }
    Writer writer = open_writer(*ring);
    const std::uint64_t filled = fill(writer);
    Reader reader = open_reader(*ring);
    for (std::uint64_t i = 0; i < filled; ++i) REQUIRE(take(reader).size() == 1000);
    CHECK(take(reader) == "<empty>");
    report("making and dropping cursors", tally,
           with_commas(words->made) + " made, " + with_commas(words->removed) + " dropped");
}
