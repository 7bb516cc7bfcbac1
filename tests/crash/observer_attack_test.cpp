// Another user who may only read tries what there is to try: nobody is stalled, and no byte
// changes.
#include <fcntl.h>
#include <grp.h>
#include <linux/futex.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "catch.h"
#include "crash/child.h"
#include "crash/shared_memory.h"
#include "lib/scratch.h"
#include "ring_files.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

constexpr uid_t kOwner = 61001;
constexpr uid_t kOther = 61002;
constexpr gid_t kGroup = 61000;
constexpr std::uint64_t kRounds = 3000;

bool become(uid_t user) {
    const gid_t group = kGroup;
    return setgroups(1, &group) == 0 && setresgid(user, user, user) == 0 &&
           setresuid(user, user, user) == 0;
}

struct Tally {
    std::atomic<std::uint64_t> attempts{0};
    std::atomic<std::uint64_t> storms{0};
    std::atomic<bool> over{false};
    char broke_in[128] = {};
};

// What the attacker holds: the ring as it may open it.
class Attack {
public:
    Attack(std::string path, Tally& tally) : path_(std::move(path)), tally_(tally) {
        data_ = open((path_ + "/data").c_str(), O_RDONLY | O_CLOEXEC);
        struct stat status {};
        if (data_ == -1 || fstat(data_, &status) != 0) return;
        bytes_ = static_cast<std::size_t>(status.st_size);
        map_ = mmap(nullptr, bytes_, PROT_READ, MAP_SHARED, data_, 0);
    }
    [[nodiscard]] bool can_begin() const { return map_ != MAP_FAILED; }

    // Whatever of this succeeds is a hole.
    void try_to_change() {
        for (const char* file : {"/readers", "/locks"}) {
            refused("open another file", open((path_ + file).c_str(), O_RDONLY));
            refused("open another file to write", open((path_ + file).c_str(), O_RDWR));
        }
        const std::string data = path_ + "/data";
        refused("open data to write", open(data.c_str(), O_RDWR));
        refused("open data to write through /proc",
                open(("/proc/self/fd/" + std::to_string(data_)).c_str(), O_WRONLY));
        refused("truncate", truncate(data.c_str(), 0));
        refused("ftruncate", ftruncate(data_, 0));
        refused("pwrite", static_cast<int>(pwrite(data_, "x", 1, 0)));
        refused("punch", fallocate(data_, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 4096));
        refused("map to write",
                mmap(nullptr, bytes_, PROT_WRITE, MAP_SHARED, data_, 0) == MAP_FAILED ? -1 : 0);
        refused("mprotect", mprotect(map_, bytes_, PROT_READ | PROT_WRITE));
        refused("MADV_REMOVE", madvise(map_, bytes_, MADV_REMOVE));
        refused("unlink", unlink(data.c_str()));
        refused("rename", rename(data.c_str(), (path_ + "/x").c_str()));
        refused("create", open((path_ + "/x").c_str(), O_CREAT | O_RDWR, 0600));
        refused("rename the ring", rename(path_.c_str(), (path_ + "x").c_str()));
        refused("chmod", chmod(data.c_str(), 0666));
        refused("chown", chown(data.c_str(), kOther, kGroup));
        refused("lock data to write", lock(F_WRLCK));
        refused("lease", fcntl(data_, F_SETLEASE, F_RDLCK));
    }

