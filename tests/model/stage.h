// Stage: the actors of one execution, who of them runs, and what each sees of the ring.
//
// Every step that another actor could notice, or that could notice another, first comes to a
// point where the schedule may let somebody else go on, make buffered stores visible, or kill the
// actor. Stores are no points: they go into the actor's buffer, and how many of them the others
// see is decided where it loses the processor.
//
// A killed actor's last stores still become visible; then the kernel frees its locks one by one.
// Time stands still until nobody can go on. If somebody then has to sleep a whole slice, and
// nobody was killed, a wake-up was lost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "model/fiber.h"
#include "model/lock_table.h"
#include "model/ring_memory.h"
#include "model/schedule.h"
#include "model/store_buffer.h"
#include "model/witness.h"

namespace ringpipe::model {

enum class Side { kWriter, kReader };

class Stage {
public:
    // The one on which this process now plays.
    static Stage& now() { return *now_; }

    Stage();
    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    // --- for a scenario, which sets the stage anew for each execution ---

    void ring(OnFull on_full, std::uint64_t capacity, std::uint64_t block_ns = 0);
    // With a single slot, whoever comes next takes that of whoever was there.
    void single_slot() { memory_.single_slot(); }
    [[nodiscard]] const core::RingView& view() const { return memory_.view(); }

    // A process that runs `program`; when it is killed, the next one does, as often as it has
    // lives. Killed it is only if it is `mortal` (see Limits::kills).
    void actor(std::string name, Side side, int lives, bool mortal, std::function<void()> program);
    void writer(std::string name, std::function<void()> program) {
        actor(std::move(name), Side::kWriter, 1, false, std::move(program));
    }
    void reader(std::string name, std::function<void()> program) {
        actor(std::move(name), Side::kReader, 1, false, std::move(program));
    }

    // A process of its own that runs at once and undisturbed, before the play. It is killed at the
    // end if it did not close.
    void before(Side side, const std::function<void()>& program);
    // The same when all have finished; what it finds must be right.
    void afterwards(Side side, std::function<void()> program) {
        afterwards_ = [this, side, check = std::move(program)] { before(side, check); };
    }

    // The kernel raises barriers in nobody, so writers do not count on them.
    void without_barriers() { barriers_ = false; }
    // It lets nobody raise any, though writers count on them.
    void deny_barriers() { barriers_denied_ = true; }
    // Is told of every waking, by the word.
    void watch_wakes(std::function<void(const void*)> watch) { watch_wakes_ = std::move(watch); }

    // Waits for something that this test knows, not the ring.
    void await(std::function<bool()> condition);
    // What the actor has done up to here it has done: a kill from here on undoes none of it.
    void settle() { point(); }
    // What the dead left undone has been made good: from here on every wake-up is due again.
    void expect_wakeups() { excused_ = killed_; }
    [[noreturn]] void violate(const std::string& what);

    [[nodiscard]] Witness& witness() { return witness_; }
    [[nodiscard]] std::uint32_t party() const { return running_->party; }
    [[nodiscard]] CursorDetails cursor_named(const std::string& name) const {
        return memory_.cursor_named(name);
    }
    [[nodiscard]] std::uint64_t committed_sequence() const { return memory_.committed_sequence(); }

    // --- for the explorer ---

    // One execution. What went wrong, or nothing.
    std::string play(Schedule& schedule, const Limits& limits,
                     const std::function<void()>& scenario);
    void trace_into(std::vector<std::string>* lines) { trace_ = lines; }
    [[nodiscard]] std::uint64_t points() const { return points_; }

    // --- for the memory policy ---

