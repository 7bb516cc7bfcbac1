// Zmq: ZeroMQ over ipc://, a PUSH and a PULL socket.
#include <unistd.h>
#include <zmq.h>

#include <string>

#include "ring_bench/drive.h"
#include "ring_bench/link_message.h"

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
        party_ = &party;
        context_ = ::zmq_ctx_new();
        socket_ = context_ == nullptr ? nullptr : ::zmq_socket(context_, type);
        const bool good = socket_ != nullptr &&
                          ::zmq_setsockopt(socket_, option, &kDepth, sizeof kDepth) == 0 &&
                          (binds ? ::zmq_bind(socket_, address.c_str())
                                 : ::zmq_connect(socket_, address.c_str())) == 0;
        return good || fail();
    }
    [[nodiscard]] void* get() const { return socket_; }
    bool fail() { return party_->fail(::zmq_strerror(::zmq_errno())); }

private:
    void* context_ = nullptr;
    void* socket_ = nullptr;
    Party* party_ = nullptr;
};

class Zmq {
public:
    static constexpr std::string_view kName = "zeromq";
    static constexpr std::string_view kAbout = "ZeroMQ PUSH and PULL over ipc://";
    static constexpr Refusals kRefusals{.drops = "drops only where it must",
                                        .readers = "PUSH deals messages out"};

    Zmq(const Workload&, const std::string& directory) : path_(directory + "/" + queue_name()) {}
    ~Zmq() { ::unlink(path_.c_str()); }
    Zmq(const Zmq&) = delete;
    Zmq& operator=(const Zmq&) = delete;

    const std::string problem;

    class Sender {
    public:
        bool open(Zmq& zmq, Party& party) {
            return socket_.open(party, ZMQ_PUSH, ZMQ_SNDHWM, zmq.address(), false);
        }
        bool put(std::span<const std::byte> message) {
            return ::zmq_send(socket_.get(), message.data(), message.size(), 0) >= 0 ||
                   socket_.fail();
        }

    private:
        Socket socket_;
    };

    class Receiver {
    public:
        bool open(Zmq& zmq, Party& party) {
            return socket_.open(party, ZMQ_PULL, ZMQ_RCVHWM, zmq.address(), true);
        }
        bool take(std::span<std::byte> room, std::size_t& got) {
            const int answer = ::zmq_recv(socket_.get(), room.data(), room.size(), 0);
            if (answer < 0) return socket_.fail();
            got = static_cast<std::size_t>(answer);
            return true;
        }

    private:
        Socket socket_;
    };

private:
    [[nodiscard]] std::string address() const { return "ipc://" + path_; }

    const std::string path_;
};

}  // namespace

System zeromq_system() {
    return system_of<MessageLink<Zmq>>();
}

}  // namespace ringpipe::ring_bench
