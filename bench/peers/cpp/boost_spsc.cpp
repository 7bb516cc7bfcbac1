// boost_spsc: Boost.Lockfree's queue for one writer and one reader, in shared memory. With batches
// both sides hand it arrays, so that nothing is copied twice.
#include <array>
#include <boost/lockfree/spsc_queue.hpp>

#include "drive.h"

namespace ringpipe::peers {
namespace {

template <std::size_t kBytes, std::size_t kRing>
class SpscLink {
    using Element = std::array<std::byte, kBytes>;
    using Queue = boost::lockfree::spsc_queue<Element, boost::lockfree::capacity<kRing / kBytes>>;

public:
    explicit SpscLink(const Workload& workload)
        : batch_(workload.batch),
          pauses_(workload.adaptive),
          queue_(new (map_shared(sizeof(Queue))) Queue) {}

    class Sender {
    public:
        explicit Sender(SpscLink& link)
            : queue_(*link.queue_),
              batch_(link.batch_),
              records_(private_records(kBytes, link.batch_)) {}
        std::byte* slot() { return records_.data() + count_ * kBytes; }
        void send() {
            if (++count_ == batch_) flush();
        }
        void flush() {
            const auto* next = reinterpret_cast<const Element*>(records_.data());
            while (count_ != 0) {
                const std::size_t pushed =
                    batch_ == 1 ? queue_.push(*next) : queue_.push(next, count_);
                if (pushed == 0) pause_processor();
                next += pushed;
                count_ -= pushed;
            }
        }

    private:
        Queue& queue_;
        const std::size_t batch_;
        std::size_t count_ = 0;
        std::vector<std::byte> records_;
    };

    class Receiver {
    public:
        explicit Receiver(SpscLink& link)
            : queue_(*link.queue_),
              batch_(link.batch_),
              pauses_(link.pauses_),
              records_(kBytes * link.batch_) {}

        template <class See>
        void receive(See& see) {
            auto* records = reinterpret_cast<Element*>(records_.data());
            std::size_t count = 0;
            while ((count = batch_ == 1 ? queue_.pop(*records) : queue_.pop(records, batch_)) ==
                   0) {
                if (pauses_) pause_processor();
            }
            for (std::size_t i = 0; i < count; ++i) see(records[i].data(), kBytes);
        }

    private:
        Queue& queue_;
        const std::size_t batch_;
        const bool pauses_;
        std::vector<std::byte> records_;
    };

private:
    const std::size_t batch_;
    const bool pauses_;  // before it looks again
    Queue* queue_;
};

template <std::size_t kBytes>
void drive_ring(const Workload& workload) {
    constexpr std::size_t kMiB = 1U << 20;
    if (workload.ring == 64 * kMiB) return drive<SpscLink<kBytes, 64 * kMiB>>(workload);
    if (workload.ring == kMiB) return drive<SpscLink<kBytes, kMiB>>(workload);
    cannot("not built for this ring");
}

}  // namespace
}  // namespace ringpipe::peers

int main(int argc, char** argv) {
    using namespace ringpipe::peers;
    const Workload workload = parse_workload(argc, argv);
    switch (workload.bytes) {
        case 64:
            drive_ring<64>(workload);
            break;
        case 256:
            drive_ring<256>(workload);
            break;
        case 4096:
            drive_ring<4096>(workload);
            break;
        case 65536:
            drive_ring<65536>(workload);
            break;
        default:
            cannot("not built for this size");
    }
}
