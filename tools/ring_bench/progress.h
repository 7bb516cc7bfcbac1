// Progress: one line on stderr that tells what is being measured and how much is left.
#pragma once

#include <string_view>

namespace ringpipe::ring_bench {

class Progress {
public:
    explicit Progress(bool shown) : shown_(shown) {}
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(double done, std::string_view what);

private:
    const bool shown_;
    bool drawn_ = false;
};

}  // namespace ringpipe::ring_bench