    std::uint64_t load(const void* word, std::uint32_t bytes);
    void store(void* word, std::uint32_t bytes, std::uint64_t value);
    std::uint64_t add(void* word, std::uint32_t bytes, std::uint64_t value);
    bool compare_swap(void* word, std::uint32_t bytes, std::uint64_t expected,
                      std::uint64_t desired);
    void fence_full();
    [[nodiscard]] bool has_barriers() const { return barriers_; }
    bool barrier_everywhere();
    void copy_in(std::byte* shared, const std::byte* from, std::size_t bytes);
    void copy_out(std::byte* to, const std::byte* shared, std::size_t bytes);
    void pause() { running_->spinning = true; }
    void sleep(const std::uint32_t& word, std::uint32_t expected, std::uint64_t ns);
    void wake(const std::uint32_t& word);
    void nap(std::uint64_t ns);
    std::uint64_t clock_ns() { return clock_ns_ += 1000; }

    bool lock(std::uint64_t byte, bool exclusive);
    void unlock(std::uint64_t byte);
    bool is_locked(std::uint64_t byte);

private:
    struct Killed {};
    struct Stopped {};

    enum class State { kReady, kSleeping, kNapping, kAwaiting, kFinished };

    struct Actor {
        std::string name;
        Side side = Side::kWriter;
        int lives = 1;
        bool mortal = false;
        std::function<void()> program;
        Fiber fiber;
        StoreBuffer buffer;
        std::size_t passed = 0;  // stores in the buffer that an earlier point has seen
        State state = State::kReady;
        bool spinning = false;  // the next load only repeats the last
        bool dying = false;
        std::uint32_t party = 0;     // of this life
        const void* word = nullptr;  // asleep on it
        std::uint64_t wake_ns = 0;
        bool whole_slice = false;
        std::uint64_t seen_changes = 0;
        std::function<bool()> condition;
    };

    void live(Actor& actor);
    void die(Actor& actor);
    void point();
    void take_turn(int turn);
    void preempt(Actor& next, std::size_t visible);
    void block(State state);
    Actor* pick();
    bool idle();
    void stop_all();
    [[nodiscard]] bool can_go_on(const Actor& actor) const;
    [[nodiscard]] std::size_t least_visible(const Actor& actor) const;

    void show(Actor& actor, std::size_t stores);
    void show_all(Actor& actor) { show(actor, actor.buffer.size()); }
    void show_rmws(const std::byte* word, const Actor* but);
    void write(Actor* by, std::byte* at, const void* from, std::size_t bytes);
    void show_passed_of_others();
    void kernel_call();
    void note(const std::string& what);

    static constexpr std::uint64_t kMostPoints = 20'000;
    static constexpr int kMostIdle = 60;
    static constexpr std::uint64_t kSliceNs = 25'000'000;
    static constexpr std::uint64_t kDrainNs = 10'000'000;  // no store buffer keeps anything so long

    static inline Stage* now_ = nullptr;

    RingMemory memory_;
    LockTable locks_;
    Witness witness_;
    std::vector<std::unique_ptr<Actor>> pool_;  // the first actors_ of them play
    std::size_t actors_ = 0;
    Actor aside_;  // who acts before and afterwards
    Actor* running_ = nullptr;
    Actor* next_ = nullptr;
    std::function<void()> afterwards_;
    std::function<void(const void*)> watch_wakes_;
    bool barriers_ = true;
    bool barriers_denied_ = false;
    Schedule* schedule_ = nullptr;
    std::vector<std::string>* trace_ = nullptr;

    bool quiet_ = true;  // before() and afterwards: no turns, no buffers
    bool stopping_ = false;
    std::string violation_;
    int preemptions_left_ = 0;
    int delays_left_ = 0;
    int kills_left_ = 0;
    int killed_ = 0;
    int excused_ = 0;  // the deaths among them that no longer excuse a lost wake-up
    int idles_ = 0;
    std::uint32_t parties_ = 0;
    std::uint64_t points_ = 0;
    std::uint64_t changes_ = 0;  // to the ring or the locks that all can see
    std::uint64_t rmws_pending_ = 0;
    std::uint64_t clock_ns_ = 0;
};

}  // namespace ringpipe::model
