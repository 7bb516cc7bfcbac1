// RotatedFiles: the archives that were set aside, whose names sort by age.
#include "ringcat/rotated_files.h"

#include <dirent.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <string_view>

#include <fmt/format.h>

namespace ringpipe::ringcat {
namespace {

constexpr std::string_view kModel = "0000-00-00T000000.000Z";  // 0: any digit
constexpr std::string_view kSuffix = ".zst";
constexpr std::uint64_t kMsNs = 1'000'000;

std::string stamp_of(std::uint64_t ms) {
    const auto seconds = static_cast<time_t>(ms / 1000);
    tm when{};
    gmtime_r(&seconds, &when);
    return fmt::format("{:04}-{:02}-{:02}T{:02}{:02}{:02}.{:03}Z", when.tm_year + 1900,
                       when.tm_mon + 1, when.tm_mday, when.tm_hour, when.tm_min, when.tm_sec,
                       ms % 1000);
}

std::optional<std::uint64_t> ms_of(const std::string& stamp) {
    tm when{};
    if (strptime(stamp.c_str(), "%Y-%m-%dT%H%M%S", &when) == nullptr) return std::nullopt;
    const auto seconds = static_cast<std::uint64_t>(timegm(&when));
    return seconds * 1000 + std::stoul(stamp.substr(kModel.find('.') + 1, 3));
}

bool is_stamp(std::string_view text) {
    return std::equal(text.begin(), text.end(), kModel.begin(), kModel.end(),
                      [](char c, char m) { return m == '0' ? c >= '0' && c <= '9' : c == m; });
}

}  // namespace

RotatedFiles::RotatedFiles(const std::string& path) {
    const std::filesystem::path whole(path);
    folder_ = whole.parent_path().string();
    if (folder_.empty()) folder_ = std::string(".");
    stem_ = whole.filename().string();
    if (stem_.ends_with(kSuffix) && stem_.size() > kSuffix.size()) {
        stem_.resize(stem_.size() - kSuffix.size());
        suffix_ = kSuffix;
    }
    stem_ += '.';
}

bool RotatedFiles::is_one(const std::string& name) const {
    const std::string_view text = name;
    return text.size() == stem_.size() + kModel.size() + suffix_.size() &&
           text.starts_with(stem_) && text.ends_with(suffix_) &&
           is_stamp(text.substr(stem_.size(), kModel.size()));
}

Result<std::vector<std::string>> RotatedFiles::list() const {
    struct Close {
        void operator()(DIR* folder) const { ::closedir(folder); }
    };
    const std::unique_ptr<DIR, Close> folder(::opendir(folder_.c_str()));
    if (!folder) return Error{ErrorKind::kSystem, "cannot be listed", folder_, errno};
    std::vector<std::string> names;
    for (;;) {
        errno = 0;
        const dirent* entry = ::readdir(folder.get());
        if (entry == nullptr) break;
        if (is_one(entry->d_name)) names.emplace_back(entry->d_name);
    }
    if (errno != 0) return Error{ErrorKind::kSystem, "cannot be listed", folder_, errno};
    std::sort(names.begin(), names.end());
    for (std::string& name : names) name = fmt::format("{}/{}", folder_, name);
    return names;
}

Result<std::string> RotatedFiles::next_path(std::uint64_t now_ns) const {
    const auto there = list();
    if (!there) return there.error();
    const std::string newest = there->empty() ? "" : there->back();
    const std::string path = path_of(now_ns / kMsNs);
    if (path > newest) return path;
    // The clock was set back: the next millisecond after the newest one.
    const auto newest_ms = ms_of(newest.substr(folder_.size() + 1 + stem_.size(), kModel.size()));
    const std::string next = newest_ms ? path_of(*newest_ms + 1) : "";
    if (next > newest) return next;
    return Error{ErrorKind::kSystem, "no name sorts after that one", newest, 0};
}

std::string RotatedFiles::path_of(std::uint64_t ms) const {
    return fmt::format("{}/{}{}{}", folder_, stem_, stamp_of(ms), suffix_);
}

}  // namespace ringpipe::ringcat
