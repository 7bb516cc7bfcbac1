// The core under threads that share one mapping, so that ThreadSanitizer sees both sides.
//
// Through the interface each party maps the ring for itself, and accesses to the same word at two
// addresses look unrelated to it. Here all share a view; only the locks are each party's own.
// Records are numbered by their writer and carry a checksum: a reader knows what is missing, what
// came twice and what is torn.
#include <fcntl.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "attachment.h"
#include "catch.h"
#include "core/memory.h"
#include "core/reader_core.h"
#include "core/writer_core.h"
#include "lib/numbered_record.h"
#include "lib/scratch.h"

using namespace ringpipe;
using namespace ringpipe::testing;
using core::Processor;

namespace {

#if RINGPIPE_TSAN
constexpr std::uint64_t kRecords = 20'000;
#else
constexpr std::uint64_t kRecords = 400'000;
#endif

bool never_gone() {
    return false;
}

class SharedView {
public:
    explicit SharedView(const RingOptions& options) : ring_(options) {
        const auto data = ring_->impl().reopen(kDataFile, O_RDWR);
        const auto readers = ring_->impl().reopen(kReadersFile, O_RDWR);
        const RingIdentity& identity = ring_->identity();
        auto frames = os::Mapping::map_twice(data.get(), kFramesOffset, identity.capacity, true);
        auto slots = os::Mapping::map(readers.get(), readers_bytes(identity.slots), true);
        REQUIRE((frames && slots));
        data_ = std::move(*frames);
        readers_ = std::move(*slots);
        view.data = reinterpret_cast<DataHeader*>(data_.start());
        view.entries = reinterpret_cast<WriterEntry*>(data_.start() + kEntriesOffset);
        view.frames = data_.start() + kFramesOffset;
        view.readers = reinterpret_cast<ReadersHeader*>(readers_.start());
        view.slots = reinterpret_cast<SharedSlot*>(readers_.start() + kSlotsOffset);
        view.capacity = identity.capacity;
        view.largest_record = identity.largest_record;
        view.block_ns = identity.block_ns;
        view.slot_count = identity.slots;
        view.entry_count = identity.writer_entries;
        view.on_full = identity.on_full;
    }

    [[nodiscard]] os::ByteLocks locks() const {
        return os::ByteLocks(ring_->impl().reopen(kLocksFile, O_RDWR));
    }

    core::RingView view;

private:
    ScratchRing ring_;
    os::Mapping data_;
    os::Mapping readers_;
};

class ThreadWriter {
public:
    ThreadWriter(const SharedView& ring, std::uint64_t id, bool exclusive)
        : locks_(ring.locks()), core_(ring.view, locks_, exclusive), id_(id), random_(id) {
        // Another writer may be coming or going just now.
        while (core_.attach() != core::WriterCore<Processor>::Attach::kAttached)
            std::this_thread::yield();
    }
    ~ThreadWriter() { core_.detach(); }

