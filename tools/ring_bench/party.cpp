// Party: one of the processes (or threads) of a round, and what it hands back.
#include "ring_bench/party.h"

#include <sched.h>

#include <algorithm>

#include "ring_bench/clock.h"

namespace ringpipe::ring_bench {

Party::Party(Meeting& meeting, PartyResult& result, bool whole_process)
    : meeting_(meeting),
      result_(result),
      memory_before_(memory_now()),
      whole_process_(whole_process) {
    result_.counts_calls = calls_.works();
}

bool Party::barrier() {
    ++barriers_;
    const std::uint32_t all = barriers_ * meeting_.parties;
    before_ = usage_now(calls_, whole_process_);
    meeting_.arrived.fetch_add(1, std::memory_order_acq_rel);
    while (meeting_.arrived.load(std::memory_order_acquire) < all) {
        if (meeting_.abandoned.load(std::memory_order_relaxed) != 0) return false;
        ::sched_yield();
    }
    result_.start_ns = now_ns();
    return true;
}

void Party::finish() {
    if (result_.end_ns == 0) result_.end_ns = now_ns();
    const Usage after = usage_now(calls_, whole_process_);
    result_.processor_seconds = after.processor_seconds - before_.processor_seconds;
    result_.switches = after.switches - before_.switches;
    result_.system_calls = after.system_calls - before_.system_calls;
    const Memory memory = memory_now();
    result_.peak_bytes = memory.peak - std::min(memory.peak, memory_before_.resident);
    result_.private_bytes = memory.own - std::min(memory.own, memory_before_.own);
    result_.ended = true;
}

void Party::note_latency(std::uint64_t at_ns, std::uint64_t took_ns) {
    result_.latency.record(took_ns);
    const std::uint64_t strip = (at_ns - std::min(at_ns, result_.start_ns)) / kStripNs;
    if (strip >= result_.worst_ns.size()) return;
    result_.strips = std::max(result_.strips, static_cast<std::uint32_t>(strip + 1));
    result_.worst_ns[strip] = std::max(result_.worst_ns[strip], took_ns);
}

void Party::note_blocked(std::optional<std::uint64_t> before_ns,
                         std::optional<std::uint64_t> now_ns) {
    result_.tells_blocked = before_ns.has_value() && now_ns.has_value();
    if (result_.tells_blocked) result_.blocked_ns = *now_ns - *before_ns;
}

bool Party::fail(std::string_view problem) {
    if (result_.problem[0] == 0) problem.copy(result_.problem, sizeof result_.problem - 1);
    meeting_.abandoned.store(1, std::memory_order_relaxed);
    return false;
}

}  // namespace ringpipe::ring_bench
