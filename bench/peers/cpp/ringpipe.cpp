// ringpipe: our own ring, through its public API.
#include <unistd.h>

#include <array>
#include <optional>
#include <utility>

#include "drive.h"
#include "ringpipe/reader.h"
#include "ringpipe/ring.h"
#include "ringpipe/writer.h"

namespace ringpipe::peers {
namespace {

template <class T>
T got(Result<T> result) {
    if (!result) fail(result.error().path + ": " + result.error().problem());
    return std::move(*result);
}

// A ring with a name, made here and opened by each side for itself, as two programs would.
class RingLink {
public:
    explicit RingLink(const Workload& workload) : workload_(workload) {
        static int count = 0;
        name_ = got(RingName::parse(workload.directory + "/ring" + std::to_string(++count)));
        RingOptions options;
        options.capacity = workload.ring;
        got(Ring::create(name_, options));
    }
    ~RingLink() { (void)Ring::remove(name_, true); }
    RingLink(const RingLink&) = delete;
    RingLink& operator=(const RingLink&) = delete;

    class Sender {
    public:
        explicit Sender(RingLink& link)
            : writer_(got(Writer::attach(got(Ring::open(link.name_)), options(link.workload_)))),
              batch_(link.workload_.batch),
              record_(private_records(link.workload_.bytes)) {
            if (writer_.wait_holders(1, Deadline::after_ns(10'000'000'000)) != Push::kPublished) {
                fail("no reader");
            }
        }
        std::byte* slot() { return record_.data(); }
        void send() {
            if (batch_ == 1) return check(writer_.push(record_));
            check(writer_.add(record_));
            if (++gathered_ == batch_) flush();
        }
        void flush() {
            if (gathered_ == 0) return;
            gathered_ = 0;
            check(writer_.flush());
        }

    private:
        static WriterOptions options(const Workload& workload) {
            WriterOptions options;
            options.exclusive = !workload.shared;
            return options;
        }
        static void check(Push push) {
            if (push != Push::kPublished) {
                fail("push answered " + std::to_string(static_cast<int>(push)));
            }
        }
        Writer writer_;
        const std::size_t batch_;
        std::size_t gathered_ = 0;
        std::vector<std::byte> record_;
    };

    class Receiver {
    public:
        explicit Receiver(RingLink& link)
            : reader_(got(Reader::attach(got(Ring::open(link.name_)), ReaderOptions{}))),
              one_(link.workload_.ping_pong),
              deadline_(link.workload_.adaptive ? Deadline::never() : Deadline::passed()),
              record_(link.workload_.bytes) {}

        template <class See>
        void receive(See& see) {
            std::size_t count = 1;
            const Next next = one_ ? wait_for_one() : wait_for_batches(count);
            if (next != Next::kBatch)
                fail("next answered " + std::to_string(static_cast<int>(next)));
            std::uint64_t records = 0;
            for (std::size_t i = 0; i < count; ++i) {
                records += batches_[i].count;
                std::span<const std::byte> view;
                while (take_record(batches_[i], view)) {
                    if (view.size() > record_.size()) fail("too long a record");
                    std::memcpy(record_.data(), view.data(), view.size());
                    see(record_.data(), view.size());
                }
            }
            reader_.release(records);
        }

    private:
        Next wait_for_one() {
            for (;;) {
                const Next next = reader_.next(batches_[0], deadline_);
                if (next != Next::kEmpty) return next;
            }
        }
        Next wait_for_batches(std::size_t& count) {
            for (;;) {
                const Next next = reader_.next_batches(batches_, count, deadline_);
                if (next != Next::kEmpty) return next;
            }
        }

        Reader reader_;
        const bool one_;  // as who waits for one answer would
        const Deadline deadline_;
        std::array<Batch, 64> batches_{};
        std::vector<std::byte> record_;
    };

private:
    const Workload workload_;
    RingName name_;
};

}  // namespace
}  // namespace ringpipe::peers

int main(int argc, char** argv) {
    using namespace ringpipe::peers;
    drive<RingLink>(parse_workload(argc, argv));
}
