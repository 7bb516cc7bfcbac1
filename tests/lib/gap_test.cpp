// Losses: every one is told as a gap, counted by cause, and nothing else is.
//
// Writers and readers take random turns in one thread, so that it is known which records were
// published and which were refused. A reader must then account for every sequence number: it was
// delivered with the right bytes, or told as lost for a cause that can be.
#include <vector>

#include "catch.h"
#include "lib/scratch.h"

using namespace ringpipe;
using namespace ringpipe::testing;

namespace {

// What happened to each sequence number; record n holds "n" and dots.
class History {
public:
    explicit History(Writer& writer, std::uint64_t seed) : writer_(writer), random_(seed) {}

    void publish_something() {
        Push push{};
        switch (batch_waits_ ? 2 : random_.below(3)) {
            case 0:
                push = push_one();
                break;
            case 1:
                push = push_lines();
                break;
            default:
                push = push_batch();
                break;
        }
        if (push == Push::kPublished) was_published_.resize(next() + records_, true);
        if (push == Push::kRefused) was_published_.resize(next() + records_, false);
    }

    [[nodiscard]] std::uint64_t next() const { return was_published_.size(); }
    [[nodiscard]] bool was_published(std::uint64_t sequence) const {
        return was_published_[sequence];
    }
    [[nodiscard]] static std::string text(std::uint64_t sequence) {
        return std::to_string(sequence) + std::string(sequence % 97, '.');
    }

private:
    Push push_one() {
        records_ = 1;
        return writer_.push(bytes_of(text(next())), {}, Deadline::passed());
    }
    Push push_lines() {
        records_ = some();
        std::string lines;
        for (std::uint32_t i = 0; i < records_; ++i) lines += text(next() + i) + "\n";
        return writer_.push_lines(bytes_of(lines), records_, '\n', {}, Deadline::passed());
    }
    Push push_batch() {
        if (!batch_waits_) {
            records_ = some();
            for (std::uint32_t i = 0; i < records_; ++i) {
                REQUIRE(writer_.add(bytes_of(text(next() + i))) == Push::kPublished);
            }
        }
        const Push push = writer_.flush({}, Deadline::passed());
        batch_waits_ = push == Push::kFull;
        return push;
    }
    std::uint32_t some() { return static_cast<std::uint32_t>(1 + random_.below(6)); }

    Writer& writer_;
    Random random_;
    std::vector<bool> was_published_;
    std::uint32_t records_ = 0;  // of the last attempt
    bool batch_waits_ = false;   // it found no room and is to be flushed again
};

// A reader and what it has accounted for.
class Account {
public:
    Account(Reader reader, std::uint64_t seed)
        : reader_(std::move(reader)), random_(seed), next_(reader_.next_sequence()) {}

    // Takes something; false when there is nothing.
    bool take_something(const History& history) {
        std::vector<Batch> batches(1 + random_.below(4));
        std::size_t got = 0;
        const Next next = reader_.next_batches(batches, got, Deadline::passed());
        if (next == Next::kEmpty) return false;
        if (next == Next::kLost) {
            lose(history);
            return true;
        }
        REQUIRE(next == Next::kBatch);
        std::uint64_t there = 0;
        for (std::size_t i = 0; i < got; ++i) {
            REQUIRE(batches[i].first == next_ + there);
            there += batches[i].count;
        }
        const std::uint64_t wanted = random_.below(there + 1);
        std::uint64_t taken = 0;
        std::span<const std::byte> record;
        for (std::size_t i = 0; i < got; ++i) {
            while (taken < wanted && take_record(batches[i], record)) {
                check(history, next_ + taken, text_of(record));
                ++taken;
            }
        }
        reader_.release(wanted);
        next_ += wanted;
        delivered_ += wanted;
        REQUIRE(reader_.next_sequence() == next_);
        return true;
    }

    Reader& reader() { return reader_; }
    [[nodiscard]] std::uint64_t next() const { return next_; }
    [[nodiscard]] std::uint64_t delivered() const { return delivered_; }
    [[nodiscard]] std::uint64_t overrun() const { return overrun_; }
    [[nodiscard]] std::uint64_t refused() const { return refused_; }

private:
    static void check(const History& history, std::uint64_t sequence, std::string text) {
        REQUIRE(history.was_published(sequence));
        if (text.ends_with('\n')) text.pop_back();
        REQUIRE(text == History::text(sequence));
    }
    void lose(const History& history) {
        const Gap gap = reader_.gap();
        REQUIRE(gap.first == next_);
        REQUIRE(gap.last >= gap.first);
        REQUIRE(gap.last < history.next());
        const std::uint64_t lost = gap.last - gap.first + 1;
        if (gap.cause == Cause::kRefused) {
            for (std::uint64_t s = gap.first; s <= gap.last; ++s) {
                REQUIRE_FALSE(history.was_published(s));
            }
            refused_ += lost;
        } else {
            overrun_ += lost;
        }
        next_ = gap.last + 1;
        REQUIRE(reader_.next_sequence() == next_);
        REQUIRE(reader_.lost_overrun() == overrun_);
        REQUIRE(reader_.lost_refused() == refused_);
    }

