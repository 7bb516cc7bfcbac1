// Ring: a ring that was found, checked and is held open; what writers and readers attach to.
//
// Threads   a Ring is a value that may be moved; its const functions may be called from any thread.
// Lifetime  a Writer or Reader keeps what it needs: the Ring may go before it does.
// Blocking  never.
// Crash     a creator killed half-way leaves a temporary directory that the next create() removes;
//           nobody ever sees a half-made ring under its name.
// Trust     the files' type, owner, size and header are checked against private copies. A ring of
//           another user is opened for reading; to write there takes WriterOptions::trust_owner.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ringpipe/error.h"
#include "ringpipe/export.h"
#include "ringpipe/format.h"
#include "ringpipe/name.h"

namespace ringpipe::inline v0 {

// A ring's id, or a boot's, in hexadecimal.
[[nodiscard]] RINGPIPE_API std::string id_text(std::span<const std::uint8_t, 16> id);

// What create() is asked for. Sizes in bytes, times in nanoseconds.
struct RingOptions {
    std::uint64_t capacity = kDefaultCapacity;  // a power of two from kMinCapacity to kMaxCapacity
    OnFull on_full = OnFull::kBlock;
    std::uint64_t block_ns = 0;  // kBlock: wait so long once per stall, then overrun; 0: for ever
    std::uint32_t slots = kDefaultSlots;  // how many readers it can have at once, 1 to kMaxSlots
    std::optional<bool> checksums{};      // a CRC32C in each frame; not said: on disk only
    // 0600: for its owner. 0640: the group may observe. 0660: the group holds and writes, too.
    std::uint32_t mode = 0600;
    std::optional<std::uint32_t> group{};  // of the files; none: as of any file made there
};

// Whose a ring is, and for whom.
struct RingAccess {
    std::uint32_t mode = 0600;
    std::uint32_t owner = 0;
    std::uint32_t group = 0;
    bool observe_only = false;  // this process may read `data` and nothing else
};

class RINGPIPE_API Ring {
public:
    struct Impl;

    // Makes a ring under its final name, or fails and leaves nothing. kBusy when the name is taken;
    // kUsage with the figures when an option is out of range, or when the group could not enter the
    // directory; kBad when others could put their own ring in its place; kSystem ENOSPC with the
    // figures when the file system is too small (the room is really allocated).
    static Result<Ring> create(const RingName& name, const RingOptions& options);

    // kMissing, kBad, or kSystem (permission).
    static Result<Ring> open(const RingName& name);

    // A ring in memory, for threads and forked children; it is gone with its last user.
    static Result<Ring> in_memory(const RingOptions& options);

    // Takes the name away at once and frees the memory when its last user is gone. kBusy when a
    // writer or reader is alive and `force` is not set.
    static Result<Done> remove(const RingName& name, bool force);

    // The paths' last parts, without ".ring", of what looks like a ring in `directory`, sorted.
    // kBad where that is the directory of bare names, and somebody else's.
    static Result<std::vector<std::string>> list(const std::string& directory);

    Ring(Ring&&) noexcept;
    Ring& operator=(Ring&&) noexcept;
    ~Ring();

    [[nodiscard]] const RingIdentity& identity() const;  // a private copy, checked
    [[nodiscard]] const std::string& path() const;       // "memory" for in_memory()
    [[nodiscard]] const RingAccess& access() const;
    [[nodiscard]] std::string id_text() const;

    // Makes a named cursor that does not exist yet, or forgets one. With `keep` a `block` writer
    // waits for it also while no process reads under that name (ringctl's --hold). It starts
    // where nobody has consumed yet (`unread`). kBusy: it exists, or is in use, or no slot is free.
    [[nodiscard]] Result<Done> make_cursor(const std::string& name, bool keep) const;
    [[nodiscard]] Result<Done> drop_cursor(const std::string& name) const;

    [[nodiscard]] Impl& impl() const { return *impl_; }

private:
    explicit Ring(std::unique_ptr<Impl> impl);
    friend struct RingBuilder;
    std::unique_ptr<Impl> impl_;
};

}  // namespace ringpipe::inline v0
