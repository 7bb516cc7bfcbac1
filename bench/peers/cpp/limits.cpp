// limits: what nothing that copies records between two processes can be faster than.
//
//   memcpy      one process copies a record again and again into an area as large as the ring
//   memcpy-out  and out of it
//   relay       two processes: as memcpy and memcpy-out, handing over 16 KiB at once;
//               a ring without headers, policies, or anybody who may die
//   raw         a word in a cache line there, another back
#include <string_view>

#include "drive.h"

namespace ringpipe::peers {
namespace {

void copy_in_place(const Workload& workload, bool out) {
    auto* area = static_cast<std::byte*>(map_shared(workload.ring));
    auto record = private_records(workload.bytes);
    const std::uint64_t places = workload.ring / workload.bytes;
    Crew crew(workload);
    crew.run([&] {
        std::uint64_t sequence = 0;
        std::uint64_t place = 0;
        const auto copy = [&] {
            std::byte* there = area + place * workload.bytes;
            put_sequence(out ? there : record.data(), sequence++);
            std::memcpy(out ? record.data() : there, out ? there : record.data(), workload.bytes);
            asm volatile("" : : "r"(record.data()), "r"(there) : "memory");
            if (++place == places) place = 0;
        };
        crew.barrier();
        while (sequence < 2 * places) copy();
        crew.barrier();
        crew.result().start_ns = now_ns();
        while (!crew.stop_asked()) copy();
        crew.result().end_ns = now_ns();
        crew.result().records = sequence - 2 * places;
    });
    print_rate(crew.result(), workload);
}

class RelayLink {
    struct Words {
        alignas(64) std::atomic<std::uint64_t> written = 0;  // records
        alignas(64) std::atomic<std::uint64_t> read = 0;
    };

    // The places of the area, one after another, round and round.
    class Walk {
    public:
        explicit Walk(const RelayLink& link)
            : area_(link.area_), bytes_(link.bytes_), end_(link.places_ * link.bytes_) {}
        std::byte* next() {
            std::byte* place = area_ + at_;
            at_ += bytes_;
            if (at_ == end_) at_ = 0;
            return place;
        }

    private:
        std::byte* const area_;
        const std::size_t bytes_;
        const std::size_t end_;
        std::size_t at_ = 0;
    };

public:
    explicit RelayLink(const Workload& workload)
        : bytes_(workload.bytes),
          places_(workload.ring / workload.bytes),
          share_(std::max<std::uint64_t>(1, kShare / workload.bytes)),
          words_(new (map_shared(sizeof(Words))) Words),
          area_(static_cast<std::byte*>(map_shared(workload.ring))) {}

    class Sender {
    public:
        explicit Sender(RelayLink& link)
            : link_(link), walk_(link), record_(private_records(link.bytes_)) {}
        std::byte* slot() { return record_.data(); }
        void send() {
            while (written_ == limit_) {
                limit_ = link_.words_->read.load(std::memory_order_acquire) + link_.places_;
            }
            std::memcpy(walk_.next(), record_.data(), link_.bytes_);
            if (++written_ == handed_ + link_.share_) flush();
        }
        void flush() {
            handed_ = written_;
            link_.words_->written.store(written_, std::memory_order_release);
        }

    private:
        RelayLink& link_;
        Walk walk_;
        std::uint64_t written_ = 0;
        std::uint64_t handed_ = 0;
        std::uint64_t limit_ = 0;
        std::vector<std::byte> record_;
    };

    class Receiver {
    public:
        explicit Receiver(RelayLink& link) : link_(link), walk_(link), record_(link.bytes_) {}
        template <class See>
        void receive(See& see) {
            std::uint64_t written = read_;
            while ((written = link_.words_->written.load(std::memory_order_acquire)) == read_) {
                pause_processor();
            }
            for (; read_ != written; ++read_) {
                std::memcpy(record_.data(), walk_.next(), link_.bytes_);
                see(record_.data(), link_.bytes_);
            }
            link_.words_->read.store(read_, std::memory_order_release);
        }

    private:
        RelayLink& link_;
        Walk walk_;
        std::uint64_t read_ = 0;
        std::vector<std::byte> record_;
    };

private:
    static constexpr std::size_t kShare = 16 * 1024;

    const std::size_t bytes_;
    const std::uint64_t places_;
    const std::uint64_t share_;  // records handed over at once
    Words* words_;
    std::byte* area_;
};

class RawLink {
    struct Line {
        alignas(64) std::atomic<std::uint64_t> word = kEnd - 1;
    };

public:
    explicit RawLink(const Workload& workload)
        : bytes_(workload.bytes), line_(new (map_shared(sizeof(Line))) Line) {
        if (!workload.ping_pong) cannot("only for ping-pong");
    }

    class Sender {
    public:
        explicit Sender(RawLink& link) : line_(*link.line_) {}
        std::byte* slot() { return reinterpret_cast<std::byte*>(&next_); }
        void send() { line_.word.store(next_, std::memory_order_release); }
        void flush() {}

    private:
        Line& line_;
        std::uint64_t next_ = 0;
    };

    class Receiver {
    public:
        explicit Receiver(RawLink& link) : line_(*link.line_), bytes_(link.bytes_) {}
        template <class See>
        void receive(See& see) {
            std::uint64_t word = last_;
            while ((word = line_.word.load(std::memory_order_acquire)) == last_) {
            }
            last_ = word;
            see(reinterpret_cast<const std::byte*>(&word), bytes_);
        }

    private:
        Line& line_;
        const std::size_t bytes_;
        std::uint64_t last_ = kEnd - 1;
    };

private:
    const std::size_t bytes_;
    Line* line_;
};

}  // namespace
}  // namespace ringpipe::peers

int main(int argc, char** argv) {
    using namespace ringpipe::peers;
    const Workload workload = parse_workload(argc, argv);
    const std::string_view system = argv[1];
    if (system == "memcpy") {
        copy_in_place(workload, false);
    } else if (system == "memcpy-out") {
        copy_in_place(workload, true);
    } else if (system == "relay") {
        drive<RelayLink>(workload);
    } else if (system == "raw") {
        drive<RawLink>(workload);
    } else {
        cannot("no such limit");
    }
}
