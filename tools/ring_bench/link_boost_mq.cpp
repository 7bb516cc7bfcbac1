// BoostMq: Boost.Interprocess's message queue, a mutex and conditions in shared memory.
#include <algorithm>
#include <boost/interprocess/ipc/message_queue.hpp>
#include <memory>
#include <string>

#include "ring_bench/drive.h"
#include "ring_bench/link_message.h"

namespace ringpipe::ring_bench {
namespace {

using boost::interprocess::interprocess_exception;
using boost::interprocess::message_queue;

class BoostMq {
public:
    static constexpr std::string_view kName = "boost-mq";
    static constexpr std::string_view kAbout = "Boost.Interprocess message_queue";
    static constexpr Refusals kRefusals{.spins = "sleeps on a condition"};

    BoostMq(const Workload& workload, const std::string&) {
        const std::string name = queue_name();
        constexpr std::uint64_t kMostMessages = 1 << 18;
        const std::uint64_t depth =
            std::clamp<std::uint64_t>(workload.capacity / workload.record_bytes, 1, kMostMessages);
        try {
            queue_ = std::make_unique<message_queue>(boost::interprocess::create_only, name.c_str(),
                                                     depth, workload.record_bytes);
            message_queue::remove(name.c_str());  // children inherit the mapping
        } catch (const interprocess_exception& refused) {
            problem = refused.what();
        }
    }

    std::string problem;

    // Either end.
    class End {
    public:
        bool open(BoostMq& mq, Party& party) {
            queue_ = mq.queue_.get();
            party_ = &party;
            return true;
        }
        bool put(std::span<const std::byte> message) {
            return guarded([&] { queue_->send(message.data(), message.size(), 0); });
        }
        bool take(std::span<std::byte> room, std::size_t& got) {
            unsigned priority = 0;
            return guarded([&] { queue_->receive(room.data(), room.size(), got, priority); });
        }

    private:
        template <class Call>
        bool guarded(Call call) {
            try {
                call();
                return true;
            } catch (const interprocess_exception& refused) {
                return party_->fail(refused.what());
            }
        }
        message_queue* queue_ = nullptr;
        Party* party_ = nullptr;
    };
    using Sender = End;
    using Receiver = End;

private:
    std::unique_ptr<message_queue> queue_;
};

}  // namespace

System boost_mq_system() {
    return system_of<MessageLink<BoostMq>>();
}

}  // namespace ringpipe::ring_bench
