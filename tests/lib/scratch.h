// Scratch: rings for tests, in memory or in a private directory that goes with the test, and the
// few words in which most tests speak to them.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

#include "ringpipe/deadline.h"
#include "ringpipe/name.h"
#include "ringpipe/reader.h"
#include "ringpipe/ring.h"
#include "ringpipe/writer.h"

namespace ringpipe::inline v0 {

// For the messages of failed assertions.
std::ostream& operator<<(std::ostream& out, Push outcome);
std::ostream& operator<<(std::ostream& out, Next outcome);
std::ostream& operator<<(std::ostream& out, ErrorKind kind);

}  // namespace ringpipe::inline v0

namespace ringpipe::testing {

// A directory of mode 0700 in /dev/shm, removed with everything in it.
class ScratchDirectory {
public:
    ScratchDirectory();
    ~ScratchDirectory();
    ScratchDirectory(const ScratchDirectory&) = delete;
    ScratchDirectory& operator=(const ScratchDirectory&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] RingName name(const std::string& ring = "r") const;

private:
    std::string path_;
};

enum class Place { kMemory, kDirectory };

// 64 KiB and 8 reader slots.
RingOptions small(OnFull on_full = OnFull::kBlock, std::uint64_t block_ns = 0);

class ScratchRing {
public:
    explicit ScratchRing(Place place, const RingOptions& options = small());
    explicit ScratchRing(const RingOptions& options) : ScratchRing(Place::kMemory, options) {}

    [[nodiscard]] const Ring& operator*() const { return *ring_; }
    [[nodiscard]] const Ring* operator->() const { return &*ring_; }

private:
    std::optional<ScratchDirectory> directory_;
    std::optional<Ring> ring_;
};

// These fail the test if they do not succeed.
Writer open_writer(const Ring& ring, bool exclusive = false);
Reader open_reader(const Ring& ring, const ReaderOptions& options = {});
void push(Writer& writer, std::string_view text, const Mark& mark = {});
void push_lines(Writer& writer, std::string_view text, std::uint32_t count, const Mark& mark = {});

// One record, released; or "<outcome>" if there is none to be had now.
std::string take(Reader& reader);
// Up to `most` of them, each followed by a blank.
std::string take_all(Reader& reader, int most = 1000);

// Publishes records of `bytes` until the ring has no room left; how many it were.
std::uint64_t fill(Writer& writer, std::size_t bytes = 1000);

// Says so in the form that scripts/summary counts.
void skip(std::string_view name, std::string_view why);

inline std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}
inline std::string text_of(std::span<const std::byte> bytes) {
    return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

inline Deadline in_ms(std::uint64_t ms) {
    return Deadline::after_ns(ms * 1'000'000);
}

class Stopwatch {
public:
    Stopwatch() : start_ns_(now_ns()) {}
    [[nodiscard]] double ms() const { return static_cast<double>(now_ns() - start_ns_) / 1e6; }
    static std::uint64_t now_ns();  // monotonic

private:
    std::uint64_t start_ns_;
};

// So much more of everything that is done at random: $RINGPIPE_TEST_FACTOR, or 1.
std::uint64_t test_factor();

// Small, seeded and the same everywhere.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    std::uint64_t below(std::uint64_t limit) { return next() % limit; }

private:
    std::uint64_t state_;
};

}  // namespace ringpipe::testing
