// Records that prove by themselves that they arrived whole, once and in order.
#include "ring_bench/payload.h"

#include <vector>

#include "catch.h"

using namespace ringpipe::ring_bench;

namespace {

std::vector<std::byte> copy_of(std::span<const std::byte> record) {
    return {record.begin(), record.end()};
}

}  // namespace

TEST_CASE("what arrives as it was sent is no error, and both sides agree on it") {
    for (const std::uint64_t bytes : {4u, 8u, 16u, 24u, 52u, 64u, 73u, 256u, 4096u, 4099u}) {
        for (const Verify verify : {Verify::kFull, Verify::kSequence}) {
            Payload payload(bytes, verify, bytes < 8 ? 0 : 3);  // 4 bytes have no room for it
            Checker checker(bytes, verify);
            INFO(bytes << " bytes");
            for (int i = 0; i < 100; ++i) checker.see(payload.next(1'000'000));
            CHECK(checker.records() == 100);
            CHECK(checker.corrupt() == 0);
            CHECK(checker.lost() == 0);
            CHECK(checker.repeated() == 0);
            CHECK(checker.digest() == payload.digest());
        }
    }
}

TEST_CASE("any single bit that changed is found") {
    for (const std::uint64_t bytes : {16u, 64u, 73u, 256u}) {
        Payload payload(bytes, Verify::kFull, 0);
        const auto record = copy_of(payload.next());
        for (std::size_t bit = 0; bit < bytes * 8; ++bit) {
            auto damaged = record;
            damaged[bit / 8] ^= std::byte{1} << (bit % 8);
            Checker checker(bytes, Verify::kFull);
            checker.see(damaged);
            INFO("bit " << bit << " of " << bytes << " bytes");
            CHECK(checker.corrupt() == 1);
        }
    }
}

TEST_CASE("a cache line of an older record is found") {
    Payload payload(256, Verify::kFull, 0);
    const auto older = copy_of(payload.next());
    auto newer = copy_of(payload.next());
    std::copy_n(older.begin() + 64, 64, newer.begin() + 64);
    Checker checker(256, Verify::kFull);
    checker.see(newer);
    CHECK(checker.corrupt() == 1);
}

TEST_CASE("gaps and repetitions are counted, for each sender by itself") {
    Payload one(64, Verify::kFull, 0);
    Payload two(64, Verify::kFull, 1);
    Checker checker(64, Verify::kFull);
    checker.see(one.next());
    one.next();
    one.next();
    checker.see(two.next());
    const auto last = copy_of(one.next());
    checker.see(last);
    checker.see(last);
    CHECK(checker.records() == 3);
    CHECK(checker.lost() == 2);
    CHECK(checker.repeated() == 1);
    CHECK(checker.corrupt() == 0);
}

TEST_CASE("a record that was filled in place is the same") {
    Payload pushed(256, Verify::kFull, 0);
    Payload claimed(256, Verify::kFull, 0);
    std::vector<std::byte> room(256);
    for (int i = 0; i < 3; ++i) {
        claimed.next_into(room);
        CHECK(copy_of(pushed.next()) == room);
    }
    CHECK(pushed.digest() == claimed.digest());
}

TEST_CASE("the record that tells the end is no other") {
    CHECK(is_last_record(last_record(64)));
    Payload payload(64, Verify::kFull, 255);
    CHECK_FALSE(is_last_record(payload.next()));
}

TEST_CASE("the record that a test asks for is damaged, and no other") {
    Payload payload(64, Verify::kFull, 0, 5);
    Checker checker(64, Verify::kFull);
    for (int i = 0; i < 10; ++i) checker.see(payload.next());
    CHECK(checker.records() == 9);
    CHECK(checker.corrupt() == 1);
}
