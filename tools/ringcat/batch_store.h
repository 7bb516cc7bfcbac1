// BatchStore: where the text of a batch is kept until all of it is there.
#pragma once

#include <sys/uio.h>

#include <cstdint>
#include <span>

namespace ringpipe::ringcat {

class BatchStore {
public:
    virtual ~BatchStore() = default;

    virtual void clear() = 0;
    [[nodiscard]] virtual int append(std::span<iovec> pieces) = 0;  // an error number, or 0
    [[nodiscard]] virtual std::uint64_t bytes() const = 0;
};

}  // namespace ringpipe::ringcat
