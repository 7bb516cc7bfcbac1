// Arrays: records of one size share a frame without a length before each.
#include <cstring>
#include <numeric>
#include <string>
#include <vector>

#include "catch.h"
#include "core/doze.h"
#include "core/milestones.h"
#include "core/pace.h"
#include "lib/scratch.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

std::string numbers(std::uint64_t first, std::size_t count) {
    std::vector<std::uint64_t> words(count);
    std::iota(words.begin(), words.end(), first);
    return {reinterpret_cast<const char*>(words.data()), count * sizeof words[0]};
}

std::uint64_t number_of(std::span<const std::byte> record) {
    std::uint64_t number = 0;
    REQUIRE(record.size() == sizeof number);
    std::memcpy(&number, record.data(), sizeof number);
    return number;
}

}  // namespace

TEST_CASE("an array arrives as so many records, in order", "[array]") {
    const bool exclusive = GENERATE(false, true);
    ScratchRing ring(small());
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);
    std::uint64_t sent = 0;
    std::uint64_t taken = 0;
    for (std::uint32_t count = 1; count < 60; ++count) {
        REQUIRE(writer.push_array(bytes_of(numbers(sent, count)), count) == Push::kPublished);
        sent += count;
        Batch batch;
        REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
        REQUIRE(batch.count == count);
        CHECK(batch.kind == (count == 1 ? FrameKind::kRecord : FrameKind::kArray));
        std::span<const std::byte> record;
        while (take_record(batch, record)) REQUIRE(number_of(record) == taken++);
        reader.release(count);
    }
    CHECK(taken == sent);
    CHECK(reader.next_sequence() == sent);
}

TEST_CASE("what is no array of equal records is refused whole", "[array]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    CHECK(writer.push_array(bytes_of("abcde"), 2) == Push::kTooLarge);
    CHECK(writer.push_array(bytes_of(""), 2) == Push::kTooLarge);
    CHECK(writer.push_array(bytes_of("ab"), 3) == Push::kTooLarge);
    const std::string much(writer.largest_record() + 2, 'x');
    CHECK(writer.push_array(bytes_of(much), 2) == Push::kTooLarge);
    CHECK(writer.push_array(bytes_of(""), 0) == Push::kPublished);
    CHECK(writer.next_sequence() == 0);
}

TEST_CASE("a reader may take an array apart in several goes", "[array]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    REQUIRE(writer.push_array(bytes_of(numbers(0, 10)), 10) == Push::kPublished);
    for (std::uint64_t i = 0; i < 10; ++i) {
        Batch batch;
        REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
        CHECK(batch.first == i);
        CHECK(batch.count == 10 - i);
        std::span<const std::byte> record;
        REQUIRE(take_record(batch, record));
        CHECK(number_of(record) == i);
        reader.release(1);
    }
    CHECK(take(reader) == "<empty>");
}

TEST_CASE("a batch of one size is an array, and stays a batch when sizes vary after all",
          "[array]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    const auto batch_of = [&](const std::vector<std::string>& records) {
        for (const auto& record : records)
            REQUIRE(writer.add(bytes_of(record)) == Push::kPublished);
        REQUIRE(writer.flush() == Push::kPublished);
        Batch batch;
        REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
        const FrameKind kind = batch.kind;
        for (const auto& record : records) REQUIRE(take(reader) == record);
        REQUIRE(take(reader) == "<empty>");
        return kind;
    };
    CHECK(batch_of({"aa", "bb", "cc"}) == FrameKind::kArray);
    CHECK(batch_of({"aa", "bb", "c", "dd"}) == FrameKind::kPacked);
    CHECK(batch_of({"aa", "", "", "dd"}) == FrameKind::kPacked);
    CHECK(batch_of({"", "", ""}) == FrameKind::kPacked);
    CHECK(batch_of({"one"}) != FrameKind::kLines);
    std::vector<std::string> long_then_short(40, "long");
    long_then_short.emplace_back("s");
    long_then_short.insert(long_then_short.end(), 40, "even longer");
    static_cast<void>(batch_of(long_then_short));
    static_cast<void>(batch_of({std::string(3000, 'x'), "a", "b", std::string(2000, 'y'), "c"}));
}

