// Fiber: a stack of its own that runs until it hands the processor back, and goes on later.
#pragma once

#include <ucontext.h>

#include <cstddef>
#include <functional>
#include <memory>

namespace ringpipe::model {

// Used by one thread. The same fiber runs one body after another.
class Fiber {
public:
    Fiber();
    ~Fiber();
    Fiber(const Fiber&) = delete;
    Fiber& operator=(const Fiber&) = delete;

    // Gives it something to run; the first resume() begins it. Nothing may be unfinished. The body
    // lets no exception out.
    void start(std::function<void()> body);

    void resume();   // from outside: until it suspends itself or the body has returned
    void suspend();  // from inside

    [[nodiscard]] bool is_finished() const { return finished_; }

private:
    static void enter();
    void run();

    static constexpr std::size_t kStackBytes = 256 * 1024;

    std::unique_ptr<std::byte[]> stack_;
    ucontext_t inside_{};
    ucontext_t outside_{};
    std::function<void()> body_;
    bool finished_ = true;
    // What AddressSanitizer must be told to follow us from stack to stack.
    void* fake_stack_ = nullptr;
    const void* outside_bottom_ = nullptr;
    std::size_t outside_bytes_ = 0;
};

}  // namespace ringpipe::model
