// RotatedFiles: the archives that were set aside, whose names sort by age: app.zst was
// app.2026-11-21T184501.123Z.zst when it was set aside at that time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ringpipe/error.h"

namespace ringpipe::ringcat {

class RotatedFiles {
public:
    // Of the archive of that path.
    explicit RotatedFiles(const std::string& path);

    // Their paths, oldest first.
    [[nodiscard]] Result<std::vector<std::string>> list() const;

    // The one to be set aside at that time on the wall clock. It sorts after all that are there,
    // whatever the clock did since.
    [[nodiscard]] Result<std::string> next_path(std::uint64_t now_ns) const;

private:
    [[nodiscard]] std::string path_of(std::uint64_t ms) const;
    [[nodiscard]] bool is_one(const std::string& name) const;

    std::string folder_;
    std::string stem_;    // "app."
    std::string suffix_;  // ".zst"
};

}  // namespace ringpipe::ringcat
