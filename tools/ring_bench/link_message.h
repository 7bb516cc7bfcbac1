// MessageLink: a queue that carries whole messages to one receiver, a message a record.
//
// A Queue has a constructor from (const Workload&, const std::string& directory) that makes what
// both sides share before they start, `problem`, kName, kAbout, kRefusals, and two classes:
//   Sender    open(queue, party), put(message)
//   Receiver  open(queue, party), take(room, got)
// put() and take() wait as long as it takes; false: the party has failed.
#pragma once

#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "ring_bench/party.h"
#include "ring_bench/payload.h"
#include "ring_bench/workload.h"

namespace ringpipe::ring_bench {

// What a queue says of a workload that it is not made for.
struct Refusals {
    std::uint64_t largest = UINT64_MAX;  // bytes
    std::string_view too_large{};
    std::string_view drops = "never drops anything";
    std::string_view readers = "a message has one receiver";
    std::string_view spins = "sleeps in the kernel";
};

inline std::string_view why_not(const Workload& workload, const Refusals& say) {
    if (workload.record_bytes > say.largest) return say.too_large;
    if (workload.method != Method::kRecord) return "one message at a time";
    if (workload.on_full != OnFull::kBlock) return say.drops;
    if (workload.readers > 1) return say.readers;
    if (workload.wait == Wait::kSpin) return say.spins;
    return {};
}

// Of a queue that nobody else has.
inline std::string queue_name() {
    static std::atomic<int> made = 0;
    return fmt::format("ring_bench-{}-{}", ::getpid(),
                       made.fetch_add(1, std::memory_order_relaxed));
}

template <class Queue>
class MessageLink {
public:
    static constexpr std::string_view kName = Queue::kName;
    static constexpr std::string_view kAbout = Queue::kAbout;

    MessageLink(const Workload& workload, const std::string& directory)
        : workload_(workload), queue_(workload, directory) {
        problem = queue_.problem;
    }

    static std::string refusal(const Workload& workload) {
        return std::string(why_not(workload, Queue::kRefusals));
    }

    std::string problem;

    class Sender {
    public:
        bool open(MessageLink& link, Party& party, std::uint32_t) {
            return end_.open(link.queue_, party);
        }
        bool send(Payload& payload, std::uint64_t due_ns) { return end_.put(payload.next(due_ns)); }
        bool flush() { return true; }
        bool end() {
            constexpr std::byte kNothing{};  // of length 0, but somewhere
            return end_.put({&kNothing, 0});
        }
        [[nodiscard]] std::optional<std::uint64_t> blocked_ns() const { return std::nullopt; }

    private:
        typename Queue::Sender end_;
    };

    class Receiver {
    public:
        bool open(MessageLink& link, Party& party, std::uint32_t) {
            buffer_.resize(link.workload_.record_bytes);
            ends_left_ = link.workload_.writers;
            return end_.open(link.queue_, party);
        }
        bool receive(std::span<const std::byte>& record) {
            do {
                std::size_t got = 0;
                if (!end_.take(buffer_, got)) return false;
                record = std::span(buffer_).first(got);
                if (got != 0) return true;
            } while (--ends_left_ != 0);
            ended_ = true;
            return false;
        }
        [[nodiscard]] bool ended() const { return ended_; }
        [[nodiscard]] std::uint64_t lost() const { return 0; }

    private:
        typename Queue::Receiver end_;
        std::vector<std::byte> buffer_;
        std::uint32_t ends_left_ = 1;
        bool ended_ = false;
    };

private:
    const Workload workload_;
    Queue queue_;
};

}  // namespace ringpipe::ring_bench
