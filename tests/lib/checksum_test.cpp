// Frames that carry a checksum: every way to publish and to read them, and every bit that flips.
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string>

#include "catch.h"
#include "crc32c.h"
#include "lib/attacker.h"
#include "lib/scratch.h"
#include "ring_files.h"
#include "ringpipe/snapshot.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

RingOptions checked(OnFull on_full = OnFull::kBlock) {
    RingOptions options = small(on_full);
    options.checksums = true;
    return options;
}

// The frame area of a ring, for who flips bits in it.
class Frames {
public:
    explicit Frames(const Ring& ring) : capacity_(ring.identity().capacity) {
        const auto fd = ring.impl().reopen(kDataFile, O_RDWR);
        auto mapping = os::Mapping::map(fd.get(), data_bytes(capacity_), true);
        REQUIRE(mapping);
        data_ = std::move(*mapping);
    }
    [[nodiscard]] std::byte& at(std::uint64_t position) {
        return data_.start()[kFramesOffset + position % capacity_];
    }
    [[nodiscard]] std::string bytes(std::uint64_t position, std::size_t size) {
        return text_of({&at(position), size});
    }

private:
    std::uint64_t capacity_;
    os::Mapping data_;
};

std::uint32_t word_of(const std::string& bytes) {
    std::uint32_t word = 0;
    REQUIRE(bytes.size() == sizeof word);
    std::memcpy(&word, bytes.data(), sizeof word);
    return word;
}

Next next_of(Reader& reader) {
    Batch batch;
    return reader.next(batch, Deadline::passed());
}

// Everything that can be published, in some order, again and again.
class Mixture {
public:
    explicit Mixture(Writer& writer) : writer_(writer) {}

    // One publication; false when there was no room. What it was goes on to `sent`.
    bool publish(std::string& sent) {
        const std::string text = record();
        const Mark mark{static_cast<std::uint32_t>(random_.next()), random_.next(), false};
        Push push = Push::kPublished;
        std::string all = text + " ";
        switch (random_.below(5)) {
            case 0:
                push = writer_.push(bytes_of(text), mark, Deadline::passed());
                break;
            case 1:
                all = "a\n b\n c\n ";
                push = writer_.push_lines(bytes_of("a\nb\nc\n"), 3, '\n', mark, Deadline::passed());
                break;
            case 2:
                all = "12 34 ";
                push = writer_.push_array(bytes_of("1234"), 2, mark, Deadline::passed());
                break;
            case 3: {
                std::span<std::byte> room;
                push = writer_.claim(text.size() + 9, room, Deadline::passed());
                if (push != Push::kPublished) break;
                std::memcpy(room.data(), text.data(), text.size());
                push = writer_.commit(text.size(), mark, Deadline::passed());
                if (push != Push::kPublished) writer_.abort();
                break;
            }
            default:
                push = publish_batch(all, mark);
                break;
        }
        if (push != Push::kPublished) {
            REQUIRE(push == Push::kFull);
            return false;
        }
        sent += all;
        return true;
    }

private:
    std::string record() {
        const std::uint64_t size = random_.below(20) == 0 ? 5000 : random_.below(200);
        return std::string(size, static_cast<char>('a' + random_.below(26)));
    }
    Push publish_batch(std::string& all, const Mark& mark) {
        all = kept_;
        for (std::uint64_t left = kept_.empty() ? random_.below(40) : 0; left != 0; --left) {
            const std::string text = random_.below(3) == 0 ? record() : "abcd";
            if (writer_.add(bytes_of(text)) != Push::kPublished) break;  // as large as can be
            all += text + " ";
        }
        const Push push = writer_.flush(mark, Deadline::passed());
        kept_ = push == Push::kPublished ? "" : all;
        return push;
    }

    Writer& writer_;
    Random random_{7};
    std::string kept_;  // of a batch that found no room
};

}  // namespace

TEST_CASE("CRC32C is the one of RFC 3720, in one go or in parts", "[checksum]") {
    CHECK(crc32c(bytes_of("123456789")) == 0xe3069283);
    CHECK(crc32c(bytes_of(std::string(32, '\0'))) == 0x8a9136aa);
    CHECK(crc32c({}) == 0);
    CHECK(crc32c(bytes_of("56789"), crc32c(bytes_of("1234"))) == 0xe3069283);
}

TEST_CASE("a frame's checksum is the one that ringpipe(5) describes", "[checksum]") {
    const ScratchRing ring(checked());
    Writer writer = open_writer(*ring);
    push(writer, "before");
    push(writer, "hello, world", {42, 1234567890123, false});
    Frames frames(*ring);

    constexpr std::uint64_t kAt = 64;  // 32 of header, 6 of payload, 4 of checksum, rounded up
    const std::string header = frames.bytes(kAt, sizeof(FrameHeader));
    const std::uint64_t position = kAt;
    std::string covered = "hello, world";
    covered.append(reinterpret_cast<const char*>(&position), sizeof position);
    covered += header;
    CHECK(word_of(header.substr(0, 4)) == 32 + 12 + 4);
    CHECK(word_of(frames.bytes(kAt + 64 - 4, 4)) ==
          crc32c(bytes_of(covered), ring->identity().identity_crc));
}

