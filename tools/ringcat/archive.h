// Archive: a file of zstd frames, each with a trailer that proves it, to which batches of a ring's
// records are appended so that every one is in it once, whoever is killed and whatever is full.
//
// It is locked while it is open. What was appended is sure once it is synced; what could not be
// appended whole is not there at all. A file that grew too large or too old is renamed, and a new
// one begun; until that is there, the newest of those that were set aside says how far we are.
//
// Threads   one at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "ringcat/archive_tail.h"
#include "ringcat/archive_trailer.h"
#include "ringcat/rotated_files.h"
#include "ringcat/rotation.h"
#include "ringpipe/error.h"

namespace ringpipe::ringcat {

class Archive {
public:
    // Locks what is there and looks at it; nothing is changed yet, nor made. kBusy: somebody else
    // has it open.
    static Result<std::unique_ptr<Archive>> open(const std::string& path, const Rotation& rotation);

    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
    ~Archive();

    [[nodiscard]] const std::string& path() const { return path_; }

    // How far which ring was archived, if it is known.
    [[nodiscard]] const std::optional<ArchiveTrailer>& proof() const { return proof_; }

    // Before anything else: the file is there, ends with its last whole batch, and goes on with
    // the record `next` of that ring.
    [[nodiscard]] Result<Done> begin(const RingId& ring, std::uint64_t next);

    // One batch: `frame` may be empty. Of `trailer` the file's own fields are filled in here.
    [[nodiscard]] Result<Done> append(std::span<const std::byte> frame, ArchiveTrailer trailer);

    [[nodiscard]] Result<Done> sync();

    // Whether a batch of so many bytes more must go to a new file.
    [[nodiscard]] bool is_full_for(std::uint64_t bytes) const;
    [[nodiscard]] std::uint64_t due_ns() const;  // on the wall clock

    [[nodiscard]] Result<Done> rotate();

private:
    Archive(std::string path, const Rotation& rotation);

    enum class Lock { kLocked, kMissing };
    [[nodiscard]] Result<Lock> lock_live();
    [[nodiscard]] Result<Done> look_at_live();
    [[nodiscard]] Result<Done> look_at_newest_rotated();
    [[nodiscard]] Result<Done> make();
    [[nodiscard]] Result<Done> append_opening();
    [[nodiscard]] Result<Done> check_in_place() const;
    void prune() const;
    [[nodiscard]] Error failure(std::string doing, int error) const;

    const std::string path_;
    const Rotation rotation_;
    const RotatedFiles rotated_;
    int fd_ = -1;
    int rotated_fd_ = -1;  // locked as long as fd_ is not there
    ArchiveTail tail_;     // of the file as it was found
    std::optional<ArchiveTrailer> proof_;
    RingId ring_{};
    std::uint64_t next_ = 0;
    std::uint64_t bytes_ = 0;    // in the file
    std::uint64_t durable_ = 0;  // and on its disk
    std::uint64_t opened_ns_ = 0;
};

}  // namespace ringpipe::ringcat
