// Copies: private memory for the payloads of one poll, none of it moved or cleared until the next.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>

namespace ringpipe::core {

class Copies {
public:
    [[nodiscard]] bool fits(std::size_t bytes) const { return used_ + bytes <= capacity_; }
    std::byte* take(std::size_t bytes) {
        if (!memory_ || (used_ == 0 && bytes > capacity_)) {
            capacity_ = std::max<std::size_t>(bytes, kLeast);
            memory_.reset(new std::byte[capacity_]);
        }
        std::byte* place = memory_.get() + used_;
        used_ += bytes;
        return place;
    }
    void clear() { used_ = 0; }

private:
    static constexpr std::size_t kLeast = 512 * 1024;
    std::unique_ptr<std::byte[]> memory_;
    std::size_t used_ = 0;
    std::size_t capacity_ = 0;
};

}  // namespace ringpipe::core
