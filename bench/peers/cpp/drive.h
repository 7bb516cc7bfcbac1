// Drive: the same two loops for every system, so that only what is between the processes differs.
//
// A Link is constructed from a Workload before the fork, with all that both sides need, and has
//   Sender    (Link&)  slot(): where the next record is to be made, in private memory;
//                      send(): that record; flush(): what send() still keeps back
//   Receiver  (Link&)  receive(see): waits, copies at least one record into private memory and
//                      calls see(record, bytes) for each
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

#include "crew.h"
#include "record.h"
#include "workload.h"

namespace ringpipe::peers {

// As fast as it goes, in one direction.
template <class Link>
void stream(const Workload& workload) {
    Link link(workload);
    Crew crew(workload);
    // Once round the ring and a bit, so that every page is there on both sides.
    const std::uint64_t round = workload.ring / workload.bytes;
    const std::uint64_t warm = (round + round / 4) / workload.batch * workload.batch;
    const auto write = [&] {
        typename Link::Sender sender(link);
        std::uint64_t sequence = 0;
        const auto send = [&](std::uint64_t word) {
            put_sequence(sender.slot(), word);
            sender.send();
        };
        crew.barrier();
        for (; sequence < warm; ++sequence) {
            send(sequence == workload.damage ? sequence + 1 : sequence);
        }
        sender.flush();
        crew.barrier();
        crew.result().start_ns = now_ns();
        while (!crew.stop_asked()) send(sequence++);
        send(kEnd);
        sender.flush();
    };
    const auto read = [&] {
        typename Link::Receiver receiver(link);
        Checker checker(workload.bytes);
        crew.barrier();
        while (checker.next() < warm) receiver.receive(checker);
        crew.barrier();
        while (!checker.ended()) receiver.receive(checker);
        crew.result().end_ns = now_ns();
        crew.result().records = checker.next() - warm;
    };
    crew.run(write, read);
    print_rate(crew.result(), workload);
}

// A stamp that costs little; the same for all.
inline std::uint64_t ticks() {
#if defined(__x86_64__)
    return __rdtsc();
#else
    return now_ns();
#endif
}

// Times of round trips, in ticks.
class Times {
public:
    Times() : ticks_(kMost) {}
    void add(std::uint64_t ticks) {
        if (count_ < kMost)
            ticks_[count_++] = static_cast<std::uint32_t>(std::min(ticks, kLongest));
    }
    void write(Outcome& result, double ns_per_tick) {
        if (count_ == 0) fail("no round trip");
        std::sort(ticks_.begin(), ticks_.begin() + static_cast<std::ptrdiff_t>(count_));
        const auto at = [&](double part) {
            const auto index = static_cast<std::size_t>(part * static_cast<double>(count_ - 1));
            return ns_per_tick * static_cast<double>(ticks_[index]);
        };
        result.records = count_;
        result.percentile_ns[0] = at(0.5);
        result.percentile_ns[1] = at(0.99);
        result.percentile_ns[2] = at(0.999);
        result.percentile_ns[3] = at(1);
    }

private:
    static constexpr std::size_t kMost = 4'000'000;
    static constexpr std::uint64_t kLongest = UINT32_MAX;
    std::vector<std::uint32_t> ticks_;
    std::size_t count_ = 0;
};

// There and back, one record at a time, over one link for each way.
template <class Link>
void ping_pong(const Workload& workload) {
    Link there(workload);
    Link back(workload);
    Crew crew(workload);
    constexpr std::uint64_t kWarm = 20'000;
    const auto ask = [&] {
        typename Link::Sender sender(there);
        typename Link::Receiver receiver(back);
        Checker checker(workload.bytes);
        Times times;
        std::uint64_t sequence = 0;
        const auto send = [&](std::uint64_t word) {
            put_sequence(sender.slot(), word);
            sender.send();
            sender.flush();
        };
        const auto round_trip = [&] {
            send(sequence++);
            while (checker.next() != sequence) receiver.receive(checker);
        };
        crew.barrier();
        while (sequence < kWarm) round_trip();
        crew.barrier();
        const std::uint64_t start_ns = now_ns();
        const std::uint64_t start = ticks();
        std::uint64_t last = start;
        while (!crew.stop_asked()) {
            round_trip();
            const std::uint64_t now = ticks();
            times.add(now - last);
            last = now;
        }
        const std::uint64_t end_ns = now_ns();
        send(kEnd);
        times.write(crew.result(),
                    static_cast<double>(end_ns - start_ns) / static_cast<double>(last - start));
    };
    const auto answer = [&] {
        typename Link::Receiver receiver(there);
        typename Link::Sender sender(back);
        Checker checker(workload.bytes);
        std::uint64_t sequence = 0;
        crew.barrier();
        for (;;) {
            receiver.receive(checker);
            if (checker.ended()) return;
            if (checker.next() == sequence) continue;
            put_sequence(sender.slot(), sequence++);
            sender.send();
            sender.flush();
            if (sequence == kWarm) crew.barrier();
        }
    };
    crew.run(ask, answer);
    print_latency(crew.result());
}

template <class Link>
void drive(const Workload& workload) {
    if (workload.ping_pong) {
        ping_pong<Link>(workload);
    } else {
        stream<Link>(workload);
    }
}

}  // namespace ringpipe::peers
