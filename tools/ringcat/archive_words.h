// The words that tell ringcat to archive what it reads, and how large batches are: what they mean.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "common/exit_code.h"
#include "common/quantity.h"
#include "ringcat/options.h"
#include "ringcat/zstd_frame.h"

namespace ringpipe::ringcat {

struct ArchiveWords {
    const std::optional<std::string>& zstd;
    const std::optional<std::string>& output;
    const std::optional<std::string>& rotate;
    const std::optional<std::string>& keep;
    const std::optional<std::string>& batch;
};

// "1M,5s", or one of the two.
inline bool parse_batch(std::string_view text, BatchOptions& batch) {
    for (bool more = true; more;) {
        const auto comma = text.find(',');
        const std::string_view part = text.substr(0, comma);
        more = comma != text.npos;
        if (more) text.remove_prefix(comma + 1);
        if (const auto bytes = tools::parse_size(part); bytes && *bytes != 0) {
            batch.bytes = *bytes;
        } else if (const auto ns = tools::parse_duration_ns(part); ns && *ns != 0) {
            batch.ns = *ns;
        } else {
            return false;
        }
    }
    return true;
}

inline bool parse_level(std::string_view text, int& level) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), level);
    return error == std::errc() && end == text.data() + text.size() && is_zstd_level(level);
}

// With --each understood before. `refuse(word, problem)` as for PublishWords.
template <class Refuse>
tools::Status understand(const ArchiveWords& words, DeliverOptions& deliver, Refuse refuse) {
    if (words.batch && !words.zstd && !deliver.each) {
        return refuse("--batch", "needs --each or --zstd");
    }
    if (words.batch && !parse_batch(*words.batch, deliver.batch)) {
        return refuse(*words.batch, "--batch takes a size, a time, or both: 1M,5s");
    }
    if (!words.zstd) {
        if (words.output) return refuse("--output", "needs --zstd; '>>FILE' appends to any file");
        if (words.rotate) return refuse("--rotate", "needs --zstd");
        if (words.keep) return refuse("--keep", "needs --zstd");
        return std::nullopt;
    }
    if (deliver.each) return refuse("--zstd", "contradicts --each");
    if (!words.output) return refuse("--zstd", "needs a file (-o FILE); '| zstd' needs none");
    ArchiveOptions& archive = deliver.archive.emplace();
    archive.path = *words.output;
    if (archive.path.empty()) return refuse("--output", "which file?");
    if (!parse_level(*words.zstd, archive.level)) {
        return refuse(fmt::format("--zstd={}", *words.zstd),
                      "takes a level from 1 (fast) to 22 (small)");
    }
    if (words.rotate) {
        const auto rotation = parse_rotation(*words.rotate);
        if (!rotation) {
            return refuse(*words.rotate, "--rotate takes a size, a time, hourly or daily: 100M,1h");
        }
        archive.rotation = *rotation;
    }
    if (!words.keep) return std::nullopt;
    if (!words.rotate) return refuse("--keep", "needs --rotate");
    const auto keep = tools::parse_count(*words.keep);
    if (!keep || *keep == 0)
        return refuse(*words.keep, "--keep takes a number of files, 1 or more");
    archive.rotation.keep = *keep;
    return std::nullopt;
}

}  // namespace ringpipe::ringcat
