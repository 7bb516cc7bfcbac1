// ScratchDirectory: a folder in memory for what needs a name while it is measured.
#pragma once

#include <string>

namespace ringpipe::ring_bench {

// Gone, with what is in it, when its owner is; only the process that made it removes it.
class ScratchDirectory {
public:
    ScratchDirectory();
    ~ScratchDirectory();
    ScratchDirectory(const ScratchDirectory&) = delete;
    ScratchDirectory& operator=(const ScratchDirectory&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }  // empty: there is none

private:
    std::string path_;
};

}  // namespace ringpipe::ring_bench
