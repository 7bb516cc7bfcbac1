// ZmqLink: ZeroMQ over ipc://, a PUSH and a PULL socket, one message a record.
#include <unistd.h>
#include <zmq.h>

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "ring_bench/drive.h"

namespace ringpipe::ring_bench {
namespace {

constexpr int kDepth = 100'000;  // messages, on either side

// A context and a socket; made after the fork, because a context starts threads.
class Socket {
public:
    Socket() = default;
    ~Socket() {
        if (socket_ != nullptr) ::zmq_close(socket_);
        if (context_ != nullptr) ::zmq_ctx_term(context_);  // waits until all is sent
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    bool open(Party& party, int type, int option, const std::string& address, bool binds) {
        context_ = ::zmq_ctx_new();
        socket_ = context_ == nullptr ? nullptr : ::zmq_socket(context_, type);
        const bool good = socket_ != nullptr &&
                          ::zmq_setsockopt(socket_, option, &kDepth, sizeof kDepth) == 0 &&
                          (binds ? ::zmq_bind(socket_, address.c_str())
                                 : ::zmq_connect(socket_, address.c_str())) == 0;
        return good || party.fail(::zmq_strerror(::zmq_errno()));
    }
    [[nodiscard]] void* get() const { return socket_; }

private:
    void* context_ = nullptr;
    void* socket_ = nullptr;
};

class ZmqLink {
public:
    static constexpr std::string_view kName = "zeromq";
    static constexpr std::string_view kAbout = "ZeroMQ PUSH and PULL over ipc://";

    ZmqLink(const Workload& workload, const std::string& directory) : workload_(workload) {
        static std::atomic<int> made = 0;
        path_ =
            directory + "/zeromq-" + std::to_string(made.fetch_add(1, std::memory_order_relaxed));
    }
    ~ZmqLink() { ::unlink(path_.c_str()); }
    ZmqLink(const ZmqLink&) = delete;
    ZmqLink& operator=(const ZmqLink&) = delete;

    static std::string refusal(const Workload& workload) {
        if (workload.method != Method::kRecord) return "one message at a time";
        if (workload.on_full != OnFull::kBlock) return "drops only where it must";
        if (workload.readers > 1) return "PUSH deals messages out";
        if (workload.wait == Wait::kSpin) return "sleeps in the kernel";
        return {};
    }

    std::string problem;

    class Sender {
    public:
        bool open(ZmqLink& link, Party& party, std::uint32_t) {
            party_ = &party;
            return socket_.open(party, ZMQ_PUSH, ZMQ_SNDHWM, "ipc://" + link.path_, false);
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
            return ::zmq_send(socket_.get(), message.data(), message.size(), 0) >= 0 ||
                   party_->fail(::zmq_strerror(::zmq_errno()));
        }
        Party* party_ = nullptr;
        Socket socket_;
    };

    class Receiver {
    public:
        bool open(ZmqLink& link, Party& party, std::uint32_t) {
            party_ = &party;
            buffer_.resize(link.workload_.record_bytes);
            ends_left_ = link.workload_.writers;
            return socket_.open(party, ZMQ_PULL, ZMQ_RCVHWM, "ipc://" + link.path_, true);
        }
        bool receive(std::span<const std::byte>& record) {
            do {
                const int got = ::zmq_recv(socket_.get(), buffer_.data(), buffer_.size(), 0);
                if (got < 0) return party_->fail(::zmq_strerror(::zmq_errno()));
                record = std::span(buffer_).first(static_cast<std::size_t>(got));
                if (got != 0) return true;
            } while (--ends_left_ != 0);
            ended_ = true;
            return false;
        }
        [[nodiscard]] bool ended() const { return ended_; }
        [[nodiscard]] std::uint64_t lost() const { return 0; }

    private:
        Party* party_ = nullptr;
        Socket socket_;
        std::vector<std::byte> buffer_;
        std::uint32_t ends_left_ = 1;
        bool ended_ = false;
    };

private:
    std::string path_;
    const Workload workload_;
};

}  // namespace

System zeromq_system() {
    return system_of<ZmqLink>();
}

}  // namespace ringpipe::ring_bench
