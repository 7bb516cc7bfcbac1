// Stepped: the memory policy of the explorer. Every access goes over the stage.
//
// `Stepped<>` keeps all guards; `Stepped<Guard::kX>` is the protocol without that one.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/guard.h"
#include "model/stage.h"

namespace ringpipe::model {

using core::Guard;

// Locks of the party that runs; the kernel takes them back when it is gone.
class StageLocks {
public:
    bool try_exclusive(std::uint64_t byte) { return Stage::now().lock(byte, true); }
    bool try_shared(std::uint64_t byte) { return Stage::now().lock(byte, false); }
    void release(std::uint64_t byte) { Stage::now().unlock(byte); }
    [[nodiscard]] bool is_held(std::uint64_t byte) const { return Stage::now().is_locked(byte); }
};

template <Guard... kWithout>
struct Stepped {
    using Locks = StageLocks;

    static constexpr bool keeps([[maybe_unused]] Guard guard) {
        return (true && ... && (guard != kWithout));
    }

    template <class T>
    static T load(const T& word) {
        return static_cast<T>(Stage::now().load(&word, sizeof word));
    }
    // Loads are never early here, so that acquire adds nothing; nor are plain stores late.
    template <class T>
    static T load_acquire(const T& word) {
        return load(word);
    }
    template <class T>
    static void store(T& word, T value) {
        Stage::now().store(&word, sizeof word, value);
    }
    template <class T>
    static void store_release(T& word, T value) {
        store(word, value);
    }
    template <class T>
    static T add(T& word, T value) {
        return static_cast<T>(Stage::now().add(&word, sizeof word, value));
    }
    template <class T>
    static bool compare_swap(T& word, T expected, T desired) {
        return Stage::now().compare_swap(&word, sizeof word, expected, desired);
    }

    static void fence_full() { Stage::now().fence_full(); }
    static void fence_acquire() {}
    static void fence_light() {}
    static bool accept_barriers() { return Stage::now().has_barriers(); }
    static bool barrier_everywhere() { return Stage::now().barrier_everywhere(); }
    static void copy_in(std::byte* shared, const std::byte* from, std::size_t bytes) {
        Stage::now().copy_in(shared, from, bytes);
    }
    static void copy_out(std::byte* to, const std::byte* shared, std::size_t bytes) {
        Stage::now().copy_out(to, shared, bytes);
    }

    static void prefetch(const std::byte*) {}
    static void prefetch_for_store(const std::byte*) {}

    static constexpr std::uint32_t kAloneToKeep = 1;
    static constexpr std::uint64_t kLeaveKeeperNs = 0;
    static constexpr std::uint32_t kTightLooks = 0;
    static void pause() { Stage::now().pause(); }
    static void sleep(const std::uint32_t& word, std::uint32_t expected, std::uint64_t ns) {
        Stage::now().sleep(word, expected, ns);
    }
    static void wake(std::uint32_t& word) { Stage::now().wake(word); }
    static void nap(std::uint64_t ns) { Stage::now().nap(ns); }
    static std::uint64_t monotonic_ns() { return Stage::now().clock_ns(); }
    static std::uint64_t wall_ns() { return Stage::now().clock_ns(); }
};

}  // namespace ringpipe::model
