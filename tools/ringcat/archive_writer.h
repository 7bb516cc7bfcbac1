// ArchiveWriter: appends batches to an archive and syncs it while the next ones are made.
//
// A disk takes as long for a batch as for twenty: what came while it was busy is synced together.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "ringcat/archive.h"
#include "ringcat/archive_trailer.h"
#include "ringpipe/error.h"
#include "ringpipe/reader.h"

namespace ringpipe::ringcat {

struct ArchiveBatch {
    std::vector<std::byte> frame;  // or empty: only the trailer
    ArchiveTrailer trailer;
    Reader::Place place;  // behind it
};

class ArchiveWriter {
public:
    explicit ArchiveWriter(Archive& archive);  // a failure() at once if it has no thread
    ArchiveWriter(const ArchiveWriter&) = delete;
    ArchiveWriter& operator=(const ArchiveWriter&) = delete;
    ~ArchiveWriter();  // does what was submitted

    // Waits while too much is still to be done. Nothing is taken after a failure.
    void submit(ArchiveBatch batch);

    // These wait until more, or all, of what was submitted is on its disk. Nothing is to be waited
    // for after a failure.
    void wait_for_some();
    void wait_for_all();

    [[nodiscard]] bool is_idle();

    // Behind the last batch that is on its disk, if that has moved since the last call.
    [[nodiscard]] std::optional<Reader::Place> take_done();
    [[nodiscard]] std::optional<Error> failure();

    // When it is time to set the file aside, on the wall clock.
    [[nodiscard]] std::uint64_t due_ns();
    // With nothing submitted.
    [[nodiscard]] Result<Done> rotate();

    // The memory of a batch that was done, to be used again.
    [[nodiscard]] std::vector<std::byte> spare();

private:
    void work();
    std::size_t append(std::vector<ArchiveBatch>& batches, std::optional<Error>& error);

    Archive& archive_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<ArchiveBatch> queue_;
    std::vector<std::vector<std::byte>> spare_;
    std::size_t under_way_ = 0;  // batches that were taken from the queue
    std::optional<Reader::Place> done_;
    std::optional<Error> failure_;
    std::uint64_t due_ns_;
    bool closing_ = false;
    std::thread thread_;
};

}  // namespace ringpipe::ringcat
