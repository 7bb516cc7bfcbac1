// ScratchDirectory: a folder in memory for what needs a name while it is measured.
#include "ring_bench/scratch_directory.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace ringpipe::ring_bench {

ScratchDirectory::ScratchDirectory() {
    for (const char* root : {"/dev/shm", "/tmp"}) {
        std::string wanted = std::string(root) + "/ring_bench-XXXXXX";
        if (::mkdtemp(wanted.data()) == nullptr) continue;
        path_ = wanted;
        return;
    }
}

ScratchDirectory::~ScratchDirectory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace ringpipe::ring_bench
