// A writer: notes what it is about to publish, publishes it, notes that it has.
#include <algorithm>
#include <cstring>
#include <sstream>
#include <vector>

#include "crash/child.h"
#include "crash/parties.h"
#include "lib/scratch.h"

namespace ringpipe::testing {

namespace {

constexpr std::uint64_t kStuckMs = 20'000;

class WritingParty {
public:
    WritingParty(Writer writer, const Journal& journal, const WriterPlan& plan)
        : writer_(std::move(writer)),
          journal_(journal),
          plan_(plan),
          note_(journal->writers[plan.id]),
          random_(plan.seed) {}

    int run() {
        const std::uint64_t way = random_.below(4);
        const bool leaves = !plan_.stays && random_.below(5) == 0;
        const std::uint64_t most = leaves ? random_.below(3000) : UINT64_MAX;
        while (!journal_->stop && next_ < most) {
            if (journal_->furthest > Journal::kMostRecords / 4 * 3) {
                sleep_us(1000);  // the journal is nearly full
                continue;
            }
            if (random_.below(2000) == 0) sleep_us(random_.below(400));
            if (!publish(way == 3 ? random_.below(3) : way)) return 1;
        }
        return 0;
    }

private:
    bool publish(std::uint64_t way) {
        switch (way) {
            case 0:
                return push();
            case 1:
                return claim();
            default:
                return batch();
        }
    }

    std::size_t some_bytes() {
        const std::size_t most = random_.below(40) == 0 ? plan_.most_bytes * 8 : plan_.most_bytes;
        const std::size_t bytes = NumberedRecord::kLeastBytes + random_.below(most);
        return std::min<std::size_t>(bytes, writer_.largest_record()) & ~std::size_t{7};
    }
    std::span<const std::byte> image(std::uint64_t number) {
        return NumberedRecord{plan_.id, number}.encode(some_bytes(), buffer_);
    }

    bool push() {
        const auto record = image(next_);
        note_.attempted = next_ + 1;
        return settle(writer_.push(record, {}, in_ms(kStuckMs)), 1);
    }

    bool claim() {
        const auto record = image(next_);
        std::span<std::byte> room;
        const Push claimed = writer_.claim(record.size(), room, in_ms(kStuckMs));
        if (claimed != Push::kPublished) {
            note_.attempted = next_ + 1;
            return settle(claimed, 1);
        }
        std::memcpy(room.data(), record.data(), record.size());
        if (random_.below(50) == 0) {
            writer_.abort();
            return true;
        }
        note_.attempted = next_ + 1;
        return settle(writer_.commit(record.size(), {}, in_ms(kStuckMs)), 1);
    }

    bool batch() {
        const std::uint64_t wanted = 1 + random_.below(30);
        std::uint64_t records = 0;
        while (records < wanted && writer_.add(image(next_ + records)) == Push::kPublished)
            ++records;
        note_.attempted = next_ + records;
        return settle(writer_.flush({}, in_ms(kStuckMs)), records);
    }

    bool settle(Push push, std::uint64_t records) {
        next_ += records;
        if (push == Push::kPublished) {
            note_.published += records;
        } else if (push == Push::kRefused) {
            note_.refused += records;
        } else {
            std::ostringstream text;
            text << "a writer was answered '" << push << "'";
            journal_.complain(Fault::kOther, text.str());
            return false;
        }
        return true;
    }

    Writer writer_;
    const Journal& journal_;
    const WriterPlan plan_;
    WriterNote& note_;
    Random random_;
    std::uint64_t next_ = 0;
    std::vector<std::uint64_t> buffer_;
};

}  // namespace

int write_until_stopped(const Ring& ring, const Journal& journal, const WriterPlan& plan) {
    WriterOptions options;
    options.exclusive = plan.exclusive;
    auto writer = Writer::attach(ring, options);
    if (!writer) {
        journal.complain(Fault::kOther, "a writer could not attach: " + writer.error().problem());
        return 1;
    }
    journal->writers[plan.id].attached = 1;
    return WritingParty(std::move(*writer), journal, plan).run();
}

}  // namespace ringpipe::testing
