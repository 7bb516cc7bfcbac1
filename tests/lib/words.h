// Words: those in a ring's `data`, as a test reads them and sets them back.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>

#include "catch.h"
#include "lib/scratch.h"
#include "ring_files.h"

namespace ringpipe::testing {

class Words {
public:
    explicit Words(const Ring& ring) : fd_(ring.impl().reopen(kDataFile, O_RDWR)) {}

    [[nodiscard]] std::uint64_t load(std::size_t offset) const {
        std::uint64_t word = 0;
        REQUIRE(pread(fd_.get(), &word, sizeof word, static_cast<off_t>(offset)) == sizeof word);
        return word;
    }
    void store(std::size_t offset, std::uint64_t word) const {
        REQUIRE(pwrite(fd_.get(), &word, sizeof word, static_cast<off_t>(offset)) == sizeof word);
    }
    [[nodiscard]] std::uint64_t published() const { return load(offsetof(DataHeader, published)); }

private:
    os::UniqueFd fd_;
};

}  // namespace ringpipe::testing