TEST_CASE("no record is lost where an array that just fits a frame is packed anew", "[array]") {
    ScratchRing ring(small());
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    const std::size_t most = writer.largest_lines() / 8;
    for (std::size_t bytes = most - 12; bytes <= most; ++bytes) {
        INFO(bytes);
        std::vector<std::string> records;
        for (char c = 'a'; c < 'i'; ++c) records.emplace_back(bytes, c);
        records.emplace_back(bytes / 2, 'z');
        for (const auto& record : records)
            REQUIRE(writer.add(bytes_of(record)) == Push::kPublished);
        REQUIRE(writer.flush() == Push::kPublished);
        for (const auto& record : records) REQUIRE(take(reader) == record);
        REQUIRE(take(reader) == "<empty>");
    }
}

TEST_CASE("an element that lies beyond its array ends the batch", "[array][trust]") {
    Batch batch;
    batch.kind = FrameKind::kArray;
    const std::string bytes = "abcdef";
    batch.bytes = bytes_of(bytes);
    batch.count = 3;
    batch.record_bytes = 4;
    std::span<const std::byte> record;
    CHECK(take_record(batch, record));
    CHECK_FALSE(take_record(batch, record));
    CHECK(batch.count == 0);
}

TEST_CASE("milestones name only frames of this lap that were stored here", "[milestones]") {
    core::Milestones stones(1024, 128);
    CHECK(stones.after(128) == 0);
    for (std::uint64_t at = 0; at < 1024; at += 96) stones.note(at);
    CHECK(stones.after(1) == 192);    // the first frame at or after 128
    CHECK(stones.after(128) == 192);  // 96 + 96
    CHECK(stones.after(129) == 288);
    CHECK(stones.after(1024 + 1) == 0);  // nothing noted in that lap
    stones.note(1024 + 160);
    CHECK(stones.after(1024 + 1) == 1024 + 160);
    CHECK(stones.after(1) == 0);  // overwritten by the next lap
}

TEST_CASE("a reader at the writer's heels stands aside as long as that pays", "[pace]") {
    core::Pace pace;
    std::uint64_t sequence = 0;
    const auto empties_until_aside = [&](std::uint64_t run) {
        for (int i = 1; i < 100'000; ++i) {
            sequence += run;
            if (pace.stands_aside(sequence)) return i;
            pace.found(true);
        }
        return 0;
    };
    CHECK(empties_until_aside(1) == 9);
    SECTION("many records came of it: again, at once") {
        CHECK(empties_until_aside(50) == 1);
        CHECK(empties_until_aside(50) == 1);
    }
    SECTION("one did: not for a growing while") {
        const int first = empties_until_aside(1);
        const int second = empties_until_aside(1);
        CHECK(first > 9);
        CHECK(second > first);
    }
    SECTION("records that take long to come are awaited") {
        sequence += 50;
        REQUIRE(pace.stands_aside(sequence));
        pace.found(false);
        sequence += 50;
        CHECK_FALSE(pace.stands_aside(sequence));
    }
}

TEST_CASE("a reader dozes only after much, in a ring with room for more", "[pace]") {
    RingOptions options = small();
    const std::uint64_t much = 128 * 1024;
    core::RingView view;
    view.capacity = core::kCachedRing;
    core::Doze doze(view);
    CHECK_FALSE(doze.is_due(much));  // where it began
    CHECK_FALSE(doze.is_due(much + 1000));
    CHECK(doze.is_due(2 * much + 1000));
    CHECK(doze.is_due(2 * much + 1000));
    CHECK_FALSE(doze.is_due(2 * much + 1000));
    CHECK_FALSE(doze.is_due(2 * much + 2000));
    CHECK(doze.is_due(3 * much + 2000));
    CHECK_FALSE(doze.is_due(3 * much + 2100));  // a little: who sends that is not fast
    CHECK_FALSE(doze.is_due(3 * much + 2100));
    view.capacity = options.capacity;
    core::Doze never(view);
    CHECK_FALSE(never.is_due(much));
    CHECK_FALSE(never.is_due(2 * much));
}
