// Progress: one line on stderr that tells what is being measured and how much is left.
#include "ring_bench/progress.h"

#include <cstdio>

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace ringpipe::ring_bench {

Progress::~Progress() {
    if (drawn_) fmt::print(stderr, "\r\033[K");
}

void Progress::show(double done, std::string_view what) {
    if (!shown_) return;
    constexpr std::size_t kWidth = 24;
    const auto full = static_cast<std::size_t>(std::clamp(done, 0.0, 1.0) * kWidth);
    fmt::print(stderr, "\r\033[K[{}{}] {:3.0f} %  {}", std::string(full, '#'),
               std::string(kWidth - full, '.'), done * 100, what);
    std::fflush(stderr);
    drawn_ = true;
}

}  // namespace ringpipe::ring_bench
