// Processor: the memory policy of production. The core asks it for every access to shared words
// and for what it needs of the kernel; tests put other policies in its place and so run the very
// same code step by step, with kills, store buffers and simulated locks.
//
// A policy has: load, load_acquire, store, store_release (whole words), add and compare_swap
// (acquire and release), fence_full, fence_acquire, accept_barriers, fence_light and
// barrier_everywhere (see core/bell.h), copy_in and copy_out (payload), prefetch and
// prefetch_for_store (hints), kTightLooks (see core/spin.h), kAloneToKeep and
// kLeaveKeeperNs (see core/lock_word.h), pause, sleep and wake (a futex between processes), nap,
// monotonic_ns, wall_ns, keeps(Guard), and a type Locks with try_exclusive, try_shared, release and
// is_held on bytes of the ring's `locks` file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "core/guard.h"
#include "os/byte_locks.h"
#include "os/clock.h"
#include "os/futex.h"
#include "os/membarrier.h"

namespace ringpipe::core {

struct Processor {
    using Locks = os::ByteLocks;

    static constexpr bool keeps(Guard) { return true; }

    template <class T>
    static T load(const T& word) {
        return __atomic_load_n(&word, __ATOMIC_RELAXED);
    }
    template <class T>
    static T load_acquire(const T& word) {
        return __atomic_load_n(&word, __ATOMIC_ACQUIRE);
    }
    template <class T>
    static void store(T& word, T value) {
        __atomic_store_n(&word, value, __ATOMIC_RELAXED);
    }
    template <class T>
    static void store_release(T& word, T value) {
        __atomic_store_n(&word, value, __ATOMIC_RELEASE);
    }
    // Returns what was there before.
    template <class T>
    static T add(T& word, T value) {
        return __atomic_fetch_add(&word, value, __ATOMIC_ACQ_REL);
    }
    template <class T>
    static bool compare_swap(T& word, T expected, T desired) {
        return __atomic_compare_exchange_n(&word, &expected, desired, false, __ATOMIC_ACQ_REL,
                                           __ATOMIC_RELAXED);
    }

#if RINGPIPE_TSAN
    // ThreadSanitizer does not model fences: a read-modify-write on one word that all share orders
    // the same accesses, and word-wise copies keep the race on a payload that may be overrun
    // within the language.
    static inline std::uint64_t fence_word = 0;
    static void fence_full() {
        __atomic_fetch_add(&fence_word, 1, __ATOMIC_SEQ_CST);
    }
    static void fence_acquire() {
        __atomic_fetch_add(&fence_word, 0, __ATOMIC_SEQ_CST);
    }
    static void fence_light() {
        fence_full();
    }
    static void copy_in(std::byte* shared, const std::byte* from, std::size_t bytes) {
        for (std::size_t i = 0; i < bytes; ++i)
            __atomic_store_n(shared + i, from[i], __ATOMIC_RELAXED);
    }
    static void copy_out(std::byte* to, const std::byte* shared, std::size_t bytes) {
        for (std::size_t i = 0; i < bytes; ++i)
            to[i] = __atomic_load_n(shared + i, __ATOMIC_RELAXED);
    }
#else
    static void fence_full() {
        __atomic_thread_fence(__ATOMIC_SEQ_CST);
    }
    static void fence_acquire() {
        __atomic_thread_fence(__ATOMIC_ACQUIRE);
    }
    // Only keeps the compiler from moving anything over it.
    static void fence_light() {
        __atomic_signal_fence(__ATOMIC_SEQ_CST);
    }
    static void copy_word(std::byte* to, const std::byte* from) {
        std::uint64_t word;
        std::memcpy(&word, from, sizeof word);
        asm volatile("" : "+r"(word));  // or the compiler makes wide ones of them again
        std::memcpy(to, &word, sizeof word);
    }
    // The front goes word by word: callers fill a record in words just before they publish it, and
    // a wide load from what narrow stores have not yet left the store buffer waits until they
    // have, and so for all that was stored to the ring before them.
    static void copy_in(std::byte* shared, const std::byte* from, std::size_t bytes) {
        constexpr std::size_t kFront = 64;
        constexpr std::size_t kLong = 1024;  // for which a single wait is nothing
        std::size_t at = 0;
        if (bytes >= kFront && bytes < kLong) {
#pragma GCC unroll 8
            for (; at < kFront; at += 8) copy_word(shared + at, from + at);
        } else if (bytes < kFront) {
            for (; at + 8 <= bytes; at += 8) copy_word(shared + at, from + at);
        }
        if (at < bytes) std::memcpy(shared + at, from + at, bytes - at);
    }
    static void copy_out(std::byte* to, const std::byte* shared, std::size_t bytes) {
        if (bytes != 0) std::memcpy(to, shared, bytes);
    }
#endif

    static bool accept_barriers() {
        return os::accept_barriers();
    }
    static bool barrier_everywhere() {
        fence_full();
        return os::barrier_everywhere();
    }

    // GCC takes a function that only prefetches for one without effect, and leaves out calls of it.
    static void prefetch(const std::byte* line) {
        asm volatile("");
        __builtin_prefetch(line, 0, 3);
    }
    // It must be a line that no reader still needs.
    static void prefetch_for_store(const std::byte* line) {
#if defined(__x86_64__)
        // The builtin asks for a line to own only where this instruction is sure to be there; an
        // older processor takes it for no operation.
        asm volatile("prefetchw %0" : : "m"(*line));
#else
        asm volatile("");
        __builtin_prefetch(line, 1, 3);
#endif
    }

    // Publications of a shared writer, alone, before it keeps the lock word.
    static constexpr std::uint32_t kAloneToKeep = 32;
    // And how long it is left alone by who wants the word while it seems to be storing.
    static constexpr std::uint64_t kLeaveKeeperNs = 20'000'000;

    // Looks of a waiting reader before the first pause(): about a microsecond.
    static constexpr std::uint32_t kTightLooks = 512;
    static void pause() {
#if defined(__x86_64__) || defined(__i386__)
        __builtin_ia32_pause();
#elif defined(__aarch64__)
        asm volatile("isb" ::: "memory");
#endif
    }

    // Sleeps until somebody wakes `word`, it no longer holds `expected`, a signal arrives, or so
    // much time has passed.
    static void sleep(const std::uint32_t& word, std::uint32_t expected, std::uint64_t ns) {
        os::futex_wait(&word, expected, ns);
    }
    static void wake(std::uint32_t& word) {
        os::futex_wake_all(&word);
    }
    static std::uint64_t monotonic_ns() {
        return os::monotonic_ns();
    }
    static std::uint64_t wall_ns() {
        return os::wall_ns();
    }
    static void nap(std::uint64_t ns) {
        os::sleep_ns(ns);
    }
};

}  // namespace ringpipe::core