    Push push() {
        const std::size_t bytes = NumberedRecord::kLeastBytes + random_.below(40) * 8;
        const auto image = NumberedRecord{id_, next_}.encode(bytes, buffer_);
        core::Publication what;
        what.image = image.data();
        what.payload_bytes = image.size();
        what.stride = core::stride_of(sizeof(FrameHeader) + image.size());
        what.records = 1;
        const Push push = core_.publish(what, {in_ms(20'000), nullptr}, never_gone);
        if (push == Push::kPublished) ++next_;
        return push;
    }

private:
    os::ByteLocks locks_;
    core::WriterCore<Processor> core_;
    std::uint64_t id_;
    std::uint64_t next_ = 0;
    Random random_;
    std::vector<std::uint64_t> buffer_;
};

// Reads until the end of the stream and remembers what was wrong.
class ThreadReader {
public:
    ThreadReader(const SharedView& ring, bool observe)
        : locks_(ring.locks()), core_(ring.view, locks_) {
        ClaimLock lock(locks_);
        REQUIRE(lock.taken());
        REQUIRE(core_.attach("", observe, false, !observe) ==
                core::ReaderCore<Processor>::Attach::kAttached);
        lock.give();
        core_.announce();
        expected_sequence_ = core_.cursor().details.sequence;
    }
    ~ThreadReader() { core_.detach(); }

    Next read_to_the_end() { return read_some(UINT64_MAX); }

    // kBatch after so many records or some more.
    Next read_some(std::uint64_t records) {
        Batch batches[4];
        while (delivered < records) {
            std::size_t got = 0;
            const Next next = core_.wait([&] { return core_.poll(batches, got, 4096); },
                                         {in_ms(20'000), nullptr}, {}, never_gone);
            if (next == Next::kLost) {
                lost += core_.gap().last - core_.gap().first + 1;
                expected_sequence_ = core_.gap().last + 1;
                std::fill(expected_.begin(), expected_.end(), kUnknown);
                continue;
            }
            if (next != Next::kBatch) return next;
            for (std::size_t i = 0; i < got; ++i) check(batches[i]);
            core_.release(got);
        }
        return Next::kBatch;
    }

    std::string fault;
    std::uint64_t delivered = 0;
    std::uint64_t lost = 0;

private:
    static constexpr std::uint64_t kUnknown = ~std::uint64_t{0};  // at first, and after a loss

    void check(const Batch& batch) {
        const auto record = NumberedRecord::decode(batch.bytes);
        if (!record) return complain("torn", batch.first);
        if (batch.first != expected_sequence_) return complain("out of order", batch.first);
        ++expected_sequence_;
        ++delivered;
        if (record->writer >= expected_.size()) expected_.resize(record->writer + 1, kUnknown);
        std::uint64_t& expected = expected_[record->writer];
        if (expected != kUnknown && record->number != expected)
            complain("repeated or missing", batch.first);
        expected = record->number + 1;
    }
    void complain(const char* what, std::uint64_t sequence) {
        if (fault.empty()) fault = std::string(what) + " at " + std::to_string(sequence);
    }

    os::ByteLocks locks_;
    core::ReaderCore<Processor> core_;
    std::uint64_t expected_sequence_ = 0;
    std::vector<std::uint64_t> expected_;
};

// Publishes its share and closes.
void write_all(std::unique_ptr<ThreadWriter> writer, std::atomic<int>& failed) {
    for (std::uint64_t i = 0; i < kRecords; ++i) {
        if (writer->push() != Push::kPublished) ++failed;
    }
}

}  // namespace

TEST_CASE("an exclusive writer and a holder: all arrives, once, whole and in order", "[threads]") {
    const SharedView ring(small());
    std::atomic<int> failed{0};
    ThreadReader reader(ring, false);
    auto writer = std::make_unique<ThreadWriter>(ring, 0, true);
    const std::jthread writing([&] { write_all(std::move(writer), failed); });
    CHECK(reader.read_to_the_end() == Next::kEnded);
    CHECK(failed == 0);
    CHECK(reader.fault == "");
    CHECK(reader.delivered == kRecords);
    CHECK(reader.lost == 0);
}

TEST_CASE("three shared writers and two readers: each reader gets all of each writer's",
          "[threads]") {
    const SharedView ring(small());
    std::atomic<int> failed{0};
    ThreadReader one(ring, false);
    ThreadReader two(ring, false);
    Next end_of_two{};
    {
        std::vector<std::unique_ptr<ThreadWriter>> writers;
        for (std::uint64_t id = 0; id < 3; ++id) {
            writers.push_back(std::make_unique<ThreadWriter>(ring, id, false));
        }
        std::vector<std::jthread> threads;
        for (auto& writer : writers) {
            threads.emplace_back([&] { write_all(std::move(writer), failed); });
        }
        threads.emplace_back([&] { end_of_two = two.read_to_the_end(); });
        CHECK(one.read_to_the_end() == Next::kEnded);
    }
    CHECK(end_of_two == Next::kEnded);
    CHECK(failed == 0);
    for (const ThreadReader* reader : {&one, &two}) {
        CHECK(reader->fault == "");
        CHECK(reader->delivered == 3 * kRecords);
        CHECK(reader->lost == 0);
    }
}

TEST_CASE("a drop-old writer and observers: what is delivered is whole, the rest is counted",
          "[threads]") {
    const bool exclusive = GENERATE(false, true);
    const SharedView ring(small(OnFull::kDropOld));
    std::atomic<int> failed{0};
    ThreadReader one(ring, true);
    ThreadReader two(ring, true);
    auto writer = std::make_unique<ThreadWriter>(ring, 0, exclusive);
    Next end_of_two{};
    {
        const std::jthread writing([&] { write_all(std::move(writer), failed); });
        const std::jthread reading([&] { end_of_two = two.read_to_the_end(); });
        CHECK(one.read_to_the_end() == Next::kEnded);
    }
    CHECK(end_of_two == Next::kEnded);
    CHECK(failed == 0);
    for (const ThreadReader* reader : {&one, &two}) {
        CHECK(reader->fault == "");
        CHECK(reader->delivered + reader->lost == kRecords);
        CHECK(reader->delivered != 0);
    }
}

TEST_CASE("holders come and go while a writer writes: what one leaves the next one gets",
          "[threads]") {
    const SharedView ring(small());
    std::atomic<int> failed{0};
    auto writer = std::make_unique<ThreadWriter>(ring, 0, true);
    const std::jthread writing([&] { write_all(std::move(writer), failed); });
    std::uint64_t delivered = 0;
    Next end{};
    while (end != Next::kEnded) {
        ThreadReader reader(ring, false);
        end = reader.read_some(50);
        delivered += reader.delivered;
        REQUIRE(reader.fault == "");
        REQUIRE(reader.lost == 0);
        REQUIRE((end == Next::kBatch || end == Next::kEnded));
    }
    CHECK(delivered == kRecords);
    CHECK(failed == 0);
}

TEST_CASE("the end of a stream is never seen before its last record", "[threads]") {
    const bool exclusive = GENERATE(false, true);
    for (int round = 0; round < 200; ++round) {
        const SharedView ring(small());
        ThreadReader reader(ring, false);
        std::atomic<int> failed{0};
        const std::jthread writing([&] {
            ThreadWriter writer(ring, 0, exclusive);
            for (int i = 0; i < round % 7; ++i) {
                if (writer.push() != Push::kPublished) ++failed;
            }
        });
        REQUIRE(reader.read_to_the_end() == Next::kEnded);
        REQUIRE(reader.delivered == static_cast<std::uint64_t>(round % 7));
        REQUIRE(reader.fault == "");
        REQUIRE(failed == 0);
    }
}