TEST_CASE("whatever is published with checksums is read as it was, around many laps",
          "[checksum]") {
    const bool exclusive = GENERATE(false, true);
    const bool observe = GENERATE(false, true);
    const bool whole_frames = GENERATE(false, true);
    const ScratchRing ring(checked());
    Reader holder = open_reader(*ring);
    ReaderOptions options;
    options.observe = observe;
    Reader reader = open_reader(*ring, options);
    Writer writer = open_writer(*ring, exclusive);
    Mixture mixture(writer);

    std::string sent;
    std::string got;
    for (int i = 0; i < 5000; ++i) {
        const bool full = !mixture.publish(sent);
        if (!full && i % 7 != 0) continue;
        take_all(holder, 100'000);
        std::array<Batch, 5> batches{};
        std::size_t count = 0;
        while (whole_frames &&
               reader.next_batches(batches, count, Deadline::passed()) == Next::kBatch) {
            std::uint64_t records = 0;
            for (Batch batch : std::span(batches).first(count)) {
                records += batch.count;
                for (std::span<const std::byte> record; take_record(batch, record);) {
                    got += text_of(record) + " ";
                }
            }
            reader.release(records);
        }
        if (!whole_frames) got += take_all(reader, 100'000);
        const auto end = got.find('<');
        if (end != got.npos) got.resize(end);
    }
    take_all(holder, 100'000);
    got += take_all(reader, 100'000);
    if (const auto end = got.find('<'); end != got.npos) got.resize(end);
    CHECK(sent.size() > 5 * kMinCapacity);
    CHECK(got == sent);
}

TEST_CASE("no bit of a frame with a checksum can change unnoticed", "[checksum]") {
    const auto on_full = GENERATE(OnFull::kBlock, OnFull::kDropOld);
    const ScratchRing ring(checked(on_full));
    Writer writer = open_writer(*ring);
    push(writer, "one");
    push(writer, std::string(41, 'x'), {7, 8, false});
    push(writer, "three");
    Frames frames(*ring);

    // The second frame: header, payload and checksum; not the bytes between the last two.
    constexpr std::uint64_t kAt = 64;
    constexpr std::uint64_t kBytes = 96;
    for (std::uint64_t i = 0; i < kBytes; ++i) {
        if (i >= sizeof(FrameHeader) + 41 && i < kBytes - kChecksumBytes) continue;
        for (int bit = 0; bit < 8; ++bit) {
            frames.at(kAt + i) ^= static_cast<std::byte>(1 << bit);
            INFO("byte " << i << ", bit " << bit);
            ReaderOptions options;
            options.observe = true;
            options.from = {From::Point::kOldest, 0};
            Reader reader = open_reader(*ring, options);
            CHECK(take(reader) == "one");
            const Next next = next_of(reader);
            // A word of 0 is a frame that is not there yet; no single bit makes one.
            CHECK((next == Next::kDamaged || next == Next::kLost));
            if (next == Next::kLost) {
                // A higher sequence number looks like refused records, until the frame is taken.
                CHECK(next_of(reader) == Next::kDamaged);
            }
            CHECK(reader.damage().position == kAt);
            frames.at(kAt + i) ^= static_cast<std::byte>(1 << bit);
        }
    }
}

TEST_CASE("a reader hands out all before a damaged frame, and says which it is", "[checksum]") {
    const bool holds = GENERATE(true, false);
    const ScratchRing ring(checked());
    Writer writer = open_writer(*ring);
    for (int i = 0; i < 5; ++i) push(writer, std::to_string(i));
    Frames frames(*ring);
    frames.at(3 * 64 + sizeof(FrameHeader)) ^= std::byte{4};

    ReaderOptions options;
    options.observe = !holds;
    Reader reader = open_reader(*ring, options);
    std::array<Batch, 9> batches{};
    std::size_t got = 0;
    REQUIRE(reader.next_batches(batches, got, Deadline::passed()) == Next::kBatch);
    CHECK(got == 3);
    reader.release(3);
    for (int again = 0; again < 2; ++again) {
        CHECK(reader.next_batches(batches, got, Deadline::passed()) == Next::kDamaged);
        CHECK(reader.damage().checksum);
        CHECK(reader.damage().position == 3 * 64);
        CHECK(reader.damage().sequence == 3);
        CHECK(reader.damage().records == 1);
    }
    CHECK(reader.seek({From::Point::kSequence, 4}) == Next::kBatch);
    CHECK(take(reader) == "4");
}

TEST_CASE("a frame of an earlier lap is no frame of this one", "[checksum]") {
    const ScratchRing ring(checked(OnFull::kDropOld));
    Writer writer = open_writer(*ring);
    Frames frames(*ring);
    constexpr std::uint64_t kStride = 1024;
    const std::string record(kStride - sizeof(FrameHeader) - kChecksumBytes, 'x');
    const auto lap = [&] {
        for (std::uint64_t i = 0; i < kMinCapacity / kStride; ++i) push(writer, record);
    };
    lap();
    constexpr std::uint64_t kAt = 5 * kStride;
    const std::string old = frames.bytes(kAt, kStride);
    lap();
    push(writer, record);
    ReaderOptions options;
    options.from = {From::Point::kSequence, 64 + 5};
    Reader reader = open_reader(*ring, options);
    REQUIRE(next_of(reader) == Next::kBatch);
    // As if the disk had lost the newer one, but with the sequence number that is due.
    const std::string due = frames.bytes(kAt + offsetof(FrameHeader, sequence), 8);
    std::memcpy(&frames.at(kAt), old.data(), old.size());
    std::memcpy(&frames.at(kAt + offsetof(FrameHeader, sequence)), due.data(), due.size());
    CHECK(next_of(reader) == Next::kDamaged);
    CHECK(reader.damage().sequence == 64 + 5);
}

TEST_CASE("the newest record is checked too", "[checksum]") {
    const ScratchRing ring(checked(OnFull::kDropOld));
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    for (int i = 0; i < 3000; ++i) push(writer, "state " + std::to_string(i));
    Batch record;
    REQUIRE(reader.latest(record) == Next::kBatch);
    CHECK(text_of(record.bytes) == "state 2999");
    Frames frames(*ring);
    const auto shot = look(*ring);
    REQUIRE(shot);
    frames.at(shot->published - 64 + sizeof(FrameHeader)) ^= std::byte{1};
    CHECK(reader.latest(record) == Next::kDamaged);
    CHECK(reader.damage().sequence == 2999);
    CHECK(reader.damage().checksum);
}

TEST_CASE("a view is checked when it is taken, not each time it is looked at", "[checksum]") {
    const ScratchRing ring(checked());
    Writer writer = open_writer(*ring);
    push_lines(writer, "a\nb\n", 2);
    push_lines(writer, "c\nd\n", 2);
    Reader reader = open_reader(*ring);
    CHECK(next_of(reader) == Next::kBatch);
    Frames frames(*ring);
    frames.at(sizeof(FrameHeader)) = std::byte{'x'};
    CHECK(next_of(reader) == Next::kBatch);
    reader.release(1);
    CHECK(next_of(reader) == Next::kBatch);
    reader.release(1);
    CHECK(next_of(reader) == Next::kBatch);
    CHECK(reader.seek({From::Point::kOldest, 0}) == Next::kBatch);
    frames.at(64 + sizeof(FrameHeader)) = std::byte{'x'};
    Reader other = open_reader(*ring);
    CHECK(next_of(other) == Next::kDamaged);
}

TEST_CASE("the largest record fits a ring with checksums, however it is published", "[checksum]") {
    const auto on_full = GENERATE(OnFull::kBlock, OnFull::kDropOld);
    const bool exclusive = GENERATE(false, true);
    const ScratchRing ring(checked(on_full));
    Writer writer = open_writer(*ring, exclusive);
    Reader reader = open_reader(*ring);
    const std::string largest(writer.largest_record(), 'l');
    for (int i = 0; i < 4; ++i) {
        push(writer, largest);
        CHECK(take(reader) == largest);
        REQUIRE(writer.add(bytes_of(largest)) == Push::kPublished);
        REQUIRE(writer.flush({}, Deadline::passed()) == Push::kPublished);
        CHECK(take(reader) == largest);
        std::span<std::byte> room;
        REQUIRE(writer.claim(largest.size(), room, Deadline::passed()) == Push::kPublished);
        std::memcpy(room.data(), largest.data(), largest.size());
        REQUIRE(writer.commit(largest.size(), {}, Deadline::passed()) == Push::kPublished);
        CHECK(take(reader) == largest);
    }
    // Batches up to their limit, of records whose size varies and of such that have one size.
    for (std::uint64_t i = 0; writer.add(bytes_of(std::string(i % 97, 'v'))) == Push::kPublished;) {
        ++i;
    }
    CHECK(writer.flush({}, Deadline::passed()) == Push::kPublished);
    CHECK(take_all(reader, 100'000).ends_with("<empty>"));
    while (writer.add(bytes_of("eight by")) == Push::kPublished) {
    }
    CHECK(writer.flush({}, Deadline::passed()) == Push::kPublished);
    CHECK(take_all(reader, 100'000).ends_with("<empty>"));
}

TEST_CASE("refused records leave their gap in a ring with checksums", "[checksum]") {
    const ScratchRing ring(checked(OnFull::kDropNew));
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    const std::string record(1000, 'r');
    std::uint64_t taken = 0;
    while (writer.push(bytes_of(record), {}, Deadline::passed()) == Push::kPublished) ++taken;
    CHECK(take(reader) == record);
    CHECK(take(reader) == record);
    reader.release(0);
    Batch batch;
    while (reader.next(batch, Deadline::passed()) == Next::kBatch) reader.release(batch.count);
    push(writer, "after");
    CHECK(reader.lost_refused() == 1);
    CHECK(take(reader) == "after");
    CHECK(reader.next_sequence() == taken + 2);
}
