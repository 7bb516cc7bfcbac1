// ScratchDirectory: a folder in memory for what needs a name while it is measured.
#pragma once

#include <string>

namespace ringpipe::ring_bench {

// Gone, with what is in it, when its owner is; only the process that made it removes it. While it
// or a child of it lives, the folder is locked: those of killed ones are removed by the next one.
class ScratchDirectory {
public:
    ScratchDirectory();
    ~ScratchDirectory();
    ScratchDirectory(const ScratchDirectory&) = delete;
    ScratchDirectory& operator=(const ScratchDirectory&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }  // empty: there is none
    [[nodiscard]] const std::string& problem() const { return problem_; }

private:
    bool make(const std::string& root);

    std::string path_;
    std::string problem_;
    int lock_ = -1;
};

}  // namespace ringpipe::ring_bench
