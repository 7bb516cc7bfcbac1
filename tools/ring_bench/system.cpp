// System: which of them this program was built with.
#include "ring_bench/system.h"

#include <algorithm>

namespace ringpipe::ring_bench {

System pipe_system();
System socketpair_system();
System posix_mq_system();
System boost_spsc_system();
System boost_mq_system();
System zeromq_system();

const std::vector<System>& baselines() {
    static const std::vector<System> all = {
        pipe_system(),
        socketpair_system(),
        posix_mq_system(),
#if RING_BENCH_BOOST
        boost_spsc_system(),
        boost_mq_system(),
#endif
#if RING_BENCH_ZMQ
        zeromq_system(),
#endif
    };
    return all;
}

const System* find_baseline(std::string_view name) {
    const auto& all = baselines();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const System& system) { return system.name == name; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace ringpipe::ring_bench
