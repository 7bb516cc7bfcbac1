// BatchFile: the bytes of one batch as an anonymous file in memory.
//
// A command reads it as its standard input: it always has the whole batch, whatever becomes of us,
// and each try begins with the same first byte.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include "ringcat/batch_store.h"

namespace ringpipe::ringcat {

class BatchFile : public BatchStore {
public:
    BatchFile() = default;
    BatchFile(const BatchFile&) = delete;
    BatchFile& operator=(const BatchFile&) = delete;
    ~BatchFile() override { close(); }

    void clear() override { close(); }
    [[nodiscard]] int append(std::span<iovec> pieces) override;
    [[nodiscard]] std::uint64_t bytes() const override { return bytes_; }

    // These return an error number, or 0.
    [[nodiscard]] int seal();  // no more is appended, by anybody
    [[nodiscard]] int open_to_read(int& fd) const;
    [[nodiscard]] int copy_to(int fd) const;

private:
    void close();
    [[nodiscard]] int make();

    int fd_ = -1;
    std::uint64_t bytes_ = 0;
};

}  // namespace ringpipe::ringcat
