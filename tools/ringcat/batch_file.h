// BatchFile: the bytes of one batch as an anonymous file in memory.
//
// A command reads it as its standard input: it always has the whole batch, whatever becomes of us,
// and each try begins with the same first byte.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace ringpipe::ringcat {

class BatchFile {
public:
    BatchFile() = default;
    BatchFile(const BatchFile&) = delete;
    BatchFile& operator=(const BatchFile&) = delete;
    ~BatchFile() { clear(); }

    void clear();

    // These return an error number, or 0.
    [[nodiscard]] int append(std::span<iovec> pieces);
    [[nodiscard]] int seal();  // no more is appended, by anybody
    [[nodiscard]] int open_to_read(int& fd) const;
    [[nodiscard]] int copy_to(int fd) const;

    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

private:
    [[nodiscard]] int make();

    int fd_ = -1;
    std::uint64_t bytes_ = 0;
};

}  // namespace ringpipe::ringcat
