// StoreBuffer: what one actor has stored and the others cannot see yet, in order.
//
// As on x86: stores become visible one by one, oldest first, and the actor itself sees them at
// once. Read-modify-writes go through it, too: the memory policy promises acquire and release for
// them and no more, and on some processors a later load does pass the store half of one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ringpipe::model {

struct PendingStore {
    std::byte* at = nullptr;
    std::uint32_t bytes = 0;  // 4 or 8
    bool is_rmw = false;      // nobody may store to the word before this one is visible
    std::uint64_t value = 0;

    [[nodiscard]] bool overlaps(const std::byte* other, std::size_t other_bytes) const {
        return other < at + bytes && at < other + other_bytes;
    }
};

class StoreBuffer {
public:
    [[nodiscard]] std::size_t size() const { return stores_.size() - first_; }
    [[nodiscard]] bool empty() const { return size() == 0; }
    void push(const PendingStore& store) { stores_.push_back(store); }
    [[nodiscard]] const PendingStore& at(std::size_t i) const { return stores_[first_ + i]; }

    PendingStore pop() {
        const PendingStore oldest = stores_[first_++];
        if (first_ == stores_.size()) clear();
        return oldest;
    }

    // Forgets the newest ones: their actor was killed before them.
    void truncate(std::size_t size) { stores_.resize(first_ + size); }
    void clear() {
        stores_.clear();
        first_ = 0;
    }

    // One past the newest entry that touches these bytes, 0 if none does.
    [[nodiscard]] std::size_t last_overlap(const std::byte* at, std::size_t bytes) const {
        for (std::size_t i = size(); i != 0; --i) {
            if (this->at(i - 1).overlaps(at, bytes)) return i;
        }
        return 0;
    }

    // One past the newest read-modify-write of this word, 0 if there is none.
    [[nodiscard]] std::size_t last_rmw(const std::byte* at) const {
        for (std::size_t i = size(); i != 0; --i) {
            if (this->at(i - 1).is_rmw && this->at(i - 1).at == at) return i;
        }
        return 0;
    }

private:
    std::vector<PendingStore> stores_;
    std::size_t first_ = 0;
};

}  // namespace ringpipe::model
