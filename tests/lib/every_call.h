// EveryCall: everything that can be asked of a ring, in random order, with short deadlines.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "lib/scratch.h"
#include "ringpipe/snapshot.h"

namespace ringpipe::testing {

// What is being done, for the message if it is the last, and what took longest.
struct Diary {
    char doing[200];
    double longest_ms;
    char longest[200];
};

// Everybody who has to do with a ring, and everything they can do, with short deadlines.
class EveryCall {
public:
    EveryCall(const Ring& ring, Diary& diary, Random& random, bool exclusive)
        : ring_(ring), diary_(diary), random_(random), exclusive_(exclusive) {}

    void attach_writer() {
        WriterOptions options;
        options.exclusive = exclusive_;
        timed("attach a writer", [&] {
            auto writer = Writer::attach(ring_, options);
            if (writer) writer_.emplace(std::move(*writer));
        });
    }
    void attach_reader(bool observe, const char* cursor) {
        ReaderOptions options;
        options.observe = observe;
        options.cursor = cursor;
        const auto point = random_.below(7);
        options.from = {static_cast<From::Point>(point),
                        random_.below(2) == 0 ? random_.next() : 3};
        timed("attach a reader", [&] {
            auto reader = Reader::attach(ring_, options);
            if (reader) readers_.push_back(std::move(*reader));
        });
    }

    void write() {
        if (!writer_) return attach_writer();
        const std::string record(random_.below(900), 'x');
        const Deadline deadline = random_.below(4) == 0 ? in_ms(2) : Deadline::passed();
        switch (random_.below(8)) {
            case 0:
                timed("push lines",
                      [&] { writer_->push_lines(bytes_of("a\nb\n"), 2, '\n', {}, deadline); });
                break;
            case 1:
                timed("flush", [&] {
                    for (int i = 0; i < 20; ++i) writer_->add(bytes_of(record));
                    writer_->flush({}, deadline);
                });
                break;
            case 2:
                timed("claim and commit", [&] {
                    std::span<std::byte> room;
                    if (writer_->claim(record.size(), room, deadline) != Push::kPublished) return;
                    std::fill(room.begin(), room.end(), std::byte{1});
                    writer_->commit(record.size(), {}, deadline);
                });
                break;
            case 3:
                timed("ask a writer", [&] {
                    static_cast<void>(writer_->blocked_by());
                    static_cast<void>(writer_->pressure());
                    static_cast<void>(writer_->next_sequence());
                    writer_->wait_holders(2, in_ms(1));
                });
                break;
            case 4:
                if (random_.below(4) == 0) timed("close a writer", [&] { writer_.reset(); });
                break;
            default:
                timed("push", [&] { writer_->push(bytes_of(record), {}, deadline); });
        }
    }

    void read(std::size_t index) {
        if (index >= readers_.size())
            return attach_reader(index % 2 != 0, index % 3 == 0 ? "c" : "");
        Reader& reader = readers_[index];
        const Deadline deadline = random_.below(4) == 0 ? in_ms(2) : Deadline::passed();
        Batch batch;
        switch (random_.below(9)) {
            case 0:
                timed("latest", [&] {
                    if (reader.latest(batch) == Next::kBatch) touch(batch);
                });
                break;
            case 1:
                timed("seek", [&] {
                    reader.seek({static_cast<From::Point>(random_.below(7)),
                                 random_.below(3) * random_.next()});
                });
                break;
            case 2:
                timed("skip", [&] { reader.skip(random_.below(2) == 0 ? 3 : random_.next()); });
                break;
            case 3:
                timed("ask a reader", [&] {
                    static_cast<void>(reader.lag());
                    static_cast<void>(reader.pressure());
                    static_cast<void>(reader.end_sequence());
                });
                break;
            case 4:
                timed("next record", [&] {
                    if (reader.next_record(batch, deadline) == Next::kBatch) touch(batch);
                    reader.release(1);
                });
                break;
            default:
                timed("next", [&] {
                    Batch batches[4];
                    std::size_t got = 0;
                    if (reader.next_batches(batches, got, deadline) != Next::kBatch) return;
                    for (std::size_t i = 0; i < got; ++i) touch(batches[i]);
                    reader.release(random_.below(10));
                });
        }
    }

    void look_and_manage() {
        timed("look", [&] { static_cast<void>(look(ring_)); });
        if (random_.below(8) == 0)
            timed("make", [&] { static_cast<void>(ring_.make_cursor("d", false)); });
        if (random_.below(8) == 0)
            timed("drop", [&] { static_cast<void>(ring_.drop_cursor("d")); });
    }

    void close() {
        timed("close all", [&] {
            writer_.reset();
            readers_.clear();
        });
    }

private:
    // Every byte that was handed out can be read.
    static void touch(Batch batch) {
        static std::atomic<unsigned> sum;
        std::span<const std::byte> record;
        unsigned total = 0;
        while (take_record(batch, record)) {
            for (const std::byte byte : record) total += static_cast<unsigned>(byte);
        }
        sum += total;
    }

    template <class Work>
    void timed(const char* what, Work work) {
        std::snprintf(diary_.doing, sizeof diary_.doing, "%s %s", note.c_str(), what);
        Stopwatch watch;
        work();
        if (watch.ms() > diary_.longest_ms) {
            diary_.longest_ms = watch.ms();
            std::snprintf(diary_.longest, sizeof diary_.longest, "%s", diary_.doing);
        }
    }

    const Ring& ring_;
    Diary& diary_;
    Random& random_;
    const bool exclusive_;
    std::optional<Writer> writer_;
    std::vector<Reader> readers_;

public:
    std::string note;  // goes before what is being done
};

}  // namespace ringpipe::testing
