// StreamLink: byte streams of the kernel, a pipe or a pair of sockets, one for each receiver.
//
// One write for each publication; a receiver takes what there is, up to 64 KiB, in one read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ring_bench/party.h"
#include "ring_bench/payload.h"
#include "ring_bench/workload.h"

namespace ringpipe::ring_bench {

class StreamLink {
public:
    using Make = bool (*)(int ends[2]);  // ends[0] to read from, ends[1] to write to

    StreamLink(const Workload& workload, Make make);
    ~StreamLink();
    StreamLink(const StreamLink&) = delete;
    StreamLink& operator=(const StreamLink&) = delete;

    static std::string refusal(const Workload& workload);

    std::string problem;

    class Sender {
    public:
        bool open(StreamLink& link, Party& party, std::uint32_t index);
        bool send(Payload& payload, std::uint64_t due_ns);
        bool flush();
        bool end();
        [[nodiscard]] std::optional<std::uint64_t> blocked_ns() const { return std::nullopt; }

    private:
        bool write_to_all(std::span<const std::byte> bytes);

        StreamLink* link_ = nullptr;
        Party* party_ = nullptr;
        std::vector<std::byte> gathered_;
        std::uint32_t count_ = 0;
    };

    class Receiver {
    public:
        bool open(StreamLink& link, Party& party, std::uint32_t index);
        bool receive(std::span<const std::byte>& record);
        [[nodiscard]] bool ended() const { return ended_; }
        [[nodiscard]] std::uint64_t lost() const { return 0; }

    private:
        StreamLink* link_ = nullptr;
        Party* party_ = nullptr;
        int fd_ = -1;
        std::vector<std::byte> buffer_;
        std::size_t from_ = 0;
        std::size_t to_ = 0;
        std::uint32_t ends_left_ = 1;
        bool ended_ = false;
    };

private:
    struct Ends {
        int read = -1;
        int write = -1;
    };
    std::vector<Ends> ends_;  // one pair for each receiver
    const Workload workload_;
};

}  // namespace ringpipe::ring_bench
