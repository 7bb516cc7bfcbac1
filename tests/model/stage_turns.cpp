// Stage: whose turn it is, who sleeps, and who is killed.
#include <algorithm>

#include "model/stage.h"

namespace ringpipe::model {

void Stage::point() {
    if (stopping_) throw Stopped{};
    if (quiet_) return;
    Actor& self = *running_;
    if (++points_ > kMostPoints) violate(self.name + " goes round in circles");
    int options = 1;
    if (preemptions_left_ > 0) {
        const auto ways = static_cast<int>(self.buffer.size() - least_visible(self) + 1);
        for (std::size_t i = 0; i < actors_; ++i) {
            const Actor& other = *pool_[i];
            if (&other == &self) continue;
            if (can_go_on(other)) options += ways;
            if (!other.buffer.empty()) ++options;
        }
    }
    if (kills_left_ > 0 && self.mortal && !self.dying) {
        options += static_cast<int>(self.buffer.size() - self.passed + 1);
    }
    if (options > 1) {
        if (const int turn = schedule_->choose(options, false); turn != 0) take_turn(turn);
    }
    self.passed = self.buffer.size();
}

// In the order in which point() counts them.
void Stage::take_turn(int turn) {
    Actor& self = *running_;
    if (preemptions_left_ > 0) {
        const std::size_t least = least_visible(self);
        const auto ways = static_cast<int>(self.buffer.size() - least + 1);
        for (std::size_t i = 0; i < actors_; ++i) {
            Actor& other = *pool_[i];
            if (&other == &self) continue;
            if (can_go_on(other)) {
                if (turn <= ways) {
                    return preempt(other, self.buffer.size() - static_cast<std::size_t>(turn - 1));
                }
                turn -= ways;
            }
            if (!other.buffer.empty() && --turn == 0) {
                --preemptions_left_;
                return show_all(other);
            }
        }
    }
    const std::size_t last = self.passed + static_cast<std::size_t>(turn - 1);
    for (std::size_t i = last; i < self.buffer.size(); ++i)
        rmws_pending_ -= self.buffer.at(i).is_rmw;
    self.buffer.truncate(last);
    --kills_left_;
    ++killed_;
    note("is killed");
    witness_.died(self.party);
    throw Killed{};
}

std::size_t Stage::least_visible(const Actor& actor) const {
    return delays_left_ > 0 ? 0 : std::min(actor.passed, actor.buffer.size());
}

void Stage::preempt(Actor& next, std::size_t visible) {
    Actor& self = *running_;
    if (visible < std::min(self.passed, self.buffer.size())) --delays_left_;
    --preemptions_left_;
    show(self, visible);
    note("is preempted, " + std::to_string(self.buffer.size()) + " stores not yet visible");
    next_ = &next;
    self.fiber.suspend();
    if (stopping_) throw Stopped{};
}

bool Stage::can_go_on(const Actor& actor) const {
    switch (actor.state) {
        case State::kReady:
            return true;
        case State::kNapping:
            return actor.seen_changes != changes_;
        case State::kAwaiting:
            return actor.condition();
        default:
            return false;
    }
}

void Stage::block(State state) {
    Actor& self = *running_;
    self.state = state;
    self.seen_changes = changes_;
    Actor* next = pick();
    if (next != &self) {
        next_ = next;
        self.fiber.suspend();
        if (stopping_) throw Stopped{};
    }
    self.state = State::kReady;
}

// Who goes on when the one that ran cannot; nobody if all have finished.
Stage::Actor* Stage::pick() {
    if (stopping_) throw Stopped{};
    for (;;) {
        Actor* ready[8] = {};
        int count = 0;
        bool all_finished = true;
        for (std::size_t i = 0; i < actors_; ++i) {
            if (pool_[i]->state != State::kFinished) all_finished = false;
            if (can_go_on(*pool_[i])) ready[count++] = pool_[i].get();
        }
        if (count != 0) return ready[count == 1 ? 0 : schedule_->choose(count, true)];
        if (all_finished) return nullptr;
        if (!idle()) violate("nobody can go on");
    }
}

// Nobody can do anything: lets time pass until the first sleep or nap is over.
bool Stage::idle() {
    std::uint64_t first_ns = UINT64_MAX;
    for (std::size_t i = 0; i < actors_; ++i) {
        const State state = pool_[i]->state;
        if (state == State::kSleeping || state == State::kNapping) {
            first_ns = std::min(first_ns, pool_[i]->wake_ns);
        }
    }
    if (first_ns == UINT64_MAX) return false;
    if (++idles_ > kMostIdle) violate("everybody waits for ever");
    clock_ns_ = std::max(clock_ns_, first_ns);
    for (std::size_t i = 0; i < actors_; ++i) {
        Actor& actor = *pool_[i];
        const bool rests = actor.state == State::kSleeping || actor.state == State::kNapping;
        if (!rests || actor.wake_ns > clock_ns_) continue;
        if (actor.whole_slice && actor.state == State::kSleeping && killed_ == excused_) {
            violate("nobody woke " + actor.name);
        }
        if (trace_ != nullptr) trace_->push_back("        " + actor.name + " has slept enough");
        actor.state = State::kReady;
    }
    return true;
}

}  // namespace ringpipe::model
