// Schedule: turns by depth-first search, or drawn.
#include "model/schedule.h"

namespace ringpipe::model {

void Schedule::randomize(std::uint64_t seed, std::uint64_t rarely) {
    turns_.clear();
    at_ = 0;
    state_ = seed * 0x9e37'79b9'7f4a'7c15 + 1;
    rarely_ = rarely;
}

int Schedule::choose(int options, bool free) {
    if (at_ < turns_.size()) return turns_[at_++].taken;
    std::uint64_t taken = 0;
    const auto count = static_cast<std::uint64_t>(options);
    if (rarely_ != 0) {
        if (free) {
            taken = draw() % count;
        } else if (draw() % rarely_ == 0) {
            taken = 1 + draw() % (count - 1);
        }
    }
    turns_.push_back({static_cast<std::uint16_t>(taken), static_cast<std::uint16_t>(options)});
    ++at_;
    return static_cast<int>(taken);
}

bool Schedule::advance() {
    while (!turns_.empty() && turns_.back().taken + 1 >= turns_.back().options) turns_.pop_back();
    if (turns_.empty()) return false;
    ++turns_.back().taken;
    return true;
}

std::string Schedule::text() const {
    std::string text;
    for (std::size_t i = 0; i < turns_.size(); ++i) {
        if (turns_[i].taken == 0) continue;
        text +=
            (text.empty() ? "" : " ") + std::to_string(i) + ":" + std::to_string(turns_[i].taken);
    }
    return text.empty() ? "all 0" : text;
}

// xorshift64*: small, and the same everywhere.
std::uint64_t Schedule::draw() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return (state_ * 0x2545'f491'4f6c'dd1d) >> 33;
}

}  // namespace ringpipe::model
