// Mq: a POSIX message queue.
#include <fcntl.h>
#include <mqueue.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>

#include <fmt/format.h>

#include "ring_bench/drive.h"
#include "ring_bench/link_message.h"

namespace ringpipe::ring_bench {
namespace {

// As deep as the system lets anybody make one.
long deepest() {
    std::ifstream file("/proc/sys/fs/mqueue/msg_max");
    long messages = 10;
    file >> messages;
    return messages;
}

class Mq {
public:
    static constexpr std::string_view kName = "posix-mq";
    static constexpr std::string_view kAbout = "a POSIX message queue";
    // The kernel's default limit.
    static constexpr Refusals kRefusals{.largest = 8192, .too_large = "messages of at most 8 KiB"};

    Mq(const Workload& workload, const std::string&) {
        const std::string name = fmt::format("/{}", queue_name());
        mq_attr shape{};
        shape.mq_maxmsg = deepest();
        shape.mq_msgsize = static_cast<long>(workload.record_bytes);
        queue_ = ::mq_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600, &shape);
        if (queue_ < 0) {
            problem = std::strerror(errno);
            return;
        }
        ::mq_unlink(name.c_str());
    }
    ~Mq() {
        if (queue_ >= 0) ::mq_close(queue_);
    }
    Mq(const Mq&) = delete;
    Mq& operator=(const Mq&) = delete;

    std::string problem;

    // Either end.
    class End {
    public:
        bool open(Mq& mq, Party& party) {
            queue_ = mq.queue_;
            party_ = &party;
            return true;
        }
        bool put(std::span<const std::byte> message) {
            const auto* bytes = reinterpret_cast<const char*>(message.data());
            return ::mq_send(queue_, bytes, message.size(), 0) == 0 ||
                   party_->fail(std::strerror(errno));
        }
        bool take(std::span<std::byte> room, std::size_t& got) {
            auto* bytes = reinterpret_cast<char*>(room.data());
            const ssize_t answer = ::mq_receive(queue_, bytes, room.size(), nullptr);
            if (answer < 0) return party_->fail(std::strerror(errno));
            got = static_cast<std::size_t>(answer);
            return true;
        }

    private:
        mqd_t queue_ = -1;
        Party* party_ = nullptr;
    };
    using Sender = End;
    using Receiver = End;

private:
    mqd_t queue_ = -1;
};

}  // namespace

System posix_mq_system() {
    return system_of<MessageLink<Mq>>();
}

}  // namespace ringpipe::ring_bench
