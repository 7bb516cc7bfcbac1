// Fiber: on ucontext, with the notices that AddressSanitizer needs.
#include "model/fiber.h"

#include <utility>

#if defined(__SANITIZE_ADDRESS__)
#define RINGPIPE_FOLLOW_STACKS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RINGPIPE_FOLLOW_STACKS 1
#endif
#endif

#if RINGPIPE_FOLLOW_STACKS
#include <sanitizer/common_interface_defs.h>
#endif

namespace ringpipe::model {

namespace {

Fiber* entering = nullptr;  // makecontext() passes no pointers

#if RINGPIPE_FOLLOW_STACKS
void leave(void** fake_stack, const void* to_bottom, std::size_t to_bytes) {
    __sanitizer_start_switch_fiber(fake_stack, to_bottom, to_bytes);
}
void arrive(void* fake_stack, const void** from_bottom, std::size_t* from_bytes) {
    __sanitizer_finish_switch_fiber(fake_stack, from_bottom, from_bytes);
}
#else
void leave(void**, const void*, std::size_t) {}
void arrive(void*, const void**, std::size_t*) {}
#endif

}  // namespace

Fiber::Fiber() : stack_(new std::byte[kStackBytes]) {
    getcontext(&inside_);
    inside_.uc_stack.ss_sp = stack_.get();
    inside_.uc_stack.ss_size = kStackBytes;
    inside_.uc_link = nullptr;
    makecontext(&inside_, &Fiber::enter, 0);
}

Fiber::~Fiber() = default;

void Fiber::start(std::function<void()> body) {
    body_ = std::move(body);
    finished_ = false;
}

void Fiber::resume() {
    void* fake_stack = nullptr;
    entering = this;
    leave(&fake_stack, stack_.get(), kStackBytes);
    swapcontext(&outside_, &inside_);
    arrive(fake_stack, nullptr, nullptr);
}

void Fiber::suspend() {
    leave(&fake_stack_, outside_bottom_, outside_bytes_);
    swapcontext(&inside_, &outside_);
    arrive(fake_stack_, &outside_bottom_, &outside_bytes_);
}

void Fiber::enter() {
    Fiber& self = *entering;
    arrive(nullptr, &self.outside_bottom_, &self.outside_bytes_);
    self.run();
}

void Fiber::run() {
    for (;;) {
        body_();
        finished_ = true;
        suspend();
    }
}

}  // namespace ringpipe::model
