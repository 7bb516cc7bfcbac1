// Recorded: a record, or a gap, as ringcat -J wrote it, read back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace ringpipe::ringcat {

struct Recorded {
    std::uint64_t lost = 0;  // above 0: no record, but a gap of so many
    std::optional<double> time_s;
    std::uint32_t tag = 0;
    std::string data;
    std::optional<std::uint8_t> delimiter;  // that ended it
    bool continued = false;                 // it goes on in the next one
};

class RecordedParser {
public:
    RecordedParser();
    ~RecordedParser();

    // Of one line; what is wrong with it, in words, or null.
    [[nodiscard]] const char* parse(std::span<const std::byte> line, Recorded& recorded);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace ringpipe::ringcat
