// Mapping: a piece of address space that shows a ring's file, its frame area twice, back to back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace ringpipe::os {

class Mapping {
public:
    // The first `bytes` of `fd`. Nothing, with errno set, if the kernel refuses.
    static std::optional<Mapping> map(int fd, std::uint64_t bytes, bool writable);

    // The first `header_bytes` of `fd`, then `area_bytes` from there, then the same again.
    static std::optional<Mapping> map_twice(int fd, std::uint64_t header_bytes,
                                            std::uint64_t area_bytes, bool writable);

    Mapping() = default;
    Mapping(Mapping&& other) noexcept
        : start_(std::exchange(other.start_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
    Mapping& operator=(Mapping&& other) noexcept;
    ~Mapping();

    [[nodiscard]] std::byte* start() const { return start_; }

private:
    Mapping(std::byte* start, std::uint64_t bytes) : start_(start), bytes_(bytes) {}
    std::byte* start_ = nullptr;
    std::uint64_t bytes_ = 0;
};

// Makes writable pages present, so that stores to them do not fault one by one. Only a favour: a
// kernel that cannot is no error.
void populate(std::byte* start, std::uint64_t bytes);

}  // namespace ringpipe::os
