// ArchiveWriter: appends batches to an archive and syncs it while the next ones are made.
#include "ringcat/archive_writer.h"

#include <cerrno>
#include <utility>

#include "common/quiet_thread.h"

namespace ringpipe::ringcat {
namespace {

constexpr std::size_t kMostWaiting = 32;  // batches

}  // namespace

ArchiveWriter::ArchiveWriter(Archive& archive) : archive_(archive), due_ns_(archive.due_ns()) {
    thread_ = tools::quiet_thread([this] { work(); });
    if (thread_.joinable()) return;
    failure_ = Error{ErrorKind::kSystem, "there is no thread to write it", archive.path(), EAGAIN};
}

ArchiveWriter::~ArchiveWriter() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void ArchiveWriter::submit(ArchiveBatch batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return queue_.size() < kMostWaiting || failure_; });
    if (failure_) return;
    queue_.push_back(std::move(batch));
    changed_.notify_all();
}

void ArchiveWriter::wait_for_some() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return done_ || failure_ || queue_.size() + under_way_ == 0; });
}

void ArchiveWriter::wait_for_all() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return failure_ || queue_.size() + under_way_ == 0; });
}

bool ArchiveWriter::is_idle() {
    const std::lock_guard lock(mutex_);
    return queue_.size() + under_way_ == 0;
}

std::optional<Reader::Place> ArchiveWriter::take_done() {
    const std::lock_guard lock(mutex_);
    return std::exchange(done_, std::nullopt);
}

std::optional<Error> ArchiveWriter::failure() {
    const std::lock_guard lock(mutex_);
    return failure_;
}

std::uint64_t ArchiveWriter::due_ns() {
    const std::lock_guard lock(mutex_);
    return due_ns_;
}

Result<Done> ArchiveWriter::rotate() {
    wait_for_all();
    auto done = archive_.rotate();
    const std::lock_guard lock(mutex_);
    due_ns_ = archive_.due_ns();
    return done;
}

std::vector<std::byte> ArchiveWriter::spare() {
    const std::lock_guard lock(mutex_);
    if (spare_.empty()) return {};
    std::vector<std::byte> memory = std::move(spare_.back());
    spare_.pop_back();
    return memory;
}

// How many of them are on their disk.
std::size_t ArchiveWriter::append(std::vector<ArchiveBatch>& batches, std::optional<Error>& error) {
    std::size_t sure = 0;
    std::size_t appended = 0;
    for (const ArchiveBatch& batch : batches) {
        if (archive_.is_full_for(batch.frame.size())) {
            if (auto rotated = archive_.rotate(); !rotated) {
                error = std::move(rotated.error());
                break;
            }
            sure = appended;
        }
        if (auto done = archive_.append(batch.frame, batch.trailer); !done) {
            error = std::move(done.error());
            break;
        }
        ++appended;
    }
    if (appended == sure) return sure;
    if (auto synced = archive_.sync(); !synced) {
        if (!error) error = std::move(synced.error());
        return sure;
    }
    return appended;
}

void ArchiveWriter::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return !queue_.empty() || closing_; });
        if (queue_.empty()) return;
        std::vector<ArchiveBatch> batches = std::exchange(queue_, {});
        under_way_ = batches.size();
        changed_.notify_all();
        lock.unlock();
        std::optional<Error> error;
        const std::size_t sure = append(batches, error);
        lock.lock();
        under_way_ = 0;
        if (sure != 0) done_ = batches[sure - 1].place;
        due_ns_ = archive_.due_ns();
        for (ArchiveBatch& batch : batches) spare_.push_back(std::move(batch.frame));
        failure_ = std::move(error);
        changed_.notify_all();
        if (failure_) return;
    }
}

}  // namespace ringpipe::ringcat
