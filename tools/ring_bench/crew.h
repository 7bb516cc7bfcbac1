// Crew: the parties of a round, started together, ended together, each in a process of its own.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "ring_bench/party.h"

namespace ringpipe::ring_bench {

struct Placement {
    bool threads = false;   // of this process, instead of processes
    std::vector<int> cpus;  // party i runs on cpus[i % size]; empty: where the kernel likes
};

// The processors that this process may use.
[[nodiscard]] std::vector<int> allowed_cpus();

class Crew {
public:
    explicit Crew(Placement placement) : placement_(std::move(placement)) {}

    void add(std::function<void(Party&)> work) { work_.push_back(std::move(work)); }

    // Called again and again, twice in a millisecond, while the parties run.
    void watch(std::function<void()> look) { look_ = std::move(look); }

    // Starts all, asks them to stop after `duration_ns` (0: never) and waits until they have ended.
    // A child that dies or hangs ends the round; none is left behind. The first problem, or empty.
    [[nodiscard]] std::string run(std::uint64_t duration_ns);

    // Valid after run(), in the order of add().
    [[nodiscard]] const PartyResult& result(std::size_t party) const { return results_[party]; }
    [[nodiscard]] std::size_t size() const { return work_.size(); }

    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;
    ~Crew();

private:
    bool map();
    std::string run_processes(std::uint64_t duration_ns);
    std::string run_threads(std::uint64_t duration_ns);
    void work(std::size_t party);
    std::string first_problem() const;

    Placement placement_;
    std::vector<std::function<void(Party&)>> work_;
    std::function<void()> look_;
    Meeting* meeting_ = nullptr;
    PartyResult* results_ = nullptr;
    std::size_t mapped_bytes_ = 0;
};

}  // namespace ringpipe::ring_bench
