// LockTable: the kernel's locks on bytes of `locks`, held by parties instead of descriptors.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace ringpipe::model {

class LockTable {
public:
    void clear() { held_.clear(); }

    bool take(std::uint64_t byte, std::uint32_t party, bool exclusive) {
        for (const Held& one : held_) {
            if (one.byte == byte && one.party != party && (exclusive || one.exclusive))
                return false;
        }
        release(byte, party);
        held_.push_back({byte, party, exclusive});
        return true;
    }
    void release(std::uint64_t byte, std::uint32_t party) {
        held_.erase(
            std::remove_if(held_.begin(), held_.end(),
                           [&](const Held& one) { return one.byte == byte && one.party == party; }),
            held_.end());
    }
    [[nodiscard]] bool is_held(std::uint64_t byte, std::uint32_t not_by) const {
        return std::any_of(held_.begin(), held_.end(), [&](const Held& one) {
            return one.byte == byte && one.party != not_by;
        });
    }
    [[nodiscard]] std::vector<std::uint64_t> held_by(std::uint32_t party) const {
        std::vector<std::uint64_t> bytes;
        for (const Held& one : held_) {
            if (one.party == party) bytes.push_back(one.byte);
        }
        return bytes;
    }

private:
    struct Held {
        std::uint64_t byte;
        std::uint32_t party;
        bool exclusive;
    };
    std::vector<Held> held_;
};

}  // namespace ringpipe::model
