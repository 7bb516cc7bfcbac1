// What readers cost a writer, counted in the memory policy: accesses to shared words, fences and
// system calls.
#include <fcntl.h>

#include <memory>
#include <string>
#include <vector>

#include "attachment.h"
#include "catch.h"
#include "core/memory.h"
#include "core/writer_core.h"
#include "lib/scratch.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

struct Counted : core::Processor {
    static inline std::uint64_t accesses = 0;
    static inline std::uint64_t calls = 0;

    template <class T>
    static T load(const T& word) {
        ++accesses;
        return Processor::load(word);
    }
    template <class T>
    static T load_acquire(const T& word) {
        ++accesses;
        return Processor::load_acquire(word);
    }
    template <class T>
    static void store(T& word, T value) {
        ++accesses;
        Processor::store(word, value);
    }
    template <class T>
    static void store_release(T& word, T value) {
        ++accesses;
        Processor::store_release(word, value);
    }
    template <class T>
    static T add(T& word, T value) {
        ++accesses;
        return Processor::add(word, value);
    }
    template <class T>
    static bool compare_swap(T& word, T expected, T desired) {
        ++accesses;
        return Processor::compare_swap(word, expected, desired);
    }
    static void fence_full() {
        ++accesses;
        Processor::fence_full();
    }
    static void sleep(const std::uint32_t&, std::uint32_t, std::uint64_t) { ++calls; }
    static void wake(std::uint32_t& word) {
        ++calls;
        Processor::wake(word);
    }
    static void nap(std::uint64_t) { ++calls; }
};

struct Cost {
    std::uint64_t accesses = 0;
    std::uint64_t calls = 0;
    bool operator==(const Cost&) const = default;
};

// Of 10,000 records of 256 bytes, several times round the ring.
Cost cost_with(std::size_t observers, OnFull on_full, bool exclusive) {
    RingOptions options;
    options.capacity = 1024 * 1024;
    options.on_full = on_full;
    ScratchRing ring(options);
    std::vector<Reader> readers;
    ReaderOptions observe;
    observe.observe = true;
    for (std::size_t i = 0; i < observers; ++i) {
        auto reader = Reader::attach(*ring, observe);
        REQUIRE(reader);
        readers.push_back(std::move(*reader));
    }
    auto attachment = Attachment::make(*ring, Role::kWriter);
    REQUIRE(attachment);
    core::WriterCore<Counted> writer((*attachment)->view, (*attachment)->locks, exclusive);
    REQUIRE(writer.attach() == core::WriterCore<Counted>::Attach::kAttached);
    const std::string record(256, 'x');
    const auto push = [&] {
        core::Publication what;
        what.image = bytes_of(record).data();
        what.payload_bytes = record.size();
        what.stride = core::stride_of(sizeof(FrameHeader) + record.size());
        what.records = 1;
        return writer.publish(what, {Deadline::passed(), nullptr}, [] { return false; });
    };
    REQUIRE(push() == Push::kPublished);
    Counted::accesses = Counted::calls = 0;
    for (int i = 0; i < 10'000; ++i) {
        const Push answer = push();
        if (answer != Push::kPublished) break;  // a full ring that nobody reads
    }
    const Cost cost{Counted::accesses, Counted::calls};
    writer.detach();
    return cost;
}

}  // namespace

TEST_CASE("one more observer costs the writer no access and no system call", "[cost]") {
    const bool exclusive = GENERATE(false, true);
    const OnFull on_full = GENERATE(OnFull::kBlock, OnFull::kDropOld);
    const Cost alone = cost_with(0, on_full, exclusive);
    CHECK(alone.accesses > 10'000);
    CHECK(alone.calls == 0);
    for (const std::size_t observers : {1u, 2u, 8u})
        CHECK(cost_with(observers, on_full, exclusive) == alone);
}
