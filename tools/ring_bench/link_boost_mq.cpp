// BoostMqLink: Boost.Interprocess's message queue, a mutex and conditions in shared memory.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/interprocess/ipc/message_queue.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ring_bench/drive.h"

namespace ringpipe::ring_bench {
namespace {

using boost::interprocess::message_queue;

class BoostMqLink {
public:
    static constexpr std::string_view kName = "boost-mq";
    static constexpr std::string_view kAbout = "Boost.Interprocess message_queue";

    BoostMqLink(const Workload& workload, const std::string&) : workload_(workload) {
        static std::atomic<int> made = 0;
        const std::string name = "ring_bench-" + std::to_string(::getpid()) + "-" +
                                 std::to_string(made.fetch_add(1, std::memory_order_relaxed));
        constexpr std::uint64_t kMostMessages = 1 << 18;
        const std::uint64_t depth =
            std::clamp<std::uint64_t>(workload.capacity / workload.record_bytes, 1, kMostMessages);
        try {
            queue_ = std::make_unique<message_queue>(boost::interprocess::create_only, name.c_str(),
                                                     depth, workload.record_bytes);
            message_queue::remove(name.c_str());  // children inherit the mapping
        } catch (const boost::interprocess::interprocess_exception& refused) {
            problem = refused.what();
        }
    }

    static std::string refusal(const Workload& workload) {
        if (workload.method != Method::kRecord) return "one message at a time";
        if (workload.on_full != OnFull::kBlock) return "never drops anything";
        if (workload.readers > 1) return "a message has one receiver";
        if (workload.wait == Wait::kSpin) return "sleeps on a condition";
        return {};
    }

    std::string problem;

    class Sender {
    public:
        bool open(BoostMqLink& link, Party& party, std::uint32_t) {
            link_ = &link;
            party_ = &party;
            return true;
        }
        bool send(Payload& payload, std::uint64_t due_ns) { return put(payload.next(due_ns)); }
        bool flush() { return true; }
        bool end() {
            constexpr std::byte kNothing{};  // of length 0, but somewhere
            return put({&kNothing, 0});
        }
        [[nodiscard]] std::optional<std::uint64_t> blocked_ns() const { return std::nullopt; }

    private:
        bool put(std::span<const std::byte> message) {
            try {
                link_->queue_->send(message.data(), message.size(), 0);
                return true;
            } catch (const boost::interprocess::interprocess_exception& refused) {
                return party_->fail(refused.what());
            }
        }
        BoostMqLink* link_ = nullptr;
        Party* party_ = nullptr;
    };

    class Receiver {
    public:
        bool open(BoostMqLink& link, Party& party, std::uint32_t) {
            link_ = &link;
            party_ = &party;
            buffer_.resize(link.workload_.record_bytes);
            ends_left_ = link.workload_.writers;
            return true;
        }
        bool receive(std::span<const std::byte>& record) {
            message_queue::size_type got = 0;
            unsigned priority = 0;
            do {
                try {
                    link_->queue_->receive(buffer_.data(), buffer_.size(), got, priority);
                } catch (const boost::interprocess::interprocess_exception& refused) {
                    return party_->fail(refused.what());
                }
                record = std::span(buffer_).first(got);
                if (got != 0) return true;
            } while (--ends_left_ != 0);
            ended_ = true;
            return false;
        }
        [[nodiscard]] bool ended() const { return ended_; }
        [[nodiscard]] std::uint64_t lost() const { return 0; }

    private:
        BoostMqLink* link_ = nullptr;
        Party* party_ = nullptr;
        std::vector<std::byte> buffer_;
        std::uint32_t ends_left_ = 1;
        bool ended_ = false;
    };

private:
    std::unique_ptr<message_queue> queue_;
    const Workload workload_;
};

}  // namespace

System boost_mq_system() {
    return system_of<BoostMqLink>();
}

}  // namespace ringpipe::ring_bench
