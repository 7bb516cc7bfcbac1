// SpscLink: Boost.Lockfree's queue for one writer and one reader, in shared memory.
//
// Its elements have a fixed size and it knows no waiting: both sides try again, and give the
// processor away after a while.
#include <sched.h>
#include <sys/mman.h>

#include <array>
#include <atomic>
#include <boost/lockfree/spsc_queue.hpp>
#include <cerrno>
#include <cstring>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "ring_bench/drive.h"

namespace ringpipe::ring_bench {
namespace {

// Hides size and depth, which are template arguments.
struct Queue {
    virtual ~Queue() = default;
    virtual std::size_t push(const std::byte* records, std::size_t count) = 0;
    virtual std::size_t pop(std::byte* records, std::size_t count) = 0;
    std::atomic<bool> ended = false;
};

template <std::size_t kBytes, std::size_t kCapacity>
struct FixedQueue final : Queue {
    struct Element {
        std::array<std::byte, kBytes> bytes;
    };
    std::size_t push(const std::byte* records, std::size_t count) override {
        return queue.push(reinterpret_cast<const Element*>(records), count);
    }
    std::size_t pop(std::byte* records, std::size_t count) override {
        return queue.pop(reinterpret_cast<Element*>(records), count);
    }
    boost::lockfree::spsc_queue<Element, boost::lockfree::capacity<kCapacity / kBytes>> queue;
};

using Make = Queue* (*)(void* memory);
struct Shape {
    std::uint64_t record_bytes;
    std::uint64_t capacity;
    std::size_t object_bytes;
    Make make;
};

template <std::size_t kBytes, std::size_t kCapacity>
constexpr Shape shape() {
    using Made = FixedQueue<kBytes, kCapacity>;
    return {kBytes, kCapacity, sizeof(Made),
            [](void* memory) -> Queue* { return new (memory) Made; }};
}

constexpr std::uint64_t kMiB = 1024 * 1024;
constexpr std::array kShapes = {
    shape<8, 64 * kMiB>(),     shape<64, 64 * kMiB>(),   shape<256, 64 * kMiB>(),
    shape<1024, 64 * kMiB>(),  shape<4096, 64 * kMiB>(), shape<16384, 64 * kMiB>(),
    shape<65536, 64 * kMiB>(), shape<8, kMiB>(),         shape<64, kMiB>(),
    shape<256, kMiB>(),        shape<1024, kMiB>(),      shape<4096, kMiB>(),
};

const Shape* find_shape(const Workload& workload) {
    for (const Shape& shape : kShapes) {
        if (shape.record_bytes == workload.record_bytes && shape.capacity == workload.capacity) {
            return &shape;
        }
    }
    return nullptr;
}

// Tries again, and lets others run now and then.
class Patience {
public:
    bool wait(const Party& party) {
        if (++tries_ % 1024 == 0) {
            if (party.abandoned()) return false;
            ::sched_yield();
        } else {
            pause_processor();
        }
        return true;
    }

private:
    std::uint32_t tries_ = 0;
};

class SpscLink {
public:
    static constexpr std::string_view kName = "boost-spsc";
    static constexpr std::string_view kAbout = "Boost.Lockfree spsc_queue in shared memory";

    SpscLink(const Workload& workload, const std::string&) : workload_(workload) {
        const Shape* shape = find_shape(workload);
        if (shape == nullptr) {
            problem = refusal(workload);
            return;
        }
        bytes_ = shape->object_bytes;
        memory_ =
            ::mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (memory_ == MAP_FAILED) {
            problem = std::strerror(errno);
            return;
        }
        queue_ = shape->make(memory_);
    }
    ~SpscLink() {
        if (queue_ != nullptr) ::munmap(memory_, bytes_);
    }
    SpscLink(const SpscLink&) = delete;
    SpscLink& operator=(const SpscLink&) = delete;

    static std::string refusal(const Workload& workload) {
        if (workload.writers > 1 || workload.readers > 1) return "for one writer and one reader";
        if (workload.method == Method::kClaim) return "cannot be written in place";
        if (workload.on_full != OnFull::kBlock) return "never drops anything";
        if (find_shape(workload) == nullptr) return "not built for this size";
        return {};
    }

    std::string problem;

    class Sender {
    public:
        bool open(SpscLink& link, Party& party, std::uint32_t) {
            link_ = &link;
            party_ = &party;
            return true;
        }
        bool send(Payload& payload, std::uint64_t due_ns) {
            const auto record = payload.next(due_ns);
            if (link_->workload_.batch <= 1) return put(record.data(), 1);
            gathered_.insert(gathered_.end(), record.begin(), record.end());
            return ++count_ < link_->workload_.batch || flush();
        }
        bool flush() {
            const bool done = put(gathered_.data(), count_);
            gathered_.clear();
            count_ = 0;
            return done;
        }
        bool end() {
            link_->queue_->ended.store(true, std::memory_order_release);
            return true;
        }
        [[nodiscard]] std::optional<std::uint64_t> blocked_ns() const { return std::nullopt; }

    private:
        bool put(const std::byte* records, std::size_t count) {
            Patience patience;
            for (std::size_t done = 0; done < count;) {
                const std::size_t put = link_->queue_->push(
                    records + done * link_->workload_.record_bytes, count - done);
                done += put;
                if (put == 0 && !patience.wait(*party_)) return false;
            }
            return true;
        }
        SpscLink* link_ = nullptr;
        Party* party_ = nullptr;
        std::vector<std::byte> gathered_;
        std::size_t count_ = 0;
    };

    class Receiver {
    public:
        bool open(SpscLink& link, Party& party, std::uint32_t) {
            link_ = &link;
            party_ = &party;
            most_ = link.workload_.batch <= 1 ? 1 : 64;
            buffer_.resize(most_ * link.workload_.record_bytes);
            return true;
        }
        bool receive(std::span<const std::byte>& record) {
            const std::size_t bytes = link_->workload_.record_bytes;
            if (at_ == got_ && !refill()) return false;
            record = std::span(buffer_).subspan(at_++ * bytes, bytes);
            return true;
        }
        [[nodiscard]] bool ended() const { return ended_; }
        [[nodiscard]] std::uint64_t lost() const { return 0; }

    private:
        bool refill() {
            Patience patience;
            at_ = 0;
            for (;;) {
                const bool last = link_->queue_->ended.load(std::memory_order_acquire);
                got_ = link_->queue_->pop(buffer_.data(), most_);
                // The copy is made even where nobody looks at all of it.
                asm volatile("" : : "r"(buffer_.data()) : "memory");
                if (got_ != 0) return true;
                if (last) {
                    ended_ = true;
                    return false;
                }
                if (!patience.wait(*party_)) return false;
            }
        }
        SpscLink* link_ = nullptr;
        Party* party_ = nullptr;
        std::vector<std::byte> buffer_;
        std::size_t most_ = 1;
        std::size_t at_ = 0;
        std::size_t got_ = 0;
        bool ended_ = false;
    };

private:
    const Workload workload_;
    void* memory_ = nullptr;
    std::size_t bytes_ = 0;
    Queue* queue_ = nullptr;
};

}  // namespace

System boost_spsc_system() {
    return system_of<SpscLink>();
}

}  // namespace ringpipe::ring_bench
