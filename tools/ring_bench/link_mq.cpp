// MqLink: a POSIX message queue, one message a record.
#include <mqueue.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "ring_bench/drive.h"

namespace ringpipe::ring_bench {
namespace {

constexpr std::uint64_t kLargestMessage = 8192;  // the kernel's default limit

// As deep as the system lets anybody make one.
long deepest() {
    std::ifstream file("/proc/sys/fs/mqueue/msg_max");
    long messages = 10;
    file >> messages;
    return messages;
}

class MqLink {
public:
    static constexpr std::string_view kName = "posix-mq";
    static constexpr std::string_view kAbout = "a POSIX message queue";

    MqLink(const Workload& workload, const std::string&) : workload_(workload) {
        static std::atomic<int> made = 0;
        const std::string name = "/ring_bench-" + std::to_string(::getpid()) + "-" +
                                 std::to_string(made.fetch_add(1, std::memory_order_relaxed));
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
    ~MqLink() {
        if (queue_ >= 0) ::mq_close(queue_);
    }
    MqLink(const MqLink&) = delete;
    MqLink& operator=(const MqLink&) = delete;

    static std::string refusal(const Workload& workload) {
        if (workload.record_bytes > kLargestMessage) return "messages of at most 8 KiB";
        if (workload.method != Method::kRecord) return "one message at a time";
        if (workload.on_full != OnFull::kBlock) return "never drops anything";
        if (workload.readers > 1) return "a message has one receiver";
        if (workload.wait == Wait::kSpin) return "sleeps in the kernel";
        return {};
    }

    std::string problem;

    class Sender {
    public:
        bool open(MqLink& link, Party& party, std::uint32_t) {
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
            const auto* bytes = reinterpret_cast<const char*>(message.data());
            return ::mq_send(link_->queue_, bytes, message.size(), 0) == 0 ||
                   party_->fail(std::strerror(errno));
        }
        MqLink* link_ = nullptr;
        Party* party_ = nullptr;
    };

    class Receiver {
    public:
        bool open(MqLink& link, Party& party, std::uint32_t) {
            link_ = &link;
            party_ = &party;
            buffer_.resize(link.workload_.record_bytes);
            ends_left_ = link.workload_.writers;
            return true;
        }
        bool receive(std::span<const std::byte>& record) {
            for (;;) {
                auto* bytes = reinterpret_cast<char*>(buffer_.data());
                const ssize_t got = ::mq_receive(link_->queue_, bytes, buffer_.size(), nullptr);
                if (got < 0) return party_->fail(std::strerror(errno));
                record = std::span(buffer_).first(static_cast<std::size_t>(got));
                if (got > 0) return true;
                if (--ends_left_ != 0) continue;
                ended_ = true;
                return false;
            }
        }
        [[nodiscard]] bool ended() const { return ended_; }
        [[nodiscard]] std::uint64_t lost() const { return 0; }

    private:
        MqLink* link_ = nullptr;
        Party* party_ = nullptr;
        std::vector<std::byte> buffer_;
        std::uint32_t ends_left_ = 1;
        bool ended_ = false;
    };

private:
    mqd_t queue_ = -1;
    const Workload workload_;
};

}  // namespace

System posix_mq_system() {
    return system_of<MqLink>();
}

}  // namespace ringpipe::ring_bench
