// Attachment: a ring mapped for one party, in the role that decides what it may store to.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "core/every.h"
#include "core/view.h"
#include "os/byte_locks.h"
#include "os/mapping.h"
#include "os/unique_fd.h"
#include "ring_files.h"

namespace ringpipe::inline v0 {

// An observer does without `readers` and `locks` where it may not have them.
enum class Role { kWriter, kReader, kObserver };

struct Attachment {
    std::string object;  // as the user named the ring
    os::Mapping data;
    os::Mapping readers;
    os::UniqueFd data_fd;  // for the link count
    os::UniqueFd parent;   // of the ring's directory, in which it has its name
    std::string data_name;
    os::ByteLocks locks;  // its own open file description; never mapped
    core::RingView view;
    std::array<std::uint8_t, 16> ring_id{};
    dev_t device = 0;  // of `data`, with its number: no other file has both while it is open
    ino_t number = 0;
    off_t size = 0;
    bool in_memory = false;
    bool on_disk = false;

    static Result<std::unique_ptr<Attachment>> make(const Ring& ring, Role role,
                                                    bool trust_owner = false);

    // Whether the ring was removed or replaced, or its files were wiped.
    [[nodiscard]] bool gone();

private:
    Result<Done> open_files(const Ring::Impl& files, Role role, os::UniqueFd& readers_fd);
    [[nodiscard]] bool has_another_name() const;
    [[nodiscard]] bool has_changed() const;
    [[nodiscard]] bool is_wiped() const;
    core::Every name_look_{50'000'000};
};

// The lock under which reader slots are claimed: waits for it, but not for ever.
class ClaimLock {
public:
    explicit ClaimLock(os::ByteLocks& locks);
    ~ClaimLock() { give(); }
    ClaimLock(const ClaimLock&) = delete;
    ClaimLock& operator=(const ClaimLock&) = delete;
    [[nodiscard]] bool taken() const { return taken_; }
    void give();

private:
    os::ByteLocks& locks_;
    bool taken_ = false;
};

Error claim_lock_error(const std::string& object);

// The error of who finds all reader slots taken.
Error no_free_slot(std::uint32_t slots, const std::string& object);

}  // namespace ringpipe::inline v0
