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
              bytes_(link.workload_.bytes),
              records_(private_records(bytes_ * batch_)) {
            if (writer_.wait_holders(1, Deadline::after_ns(10'000'000'000)) != Push::kPublished) {
                fail("no reader");
            }
        }
        std::byte* slot() { return records_.data() + gathered_ * bytes_; }
        void send() {
            if (batch_ == 1) return check(writer_.push(records_));
            if (++gathered_ == batch_) flush();
        }
        void flush() {
            if (gathered_ == 0) return;
            const auto count = static_cast<std::uint32_t>(gathered_);
            check(writer_.push_array(std::span(records_).first(gathered_ * bytes_), count));
            gathered_ = 0;
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
        const std::size_t bytes_;  // of a record
        std::size_t gathered_ = 0;
        std::vector<std::byte> records_;
    };

    class Receiver {
    public:
        explicit Receiver(RingLink& link)
            : reader_(got(Reader::attach(got(Ring::open(link.name_)), options(link.workload_)))),
              one_(link.workload_.ping_pong),
              records_(link.workload_.bytes * link.workload_.batch) {}

        template <class See>
        void receive(See& see) {
            std::size_t count = 1;
            const Next next =
                one_ ? reader_.next(batches_[0]) : reader_.next_batches(batches_, count);
            if (next != Next::kBatch)
                fail("next answered " + std::to_string(static_cast<int>(next)));
            std::uint64_t records = 0;
            for (std::size_t i = 0; i < count; ++i) {
                const Batch& batch = batches_[i];
                if (batch.bytes.size() > records_.size()) fail("too long a batch");
                records += batch.count;
                std::memcpy(records_.data(), batch.bytes.data(), batch.bytes.size());
                const std::size_t bytes = batch.bytes.size() / batch.count;
                for (std::uint32_t k = 0; k < batch.count; ++k) {
                    see(records_.data() + k * bytes, bytes);
                }
            }
            reader_.release(records);
        }

    private:
        static ReaderOptions options(const Workload& workload) {
            ReaderOptions options;
            options.spin = !workload.adaptive;
            return options;
        }

        Reader reader_;
        const bool one_;  // as who waits for one answer would
        std::array<Batch, 64> batches_{};
        std::vector<std::byte> records_;  // one batch
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
