// Attachment: a ring mapped for one party, in the role that decides what it may store to.
#pragma once

#include <memory>

#include "core/view.h"
#include "os/byte_locks.h"
#include "os/mapping.h"
#include "os/unique_fd.h"
#include "ring_files.h"

namespace ringpipe::inline v0 {

enum class Role { kWriter, kReader };

struct Attachment {
    std::string object;  // as the user named the ring
    os::Mapping data;
    os::Mapping readers;
    os::UniqueFd data_fd;  // for the link count
    os::ByteLocks locks;   // its own open file description; never mapped
    core::RingView view;
    bool in_memory = false;

    static Result<std::unique_ptr<Attachment>> make(const Ring& ring, Role role);

    [[nodiscard]] bool gone() const;
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

}  // namespace ringpipe::inline v0
