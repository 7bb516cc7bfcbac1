// Gauges: what a writer notes for people to see. Nothing depends on them.
#pragma once

#include <cstdint>

#include "core/room.h"
#include "core/view.h"

namespace ringpipe::core {

template <class Memory>
class Gauges {
public:
    explicit Gauges(const RingView& ring) : ring_(ring) {}

    void published(std::uint64_t time_ns) {
        constexpr std::uint64_t kOften = 1'000'000;
        if (time_ns < last_noted_ns_ + kOften) return;
        last_noted_ns_ = time_ns;
        // A writer that died while it was blocked left this behind; one that still is, renews it.
        if (Memory::load(ring_.data->blocked_since_ns) != 0) {
            Memory::store(ring_.data->blocked_since_ns, std::uint64_t{0});
        }
        Memory::store(ring_.data->last_publication_ns, time_ns);
    }

    void refused(std::uint64_t records) {
        // count: for people.
        Memory::add(ring_.data->refused, records);
    }

    void block_begins() {
        // count: for people.
        Memory::add(ring_.data->blocks, std::uint64_t{1});
    }
    void blocked_by(const typename Room<Memory>::Holders& holders) {
        if (Memory::load(ring_.data->blocked_since_ns) == 0) {
            Memory::store(ring_.data->blocked_since_ns, Memory::wall_ns());
        }
        Memory::store(ring_.data->blocked_by,
                      holders.any() ? holders.slowest_slot + std::uint64_t{1} : std::uint64_t{0});
    }
    void block_ends(std::uint64_t lasted_ns) {
        // count: for people.
        Memory::add(ring_.data->blocked_ns, lasted_ns);
        Memory::store(ring_.data->blocked_since_ns, std::uint64_t{0});
    }

private:
    const RingView& ring_;
    std::uint64_t last_noted_ns_ = 0;
};

}  // namespace ringpipe::core
