// An archive that was cut off, or damaged by a power cut: what of it stays.
#include "ringcat/archive_tail.h"

#include <cstring>
#include <string>
#include <vector>

#include "catch.h"
#include "ringcat/zstd_frame.h"

using namespace ringpipe::ringcat;

namespace {

using Bytes = std::vector<std::byte>;

class Built {
public:
    // A trailer for no batch, then one for each of these.
    explicit Built(const std::vector<std::string>& texts, bool synced = true) : synced_(synced) {
        add("");
        for (const std::string& text : texts) add(text);
    }

    Bytes bytes;
    std::vector<std::size_t> ends;

private:
    void add(const std::string& text) {
        ArchiveTrailer trailer;
        Bytes frame;
        if (!text.empty()) {
            REQUIRE(compressor_.compress(std::as_bytes(std::span(text)), frame) == nullptr);
        }
        trailer.ring_id[3] = 7;
        trailer.first = ends.size();
        trailer.next = ends.size() + 1;
        trailer.text_bytes = text.size();
        trailer.frame_bytes = frame.size();
        trailer.text_checksum = text_checksum(frame);
        trailer.offset = bytes.size();
        trailer.durable = synced_ ? bytes.size() : 0;
        const TrailerBytes end = encode(trailer);
        bytes.insert(bytes.end(), frame.begin(), frame.end());
        bytes.insert(bytes.end(), end.begin(), end.end());
        ends.push_back(bytes.size());
    }

    const bool synced_;
    ZstdCompressor compressor_{3};
};

std::string text_of(char letter, std::size_t bytes) {
    std::string text;
    for (std::size_t i = 0; i < bytes; ++i) {
        text += static_cast<char>(letter + static_cast<char>(i * i % 19));
    }
    return text;
}

// How many trailers the first `bytes` hold.
std::size_t whole_within(const Built& built, std::size_t bytes) {
    std::size_t count = 0;
    while (count < built.ends.size() && built.ends[count] <= bytes) ++count;
    return count;
}

}  // namespace

TEST_CASE("of an archive that was cut off anywhere all whole batches stay", "[archive]") {
    const Built built({text_of('a', 300), text_of('b', 40), text_of('c', 2000)});
    for (std::size_t bytes = 0; bytes <= built.bytes.size(); ++bytes) {
        INFO(bytes << " of " << built.bytes.size() << " bytes");
        const ArchiveTail tail = find_tail(std::span(built.bytes).first(bytes));
        const std::size_t whole = whole_within(built, bytes);
        REQUIRE(tail.found == ArchiveTail::Found::kWhole);
        REQUIRE(tail.is_ours);
        REQUIRE(tail.keep_bytes == (whole == 0 ? 0 : built.ends[whole - 1]));
        REQUIRE(tail.last.has_value() == (whole != 0));
        if (whole != 0) REQUIRE(tail.last->next == whole);
    }
}

TEST_CASE("what a power cut left as zeros is cut with all that follows it", "[archive]") {
    const Built built({text_of('a', 3000), text_of('b', 40), text_of('c', 3000), text_of('d', 500)},
                      false);
    constexpr std::size_t kHole = 150;
    for (std::size_t at = built.ends[0]; at + kHole <= built.bytes.size(); at += 13) {
        for (const bool to_the_end : {false, true}) {
            INFO("zeros from " << at << (to_the_end ? " to the end" : ""));
            Bytes bytes = built.bytes;
            const std::size_t hole = to_the_end ? bytes.size() - at : kHole;
            std::memset(bytes.data() + at, 0, hole);
            const ArchiveTail tail = find_tail(bytes);
            const std::size_t whole = whole_within(built, at);
            REQUIRE(tail.found == ArchiveTail::Found::kWhole);
            REQUIRE(tail.keep_bytes == built.ends[whole - 1]);
            REQUIRE(tail.last->next == whole);
        }
    }
}

TEST_CASE("an archive behind another one is an archive", "[archive]") {
    const Built first({text_of('a', 300)});
    const Built second({text_of('b', 700), text_of('c', 500)});
    Bytes both = first.bytes;
    both.insert(both.end(), second.bytes.begin(), second.bytes.end());
    CHECK(find_tail(both).keep_bytes == both.size());
    CHECK(find_tail(both).last->next == 3);
    both.pop_back();
    CHECK(find_tail(both).keep_bytes == first.bytes.size() + second.ends[1]);
}

TEST_CASE("nothing is cut that ringcat did not write", "[archive]") {
    const Built built({text_of('a', 300)});
    ZstdCompressor compressor(3);
    Bytes frame;
    const std::string text = text_of('z', 400);
    REQUIRE(compressor.compress(std::as_bytes(std::span(text)), frame) == nullptr);

    Bytes foreign = frame;
    CHECK(find_tail(foreign).keep_bytes == frame.size());
    CHECK_FALSE(find_tail(foreign).is_ours);
    foreign.pop_back();
    CHECK(find_tail(foreign).found == ArchiveTail::Found::kForeign);

    Bytes appended = built.bytes;
    for (int i = 0; i < 2; ++i) appended.insert(appended.end(), frame.begin(), frame.end());
    CHECK(find_tail(appended).keep_bytes == appended.size());
    CHECK(find_tail(appended).last->next == 2);
    CHECK_FALSE(find_tail(appended).is_ours);
    appended.pop_back();
    CHECK(find_tail(appended).found == ArchiveTail::Found::kForeign);

    Bytes noted = built.bytes;
    noted.push_back(std::byte{'x'});
    CHECK(find_tail(noted).found == ArchiveTail::Found::kForeign);

    const std::string words = "no zstd file, but precious";
    CHECK(find_tail(std::as_bytes(std::span(words))).found == ArchiveTail::Found::kNoZstd);
    const Bytes zeros(5000, std::byte{0});
    CHECK(find_tail(zeros).found == ArchiveTail::Found::kNoZstd);
}

TEST_CASE("a changed trailer is none", "[archive]") {
    ArchiveTrailer trailer;
    trailer.next = 5;
    trailer.offset = 4096;
    const TrailerBytes whole = encode(trailer);
    REQUIRE(decode(whole));
    CHECK(decode(whole)->next == 5);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        TrailerBytes changed = whole;
        changed[at] ^= std::byte{0x10};
        CHECK_FALSE(decode(changed));
    }
}
