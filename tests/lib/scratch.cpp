#include "lib/scratch.h"

#include <time.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <sstream>
#include <system_error>

#include "catch.h"

namespace ringpipe::inline v0 {

std::ostream& operator<<(std::ostream& out, Push outcome) {
    constexpr const char* kNames[] = {"published", "full",        "refused", "timeout",
                                      "too large", "interrupted", "gone",    "damaged"};
    return out << kNames[static_cast<std::size_t>(outcome)];
}

std::ostream& operator<<(std::ostream& out, Next outcome) {
    constexpr const char* kNames[] = {"batch", "lost",        "empty", "timeout", "ended",
                                      "died",  "interrupted", "gone",  "damaged"};
    return out << kNames[static_cast<std::size_t>(outcome)];
}

std::ostream& operator<<(std::ostream& out, ErrorKind kind) {
    constexpr const char* kNames[] = {"usage", "missing", "bad", "busy", "system"};
    return out << kNames[static_cast<std::size_t>(kind)];
}

}  // namespace ringpipe::inline v0

namespace ringpipe::testing {

ScratchDirectory::ScratchDirectory() {
    char path[] = "/dev/shm/ringpipe-test-XXXXXX";
    REQUIRE(mkdtemp(path) != nullptr);
    path_ = path;
}

ScratchDirectory::~ScratchDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

RingName ScratchDirectory::name(const std::string& ring) const {
    auto name = RingName::parse(path_ + "/" + ring);
    REQUIRE(name);
    return *name;
}

ScratchRing::ScratchRing(Place place, const RingOptions& options) {
    if (place == Place::kDirectory) directory_.emplace();
    auto ring = directory_ ? Ring::create(directory_->name(), options) : Ring::in_memory(options);
    if (!ring) FAIL(ring.error().problem());
    ring_ = std::move(*ring);
}

RingOptions small(OnFull on_full, std::uint64_t block_ns) {
    RingOptions options;
    options.capacity = kMinCapacity;
    options.on_full = on_full;
    options.block_ns = block_ns;
    options.slots = 8;
    return options;
}

Writer open_writer(const Ring& ring, bool exclusive) {
    WriterOptions options;
    options.exclusive = exclusive;
    auto writer = Writer::attach(ring, options);
    if (!writer) FAIL(writer.error().problem());
    return std::move(*writer);
}

Reader open_reader(const Ring& ring, const ReaderOptions& options) {
    auto reader = Reader::attach(ring, options);
    if (!reader) FAIL(reader.error().problem());
    return std::move(*reader);
}

void push(Writer& writer, std::string_view text, const Mark& mark) {
    REQUIRE(writer.push(bytes_of(text), mark, Deadline::passed()) == Push::kPublished);
}

void push_lines(Writer& writer, std::string_view text, std::uint32_t count, const Mark& mark) {
    REQUIRE(writer.push_lines(bytes_of(text), count, '\n', mark, Deadline::passed()) ==
            Push::kPublished);
}

std::string take(Reader& reader) {
    Batch record;
    const Next next = reader.next_record(record, Deadline::passed());
    if (next != Next::kBatch) {
        std::ostringstream text;
        text << "<" << next << ">";
        return text.str();
    }
    std::string text = text_of(record.bytes);
    reader.release(1);
    return text;
}

std::string take_all(Reader& reader, int most) {
    std::string all;
    for (int i = 0; i < most; ++i) {
        const std::string text = take(reader);
        if (text.starts_with('<')) return all + text;
        all += text + " ";
    }
    return all;
}

std::uint64_t fill(Writer& writer, std::size_t bytes) {
    const std::string record(bytes, 'x');
    for (std::uint64_t count = 0;; ++count) {
        const Push push = writer.push(bytes_of(record), {}, Deadline::passed());
        if (push == Push::kFull) return count;
        REQUIRE(push == Push::kPublished);
    }
}

void skip(std::string_view name, std::string_view why) {
    std::cout << "\nskipped: " << name << ": " << why << std::endl;
}

std::uint64_t Stopwatch::now_ns() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(now.tv_nsec);
}

std::uint64_t test_factor() {
    const char* text = std::getenv("RINGPIPE_TEST_FACTOR");
    const std::uint64_t factor = text == nullptr ? 1 : std::strtoull(text, nullptr, 10);
    return factor == 0 ? 1 : factor;
}

std::uint64_t Random::next() {
    // SplitMix64.
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t z = state_;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

}  // namespace ringpipe::testing
