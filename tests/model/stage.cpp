// Stage: a play from its scenario to the end, and the lives of its actors.
#include "model/stage.h"

#include <algorithm>
#include <utility>

namespace ringpipe::model {

Stage::Stage() {
    now_ = this;
}
Stage::~Stage() {
    now_ = nullptr;
}

void Stage::ring(OnFull on_full, std::uint64_t capacity, std::uint64_t block_ns) {
    memory_.format(on_full, capacity, block_ns);
}

void Stage::actor(std::string name, Side side, int lives, bool mortal,
                  std::function<void()> program) {
    if (actors_ == pool_.size()) pool_.push_back(std::make_unique<Actor>());
    Actor& actor = *pool_[actors_++];
    actor.name = std::move(name);
    actor.side = side;
    actor.lives = lives;
    actor.mortal = mortal;
    actor.program = std::move(program);
    actor.buffer.clear();
    actor.passed = 0;
    actor.state = State::kReady;
    actor.spinning = false;
    actor.dying = false;
}

void Stage::before(Side side, const std::function<void()>& program) {
    running_ = &aside_;
    aside_.name = "another";
    aside_.side = side;
    aside_.party = ++parties_;
    program();
    for (const std::uint64_t byte : locks_.held_by(aside_.party))
        locks_.release(byte, aside_.party);
    witness_.died(aside_.party);
}

void Stage::violate(const std::string& what) {
    if (violation_.empty()) violation_ = what;
    note("VIOLATION: " + what);
    stopping_ = true;
    throw Stopped{};
}

std::string Stage::play(Schedule& schedule, const Limits& limits,
                        const std::function<void()>& scenario) {
    schedule_ = &schedule;
    schedule.restart();
    locks_.clear();
    witness_.clear();
    actors_ = 0;
    afterwards_ = nullptr;
    watch_wakes_ = nullptr;
    barriers_ = true;
    barriers_denied_ = false;
    quiet_ = true;
    stopping_ = false;
    violation_.clear();
    preemptions_left_ = limits.preemptions;
    delays_left_ = limits.delays;
    kills_left_ = limits.kills;
    killed_ = excused_ = idles_ = 0;
    parties_ = 0;
    points_ = changes_ = rmws_pending_ = 0;
    clock_ns_ = 1'000'000'000'000;
    try {
        scenario();
        quiet_ = false;
        for (std::size_t i = 0; i < actors_; ++i) {
            Actor& actor = *pool_[i];
            actor.fiber.start([this, &actor] {
                try {
                    live(actor);
                } catch (const Stopped&) {
                }
                actor.state = State::kFinished;
            });
        }
        next_ = pick();
        while (next_ != nullptr) {
            running_ = std::exchange(next_, nullptr);
            running_->state = State::kReady;
            running_->fiber.resume();
            if (stopping_) break;
            if (running_->state == State::kFinished) next_ = pick();
        }
        if (!stopping_ && afterwards_) {
            quiet_ = true;
            afterwards_();
        }
    } catch (const Stopped&) {
    }
    stop_all();
    return violation_;
}

// Unwinds the stacks of actors that have not finished.
void Stage::stop_all() {
    stopping_ = true;
    quiet_ = false;
    for (std::size_t i = 0; i < actors_; ++i) {
        running_ = pool_[i].get();
        while (!running_->fiber.is_finished()) running_->fiber.resume();
    }
}

void Stage::live(Actor& actor) {
    for (int life = 0; life < actor.lives; ++life) {
        actor.party = ++parties_;
        actor.dying = false;
        bool killed = false;
        try {
            actor.program();
        } catch (const Killed&) {
            killed = true;
        }
        die(actor);
        if (!killed) return;
    }
}

// Stores that were executed reach memory whatever becomes of who made them; then the kernel closes
// the descriptors.
void Stage::die(Actor& actor) {
    actor.dying = true;
    show_all(actor);
    for (const std::uint64_t byte : locks_.held_by(actor.party)) {
        point();
        locks_.release(byte, actor.party);
        ++changes_;
        note("is gone from byte " + std::to_string(byte));
    }
}

void Stage::await(std::function<bool()> condition) {
    kernel_call();
    if (condition()) return;
    running_->condition = std::move(condition);
    note("awaits");
    block(State::kAwaiting);
}

void Stage::note(const std::string& what) {
    if (trace_ == nullptr || quiet_) return;
    const std::string line = "        " + running_->name + ": " + what;
    if (trace_->empty() || trace_->back() != line) trace_->push_back(line);
}

}  // namespace ringpipe::model