    // What may succeed, and is to harm nobody: locks on what it can open, futex calls on what it
    // can map, and the pages out of memory.
    void annoy() {
        lock(F_RDLCK);
        flock(data_, LOCK_EX | LOCK_NB);
        const int directory = open(path_.c_str(), O_RDONLY | O_DIRECTORY);
        if (directory != -1) flock(directory, LOCK_EX | LOCK_NB);
        if (directory != -1) close(directory);
        auto* header = static_cast<DataHeader*>(map_);
        std::uint32_t* words[] = {&header->answer, &header->bell,
                                  reinterpret_cast<std::uint32_t*>(&header->lock)};
        for (std::uint32_t* word : words) {
            futex(word, FUTEX_WAKE, INT_MAX, nullptr, nullptr);
            // Takes those who sleep there to a word that nobody wakes.
            futex(word, FUTEX_REQUEUE, 0, reinterpret_cast<timespec*>(INT_MAX), &nowhere_);
            const timespec moment{0, 20'000};
            futex(word, FUTEX_WAIT, __atomic_load_n(word, __ATOMIC_RELAXED),
                  const_cast<timespec*>(&moment), nullptr);
        }
        madvise(map_, bytes_, MADV_DONTNEED);
        posix_fadvise(data_, 0, 0, POSIX_FADV_DONTNEED);
        ++tally_.storms;
    }

private:
    void refused(const char* what, int answer) {
        ++tally_.attempts;
        if (answer == -1) return;
        std::snprintf(tally_.broke_in, sizeof tally_.broke_in, "%s", what);
    }
    int lock(short kind) const {
        struct flock range {};
        range.l_type = kind;
        range.l_whence = SEEK_SET;
        return fcntl(data_, F_OFD_SETLK, &range);
    }
    static void futex(std::uint32_t* word, int operation, std::uint32_t value, timespec* span,
                      std::uint32_t* other) {
        syscall(SYS_futex, word, operation, value, span, other, 0);
    }

    std::string path_;
    Tally& tally_;
    int data_ = -1;
    std::size_t bytes_ = 0;
    void* map_ = MAP_FAILED;
    std::uint32_t nowhere_ = 0;
};

bool is_another_user_possible() {
    Child child([] { return become(kOther) ? 0 : 1; });
    return geteuid() == 0 && child.wait(10'000) == 0;
}

// As its owner: a record at a time, each waited for by a reader that sleeps, and a full ring now
// and then.
int stream(const RingName& name, Tally& tally) {
    if (!become(kOwner)) return 2;
    const auto ring = Ring::open(name);
    if (!ring) return 3;
    SharedMemory<std::atomic<std::uint64_t>> seen;
    Child reading([&] {
        auto reader = Reader::attach(*ring, {});
        if (!reader) return 5;
        for (std::uint64_t i = 0;; ++i) {
            Batch batch;
            const Next next = reader->next_record(batch, in_ms(20'000));
            if (next == Next::kEnded) return i == kRounds ? 0 : 6;
            if (next != Next::kBatch || batch.first != i) return 7;
            if (text_of(batch.bytes).substr(0, 8) != std::to_string(10'000'000 + i)) return 8;
            if (i % 500 == 250) sleep_us(20'000);  // the writer finds the ring full
            reader->release(1);
            *seen = i + 1;
        }
    });
    auto writer = Writer::attach(*ring, {});
    if (!writer) return 9;
    for (std::uint64_t i = 0; i < kRounds; ++i) {
        const std::string record = std::to_string(10'000'000 + i) + std::string(1000, 'x');
        if (writer->push(bytes_of(record), {}, in_ms(20'000)) != Push::kPublished) return 10;
        // Most of the time the reader has gone to sleep before the next one comes.
        if (i % 10 == 0) {
            const Stopwatch watch;
            while (*seen != i + 1 && watch.ms() < 20'000) sleep_us(50);
        }
    }
    writer = Error{};
    const int status = reading.wait(20'000);
    tally.over = true;
    return status;
}

}  // namespace

TEST_CASE("who may only read can neither stall nor damage anyone", "[observer]") {
    if (!is_another_user_possible()) {
        return skip("another user's attacks", "not root, or there are no other users here");
    }
    ScratchDirectory directory;
    std::filesystem::permissions(directory.path(), std::filesystem::perms(0711));
    const std::string team = directory.path() + "/team";
    REQUIRE(mkdir(team.c_str(), 0750) == 0);
    REQUIRE(chown(team.c_str(), kOwner, kGroup) == 0);
    RingName name = directory.name();
    name.directory = team;
    name.path = team + "/r.ring";
    Child making([&] {
        if (!become(kOwner)) return 1;
        RingOptions options = small();
        options.mode = 0640;
        options.group = kGroup;
        return Ring::create(name, options) ? 0 : 2;
    });
    REQUIRE(making.wait(10'000) == 0);

    SharedMemory<Tally> tally;
    Child honest([&] { return stream(name, *tally); });
    std::vector<Child> attackers;
    for (int i = 0; i < 3; ++i) {
        attackers.emplace_back([&] {
            if (!become(kOther)) return 1;
            Attack attack(name.path, *tally);
            if (!attack.can_begin()) return 2;
            for (int round = 0; !tally->over; ++round) {
                if (round % 64 == 0) attack.try_to_change();
                attack.annoy();
            }
            return 0;
        });
    }
    CHECK(honest.wait(120'000) == 0);
    tally->over = true;
    for (Child& attacker : attackers) CHECK(attacker.wait(10'000) == 0);
    CHECK(std::string(tally->broke_in) == "");
    CHECK(tally->attempts > 0);
    std::printf("another user's attacks: %llu forbidden calls refused, %llu storms, %llu records\n",
                static_cast<unsigned long long>(tally->attempts),
                static_cast<unsigned long long>(tally->storms),
                static_cast<unsigned long long>(kRounds));

    // With nobody at work, not a byte changes.
    const auto bytes = [&] {
        const int fd = open((name.path + "/data").c_str(), O_RDONLY);
        std::string all(data_bytes(kMinCapacity), 0);
        CHECK(pread(fd, all.data(), all.size(), 0) == static_cast<ssize_t>(all.size()));
        close(fd);
        return all;
    };
    const std::string before = bytes();
    Child alone([&] {
        if (!become(kOther)) return 1;
        Attack attack(name.path, *tally);
        for (int round = 0; round < 100; ++round) {
            attack.try_to_change();
            attack.annoy();
        }
        return 0;
    });
    CHECK(alone.wait(60'000) == 0);
    CHECK(bytes() == before);
    CHECK(std::string(tally->broke_in) == "");
}
