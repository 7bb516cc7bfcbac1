#include "attachment.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "os/clock.h"

namespace ringpipe::inline v0 {

namespace {

core::RingView view_of(const Attachment& attachment, const RingIdentity& identity) {
    std::byte* data = attachment.data.start();
    std::byte* readers = attachment.readers.start();
    core::RingView view;
    view.data = reinterpret_cast<DataHeader*>(data);
    view.entries = reinterpret_cast<WriterEntry*>(data + kEntriesOffset);
    view.frames = data + kFramesOffset;
    view.readers = reinterpret_cast<ReadersHeader*>(readers);
    view.slots = reinterpret_cast<SharedSlot*>(readers + kSlotsOffset);
    view.capacity = identity.capacity;
    view.largest_record = identity.largest_record;
    view.block_ns = identity.block_ns;
    view.slot_count = identity.slots;
    view.entry_count = identity.writer_entries;
    view.on_full = identity.on_full;
    return view;
}

}  // namespace

Result<std::unique_ptr<Attachment>> Attachment::make(const Ring& ring, Role role) {
    const Ring::Impl& files = ring.impl();
    const std::string& object = files.name.given;
    const bool writes = role == Role::kWriter;
    auto attachment = std::make_unique<Attachment>();
    attachment->object = object;
    attachment->in_memory = files.in_memory;
    if (files.gone()) return Error{ErrorKind::kBad, "was removed", object, 0, {}};

    attachment->data_fd = files.reopen(kDataFile, writes ? O_RDWR : O_RDONLY);
    const os::UniqueFd readers = files.reopen(kReadersFile, writes ? O_RDONLY : O_RDWR);
    os::UniqueFd locks = files.reopen(kLocksFile, O_RDWR);
    if (errno == ENOENT && (!attachment->data_fd || !readers || !locks)) {
        return Error{ErrorKind::kBad, "was removed", object, 0, {}};
    }
    if (!attachment->data_fd || !readers || !locks)
        return system_error("cannot open the ring's files", object, errno);
    struct stat opened {};
    struct stat checked {};
    if (fstat(attachment->data_fd.get(), &opened) != 0 || fstat(files.data.get(), &checked) != 0) {
        return system_error("cannot look at the ring's files", object, errno);
    }
    if (opened.st_ino != checked.st_ino || opened.st_dev != checked.st_dev) {
        return Error{ErrorKind::kBad, "was replaced while it was opened", object, 0, {}};
    }
    if (writes && opened.st_uid != geteuid() && opened.st_uid != 0) {
        return Error{ErrorKind::kBad, "belongs to another user", object, 0, {}};
    }
    attachment->locks = os::ByteLocks(std::move(locks));

    const RingIdentity& identity = files.identity;
    auto data =
        os::Mapping::map_twice(attachment->data_fd.get(), kFramesOffset, identity.capacity, writes);
    auto slots = os::Mapping::map(readers.get(), readers_bytes(identity.slots), !writes);
    if (!data || !slots) {
        return system_error("cannot map " + bytes_text(2 * identity.capacity) + " of address space",
                            object, errno);
    }
    attachment->data = std::move(*data);
    attachment->readers = std::move(*slots);
    attachment->view = view_of(*attachment, identity);
    return attachment;
}

bool Attachment::gone() const {
    struct stat status {};
    return !in_memory && fstat(data_fd.get(), &status) == 0 && status.st_nlink == 0;
}

ClaimLock::ClaimLock(os::ByteLocks& locks) : locks_(locks) {
    constexpr std::uint64_t kLongestNs = 5'000'000'000;
    const std::uint64_t start_ns = os::monotonic_ns();
    while (!(taken_ = locks_.try_exclusive(kClaimByte)) &&
           os::monotonic_ns() - start_ns < kLongestNs) {
        os::sleep_ns(1'000'000);
    }
}

void ClaimLock::give() {
    if (taken_) locks_.release(kClaimByte);
    taken_ = false;
}

Error claim_lock_error(const std::string& object) {
    return Error{ErrorKind::kBusy, "another reader has been attaching for 5 s", object, 0,
                 "is a process stopped that was just starting to read?"};
}

}  // namespace ringpipe::inline v0
