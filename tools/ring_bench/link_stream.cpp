// StreamLink: byte streams of the kernel, a pipe or a pair of sockets, one for each receiver.
#include "ring_bench/link_stream.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

#include "ring_bench/drive.h"

namespace ringpipe::ring_bench {
namespace {

constexpr std::size_t kChunk = 64 * 1024;
constexpr int kKernelBuffer = 1024 * 1024;  // as large as anybody may make it by default

}  // namespace

StreamLink::StreamLink(const Workload& workload, Make make) : workload_(workload) {
    for (std::uint32_t i = 0; i < workload.readers; ++i) {
        int pair[2] = {-1, -1};
        if (!make(pair)) {
            problem = std::strerror(errno);
            return;
        }
        ends_.push_back({pair[0], pair[1]});
    }
}

StreamLink::~StreamLink() {
    for (const Ends& pair : ends_) {
        ::close(pair.read);
        ::close(pair.write);
    }
}

std::string StreamLink::refusal(const Workload& workload) {
    if (workload.on_full != OnFull::kBlock) return "never drops anything";
    if (workload.method == Method::kClaim) return "cannot be written in place";
    if (workload.writers > 1 && workload.batch * workload.record_bytes > PIPE_BUF) {
        return "long writes of several writers mix";
    }
    if (workload.wait == Wait::kSpin) return "sleeps in the kernel";
    return {};
}

bool StreamLink::Sender::open(StreamLink& link, Party& party, std::uint32_t) {
    link_ = &link;
    party_ = &party;
    gathered_.reserve(link.workload_.batch * link.workload_.record_bytes);
    return true;
}

bool StreamLink::Sender::write_to_all(std::span<const std::byte> bytes) {
    for (const Ends& pair : link_->ends_) {
        auto rest = bytes;
        while (!rest.empty()) {
            const ssize_t written = ::write(pair.write, rest.data(), rest.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return party_->fail(std::strerror(errno));
            rest = rest.subspan(static_cast<std::size_t>(written));
        }
    }
    return true;
}

bool StreamLink::Sender::send(Payload& payload, std::uint64_t due_ns) {
    const auto record = payload.next(due_ns);
    if (link_->workload_.batch <= 1) return write_to_all(record);
    gathered_.insert(gathered_.end(), record.begin(), record.end());
    return ++count_ < link_->workload_.batch || flush();
}

bool StreamLink::Sender::flush() {
    if (count_ == 0) return true;
    const bool written = write_to_all(gathered_);
    gathered_.clear();
    count_ = 0;
    return written;
}

bool StreamLink::Sender::end() {
    return write_to_all(last_record(link_->workload_.record_bytes));
}

bool StreamLink::Receiver::open(StreamLink& link, Party& party, std::uint32_t index) {
    link_ = &link;
    party_ = &party;
    fd_ = link.ends_[index].read;
    buffer_.resize(std::max<std::size_t>(kChunk, link.workload_.record_bytes * 2));
    ends_left_ = link.workload_.writers;
    return true;
}

bool StreamLink::Receiver::receive(std::span<const std::byte>& record) {
    const std::size_t bytes = link_->workload_.record_bytes;
    for (;;) {
        if (to_ - from_ >= bytes) {
            record = std::span(buffer_).subspan(from_, bytes);
            from_ += bytes;
            if (!is_last_record(record)) return true;
            if (--ends_left_ != 0) continue;
            ended_ = true;
            return false;
        }
        std::memmove(buffer_.data(), buffer_.data() + from_, to_ - from_);
        to_ -= from_;
        from_ = 0;
        const ssize_t got = ::read(fd_, buffer_.data() + to_, buffer_.size() - to_);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return party_->fail(std::strerror(errno));
        if (got == 0) return party_->fail("the writer is gone");
        to_ += static_cast<std::size_t>(got);
    }
}

namespace {

bool make_pipe(int ends[2]) {
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    ::fcntl(ends[0], F_SETPIPE_SZ, kKernelBuffer);
    return true;
}

bool make_socket_pair(int ends[2]) {
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return false;
    ::setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &kKernelBuffer, sizeof kKernelBuffer);
    return true;
}

struct PipeLink : StreamLink {
    static constexpr std::string_view kName = "pipe";
    static constexpr std::string_view kAbout = "a pipe of 1 MiB for each reader";
    PipeLink(const Workload& workload, const std::string&) : StreamLink(workload, make_pipe) {}
};

struct SocketLink : StreamLink {
    static constexpr std::string_view kName = "socketpair";
    static constexpr std::string_view kAbout = "a pair of Unix stream sockets for each reader";
    SocketLink(const Workload& workload, const std::string&)
        : StreamLink(workload, make_socket_pair) {}
    static std::string refusal(const Workload& workload) {
        if (workload.writers > 1) return "writes of several writers may mix";
        return StreamLink::refusal(workload);
    }
};

}  // namespace

System pipe_system() {
    return system_of<PipeLink>();
}
System socketpair_system() {
    return system_of<SocketLink>();
}

}  // namespace ringpipe::ring_bench