    Reader reader_;
    Random random_;
    std::uint64_t next_;
    std::uint64_t delivered_ = 0;
    std::uint64_t overrun_ = 0;
    std::uint64_t refused_ = 0;
};

}  // namespace

TEST_CASE("every number is delivered or counted as lost, whatever the policy", "[gap]") {
    const auto on_full =
        GENERATE(OnFull::kBlock, OnFull::kDropOld, OnFull::kDropNew, OnFull::kFail);
    const bool exclusive = GENERATE(false, true);
    const auto seed = GENERATE(range(1u, 6u));
    ScratchRing ring(small(on_full));
    Writer writer = open_writer(*ring, exclusive);
    History history(writer, seed);
    ReaderOptions watch;
    watch.observe = true;
    Account holder(open_reader(*ring), seed + 100);
    Account watcher(open_reader(*ring, watch), seed + 200);
    ReaderOptions named;
    named.cursor = "named";
    Account cursor(open_reader(*ring, named), seed + 300);

    Random random(seed + 400);
    for (int turn = 0; turn < 20000; ++turn) {
        // Sometimes one side is much faster than the other.
        const bool write = random.below(8) < (turn / 1000 % 2 == 0 ? 6u : 2u);
        if (write) {
            history.publish_something();
        } else {
            holder.take_something(history);
            cursor.take_something(history);
            if (random.below(3) == 0) watcher.take_something(history);
        }
    }
    for (Account* account : {&holder, &watcher, &cursor}) {
        for (int idle = 0; idle < 30;) idle = account->take_something(history) ? 0 : idle + 1;
        CHECK(account->next() == history.next());
        CHECK(account->delivered() + account->overrun() + account->refused() == history.next());
        CHECK(account->reader().next_sequence() == history.next());
        CHECK(account->reader().end_sequence() == history.next());
    }
    const bool overwrites = on_full == OnFull::kDropOld;
    CHECK((holder.overrun() != 0) == overwrites);
    CHECK((cursor.overrun() != 0) == overwrites);
    CHECK((holder.refused() != 0) == (on_full == OnFull::kDropNew));
    CHECK(watcher.overrun() != 0);
}

TEST_CASE("a named cursor keeps its count of losses from process to process", "[gap]") {
    ScratchRing ring(Place::kDirectory, small(OnFull::kDropOld));
    Writer writer = open_writer(*ring);
    ReaderOptions options;
    options.cursor = "c";
    std::uint64_t delivered = 0;
    std::uint64_t published = 0;
    Random random(9);
    for (int process = 0; process < 40; ++process) {
        Reader reader = open_reader(*ring, options);
        CHECK(reader.resumed() == (process != 0));
        for (std::uint64_t i = random.below(400); i != 0; --i) {
            push(writer, std::string(200, 'x'));
            ++published;
        }
        Batch batch;
        for (std::uint64_t i = random.below(400); i != 0; --i) {
            const Next next = reader.next(batch, Deadline::passed());
            if (next == Next::kEmpty) break;
            if (next == Next::kLost) continue;
            REQUIRE(next == Next::kBatch);
            REQUIRE(batch.first == reader.next_sequence());
            reader.release(1);
            ++delivered;
        }
        REQUIRE(reader.next_sequence() == delivered + reader.lost_overrun());
    }
    Reader reader = open_reader(*ring, options);
    while (true) {
        const std::string text = take(reader);
        if (text == "<empty>") break;
        if (text != "<lost>") ++delivered;
    }
    CHECK(delivered + reader.lost_overrun() == published);
    CHECK(reader.lost_overrun() != 0);
}

TEST_CASE("what a cursor lost while nobody read is told to the next process", "[gap]") {
    ScratchRing ring(small(OnFull::kDropOld));
    Writer writer = open_writer(*ring);
    ReaderOptions options;
    options.cursor = "c";
    {
        Reader reader = open_reader(*ring, options);
        push(writer, "0");
        push(writer, "1");
        CHECK(take(reader) == "0");
    }
    for (int i = 2; i < 3000; ++i) push(writer, std::to_string(i) + std::string(100, '.'));
    Reader reader = open_reader(*ring, options);
    Batch batch;
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kLost);
    CHECK(reader.gap().first == 1);
    CHECK(reader.gap().cause == Cause::kOverrun);
    CHECK(reader.lost_overrun() == reader.gap().last);
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
    CHECK(batch.first == reader.gap().last + 1);
}

TEST_CASE("a record that was overwritten between next and release is not lost", "[gap]") {
    ScratchRing ring(small(OnFull::kDropOld));
    Writer writer = open_writer(*ring);
    Reader reader = open_reader(*ring);
    push(writer, "kept for you");
    Batch batch;
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kBatch);
    for (int i = 0; i < 3000; ++i) push(writer, std::string(100, 'x'));
    CHECK(text_of(batch.bytes) == "kept for you");
    reader.release(1);
    REQUIRE(reader.next(batch, Deadline::passed()) == Next::kLost);
    CHECK(reader.gap().first == 1);
    CHECK(reader.lost_overrun() == reader.gap().last);
}
