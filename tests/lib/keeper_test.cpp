// The shared writer that keeps the lock word because it is alone, and who wants it from it.
//
// tests/model/ plays every order of their steps; here it is seen in a real ring that this happens.
#include <cstddef>
#include <string>

#include "catch.h"
#include "core/memory.h"
#include "lib/scratch.h"
#include "lib/words.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

constexpr int kMany = 2 * static_cast<int>(core::Processor::kAloneToKeep);

struct LockWordOf {
    explicit LockWordOf(const Ring& ring) : words(ring) {}

    [[nodiscard]] std::uint64_t get() const { return words.load(offsetof(DataHeader, lock)); }
    void set(std::uint64_t word) const { words.store(offsetof(DataHeader, lock), word); }
    [[nodiscard]] bool is_kept() const { return (get() & kLockKept) != 0; }
    [[nodiscard]] std::uint64_t owner() const { return get() & kLockOwner; }
    [[nodiscard]] std::uint64_t keeper() const { return keeper_in_lock(get()); }

    [[nodiscard]] std::uint64_t storing(std::uint64_t entry) const {
        return words.load(place(entry));
    }
    void set_storing(std::uint64_t entry, std::uint64_t id) const { words.store(place(entry), id); }

    static std::size_t place(std::uint64_t entry) {
        return kEntriesOffset + entry * sizeof(WriterEntry) + offsetof(WriterEntry, storing);
    }

    Words words;
};

bool can_keep(const char* test) {
    if (core::Processor::accept_barriers()) return true;
    skip(test, "the kernel raises no barriers in other processes");
    return false;
}

void push_many(Writer& writer, int from, int to) {
    for (int i = from; i < to; ++i) push(writer, std::to_string(i));
}

std::string numbers(int from, int to) {
    std::string text;
    for (int i = from; i < to; ++i) text += std::to_string(i) + " ";
    return text;
}

}  // namespace

TEST_CASE("a shared writer that is alone keeps the lock word, until another one wants it",
          "[keeper]") {
    if (!can_keep("a shared writer that is alone keeps the lock word")) return;
    RingOptions options = small();
    options.checksums = GENERATE(false, true);
    ScratchRing ring(options);
    const LockWordOf lock(*ring);
    Reader reader = open_reader(*ring);
    {
        Writer first = open_writer(*ring);
        push_many(first, 0, kMany);
        CHECK(lock.is_kept());
        CHECK(lock.owner() == 1);
        CHECK(lock.keeper() == 1);
        CHECK(lock.storing(0) == 0);
        push_many(first, kMany, kMany + 3);
        REQUIRE(first.add(bytes_of("batched")) == Push::kPublished);
        REQUIRE(first.flush() == Push::kPublished);
        CHECK(lock.is_kept());
        CHECK(lock.storing(0) == 0);

        Writer second = open_writer(*ring);
        push(second, "from the other");
        CHECK_FALSE(lock.is_kept());
        CHECK(lock.owner() == 0);
        push(first, "again");
        push(second, "and again");
        CHECK(lock.get() == 0);
        CHECK(take_all(reader) ==
              numbers(0, kMany + 3) + "batched from the other again and again <empty>");

        push_many(second, 0, kMany);
        CHECK(lock.owner() == 2);
        CHECK(lock.keeper() == 2);
    }
    CHECK(lock.get() == 0);
    CHECK(take_all(reader) == numbers(0, kMany) + "<ended>");
}

TEST_CASE("a keeper that refuses records in a full ring goes on with the right number",
          "[keeper]") {
    ScratchRing ring(small(OnFull::kDropNew));
    Reader reader = open_reader(*ring);
    Writer first = open_writer(*ring);
    push_many(first, 0, kMany);
    std::uint64_t next = kMany + 1;
    while (first.push(bytes_of(std::string(5000, 'x'))) == Push::kPublished) ++next;
    CHECK(first.next_sequence() == next);
    Writer second = open_writer(*ring);
    CHECK(second.next_sequence() == next);
    CHECK(second.push(bytes_of(std::string(5000, 'y'))) == Push::kRefused);
    CHECK(first.push(bytes_of(std::string(5000, 'z'))) == Push::kRefused);
    CHECK(first.next_sequence() == next + 2);
}

TEST_CASE("a word that a dead writer keeps is anybody's, whatever it was doing", "[keeper]") {
    ScratchRing ring(small());
    const LockWordOf lock(*ring);
    Writer writer = open_writer(*ring);
    push(writer, "0");
    // Ids of nobody; impossible ones; an entry that is not there; one that is the writer's own.
    const std::uint64_t id = GENERATE(12345ull, kLockOwner, 0ull);
    const std::uint64_t entry = GENERATE(0ull, 7ull, 511ull, 512ull, 0x7ffeull);
    const std::uint64_t storing = GENERATE(0ull, 12345ull, 1ull << 48, ~0ull);
    const std::uint64_t kept = GENERATE(0ull, kLockKept);
    if (entry < kWriterEntries) lock.set_storing(entry, storing);
    lock.set(kept | (entry + 1) * kLockKeeperUnit | id);
    CHECK(writer.push(bytes_of("1"), {}, Deadline::passed()) == Push::kPublished);
    CHECK(lock.get() == 0);
    Reader reader = open_reader(*ring);
    CHECK(take_all(reader) == "0 1 <empty>");
}

TEST_CASE("a keeper that is storing is waited for, as long as the deadline lets", "[keeper]") {
    if (!can_keep("a keeper that is storing is waited for")) return;
    ScratchRing ring(small());
    const LockWordOf lock(*ring);
    Writer first = open_writer(*ring);
    push_many(first, 0, kMany);
    REQUIRE(lock.is_kept());
    lock.set_storing(0, lock.owner());

    Writer second = open_writer(*ring);
    CHECK(second.push(bytes_of("x"), {}, in_ms(100)) == Push::kTimeout);
    CHECK(second.blocked_by().who == Blocker::Who::kWriter);
    // It leaves behind whom it has waited for.
    CHECK(lock.get() == kLockKeeperUnit);
    CHECK(second.push(bytes_of("x"), {}, Deadline::passed()) == Push::kFull);
    CHECK(lock.get() == kLockKeeperUnit);

    lock.set_storing(0, 0);
    CHECK(second.blocked_by().who == Blocker::Who::kNoReader);
    CHECK(second.push(bytes_of("x"), {}, Deadline::passed()) == Push::kPublished);
    CHECK(lock.get() == 0);
    Reader reader = open_reader(*ring);
    CHECK(take_all(reader) == numbers(0, kMany) + "x <empty>");
}

TEST_CASE("who has no room waits for a reader, whoever has the lock word", "[keeper]") {
    ScratchRing ring(small());
    const LockWordOf lock(*ring);
    Writer first = open_writer(*ring);
    Writer second = open_writer(*ring);
    fill(second);
    lock.set(1);  // the id of the first
    CHECK(second.push(bytes_of("x"), {}, in_ms(50)) == Push::kTimeout);
    CHECK(second.blocked_by().who == Blocker::Who::kNoReader);
}

TEST_CASE("in a ring of an earlier build nobody keeps the lock word", "[keeper]") {
    ScratchRing ring(small());
    ring->impl().identity.incompatible = 0;
    const LockWordOf lock(*ring);
    Writer writer = open_writer(*ring);
    push_many(writer, 0, kMany);
    CHECK(lock.get() == 0);
}
