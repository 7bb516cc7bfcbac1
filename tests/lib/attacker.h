// Attacker: stores what it likes into any word of a ring.
#pragma once

#include <fcntl.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <utility>
#include <vector>

#include "lib/scratch.h"
#include "os/mapping.h"
#include "ring_files.h"

namespace ringpipe::testing {

// The files of a ring, all writable, and their contents at one moment.
class Attacker {
public:
    explicit Attacker(const Ring& ring) {
        const auto map = [&ring](const char* file, std::uint64_t bytes) {
            const auto fd = ring.impl().reopen(file, O_RDWR);
            auto mapping = os::Mapping::map(fd.get(), bytes, true);
            if (!mapping) std::abort();
            return std::move(*mapping);
        };
        data_bytes_ = data_bytes(ring.identity().capacity);
        readers_bytes_ = readers_bytes(ring.identity().slots);
        data_ = map(kDataFile, data_bytes_);
        readers_ = map(kReadersFile, readers_bytes_);
    }

    void remember() {
        data_before_.assign(data_.start(), data_.start() + data_bytes_);
        readers_before_.assign(readers_.start(), readers_.start() + readers_bytes_);
    }
    void restore() {
        std::copy(data_before_.begin(), data_before_.end(), data_.start());
        std::copy(readers_before_.begin(), readers_before_.end(), readers_.start());
    }

    // Words of the header, entries, frames, readers and slots, in this order.
    [[nodiscard]] std::uint64_t word_count() const {
        return kHeader + kEntries + kFrames + kReaders;
    }
    [[nodiscard]] std::uint64_t important_count() const { return kHeader; }
    [[nodiscard]] std::uint64_t& word(std::uint64_t index) {
        if (index < kHeader) return data_word(sizeof(RingIdentity) / 8 + index);
        index -= kHeader;
        if (index < kEntries) return data_word(kEntriesOffset / 8 + index);
        index -= kEntries;
        if (index < kFrames) return data_word(kFramesOffset / 8 + index);
        index -= kFrames;
        return reinterpret_cast<std::uint64_t*>(readers_.start())[index];
    }

    // Something that a position, a count or a frame could not, or only just could, be.
    std::uint64_t value(Random& random) {
        const auto* header = reinterpret_cast<const DataHeader*>(data_.start());
        const std::uint64_t published = __atomic_load_n(&header->published, __ATOMIC_RELAXED);
        const std::uint64_t around[] = {0,
                                        published,
                                        published - kMinCapacity,
                                        published + kMinCapacity,
                                        kMinCapacity,
                                        1ull << 32,
                                        1ull << 63,
                                        ~std::uint64_t{0}};
        switch (random.below(4)) {
            case 0:
                return random.next();
            case 1:
                return around[random.below(8)] + random.below(3) * 32 - 32;
            case 2:
                return around[random.below(8)] + random.below(3) - 1;
            default:  // a frame's word
                return (32 + random.below(kMinCapacity)) | (random.below(5) << 32) |
                       random.below(2) << 40;
        }
    }

private:
    std::uint64_t& data_word(std::uint64_t index) {
        return reinterpret_cast<std::uint64_t*>(data_.start())[index];
    }

    static constexpr std::uint64_t kHeader = (sizeof(DataHeader) - sizeof(RingIdentity)) / 8;
    static constexpr std::uint64_t kEntries = 4 * sizeof(WriterEntry) / 8;
    static constexpr std::uint64_t kFrames = 3000 / 8;
    static constexpr std::uint64_t kReaders = (kSlotsOffset + 4 * sizeof(SharedSlot)) / 8;

    os::Mapping data_;
    os::Mapping readers_;
    std::uint64_t data_bytes_ = 0;
    std::uint64_t readers_bytes_ = 0;
    std::vector<std::byte> data_before_;
    std::vector<std::byte> readers_before_;
};

}  // namespace ringpipe::testing
