// Ring::Impl: the open files of a ring and a checked, private copy of its identity.
#pragma once

#include <string>

#include "os/unique_fd.h"
#include "ringpipe/ring.h"

namespace ringpipe::inline v0 {

inline constexpr char kDataFile[] = "data";
inline constexpr char kReadersFile[] = "readers";
inline constexpr char kLocksFile[] = "locks";

struct Ring::Impl {
    RingName name;            // given == "memory" for a ring in memory
    RingIdentity identity{};  // private, checked
    RingAccess access{};
    os::UniqueFd directory;  // of the three files; closed for a ring in memory
    os::UniqueFd data;       // read-only, for looking and for the link count
    os::UniqueFd readers;    // the same; in memory all three are the memfds themselves
    os::UniqueFd locks;      // these two are closed for who may only observe
    bool in_memory = false;
    bool on_disk = false;  // it outlives the boot

    // A new open file description of one of the three, as each party needs its own. It must be the
    // file that was checked, if that is open: errno is ESTALE otherwise.
    [[nodiscard]] os::UniqueFd reopen(const char* file, int flags) const;

    // Whether the ring lost its name: its files have no links left.
    [[nodiscard]] bool gone() const;

private:
    [[nodiscard]] const os::UniqueFd& checked(const char* file) const;
};

struct RingBuilder {
    static Ring build(std::unique_ptr<Ring::Impl> impl) { return Ring(std::move(impl)); }
};

std::uint64_t data_bytes(std::uint64_t capacity);
std::uint64_t readers_bytes(std::uint32_t slots);

// Whether a private copy of it has the checksum that it says.
bool matches_checksum(const RingIdentity& identity);

// Checks a private copy of what the first bytes of `data` say. Empty if it is one of ours.
std::string refuse_identity(const RingIdentity& identity);

// The error of a directory that has too little room for so many bytes. `taken`: of them, what a
// failed attempt still occupies.
Error no_room(const RingName& name, std::uint64_t bytes, std::uint64_t taken);

// "64 MiB"
std::string bytes_text(std::uint64_t bytes);

Error system_error(std::string doing, std::string path, int sys_errno);

}  // namespace ringpipe::inline v0
