#include "os/mapping.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

namespace ringpipe::os {

namespace {

int protection(bool writable) {
    return writable ? PROT_READ | PROT_WRITE : PROT_READ;
}

}  // namespace

std::optional<Mapping> Mapping::map(int fd, std::uint64_t bytes, bool writable) {
    void* start = mmap(nullptr, bytes, protection(writable), MAP_SHARED, fd, 0);
    if (start == MAP_FAILED) return std::nullopt;
    return Mapping(static_cast<std::byte*>(start), bytes);
}

std::optional<Mapping> Mapping::map_twice(int fd, std::uint64_t header_bytes,
                                          std::uint64_t area_bytes, bool writable) {
    const std::uint64_t all = header_bytes + 2 * area_bytes;
    void* reserved =
        mmap(nullptr, all, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (reserved == MAP_FAILED) return std::nullopt;
    Mapping mapping(static_cast<std::byte*>(reserved), all);
    const int kind = MAP_SHARED | MAP_FIXED;
    void* first =
        mmap(mapping.start_, header_bytes + area_bytes, protection(writable), kind, fd, 0);
    if (first == MAP_FAILED) return std::nullopt;
    void* second = mmap(mapping.start_ + header_bytes + area_bytes, area_bytes,
                        protection(writable), kind, fd, static_cast<off_t>(header_bytes));
    if (second == MAP_FAILED) return std::nullopt;
    return mapping;
}

Mapping& Mapping::operator=(Mapping&& other) noexcept {
    std::swap(start_, other.start_);
    std::swap(bytes_, other.bytes_);
    return *this;
}

Mapping::~Mapping() {
    if (start_ != nullptr) munmap(start_, bytes_);
}

void populate(std::byte* start, std::uint64_t bytes) {
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const auto address = reinterpret_cast<std::uintptr_t>(start);
    const std::uintptr_t first = address & ~(page - 1);
#ifdef MADV_POPULATE_WRITE
    const int saved = errno;
    madvise(reinterpret_cast<void*>(first), bytes + (address - first), MADV_POPULATE_WRITE);
    errno = saved;
#endif
}

}  // namespace ringpipe::os
