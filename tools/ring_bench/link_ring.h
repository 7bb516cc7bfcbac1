// RingLink: our own way from one process to another.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ring_bench/party.h"
#include "ring_bench/payload.h"
#include "ring_bench/round.h"
#include "ring_bench/workload.h"
#include "ringpipe/reader.h"
#include "ringpipe/ring.h"
#include "ringpipe/writer.h"

namespace ringpipe::ring_bench {

class RingLink {
public:
    static constexpr std::string_view kName = "ring";
    static constexpr std::string_view kAbout = "a ringpipe ring in shared memory";
    static std::string refusal(const Workload&) { return {}; }

    RingLink(const Workload& workload, const std::string& directory);

    std::string problem;

    // Now, at seconds of the monotonic clock.
    [[nodiscard]] Fill fill() const;

    class Sender {
    public:
        bool open(RingLink& link, Party& party, std::uint32_t index);
        bool send(Payload& payload, std::uint64_t due_ns);
        bool flush();
        bool end();
        [[nodiscard]] std::optional<std::uint64_t> blocked_ns() const;

    private:
        bool check(Push answer);

        std::optional<Writer> writer_;
        RingLink* link_ = nullptr;
        Party* party_ = nullptr;
        std::uint32_t gathered_ = 0;
    };

    class Receiver {
    public:
        bool open(RingLink& link, Party& party, std::uint32_t index);
        bool receive(std::span<const std::byte>& record);
        [[nodiscard]] bool ended() const { return ended_; }
        [[nodiscard]] std::uint64_t lost() const;

    private:
        Next look_for_more();
        bool refill();

        std::optional<Reader> reader_;
        RingLink* link_ = nullptr;
        Party* party_ = nullptr;
        std::array<Batch, 64> batches_{};
        std::size_t at_ = 0;
        std::size_t got_ = 0;
        std::uint64_t taken_ = 0;
        std::vector<std::byte> copy_;
        bool copies_ = false;
        bool ended_ = false;
    };

private:
    std::optional<Ring> ring_;
    const Workload workload_;
};

}  // namespace ringpipe::ring_bench
