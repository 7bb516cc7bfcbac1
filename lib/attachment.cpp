#include "attachment.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <optional>

#include "core/memory.h"
#include "core/walk.h"
#include "os/clock.h"
#include "os/file_system.h"
#include "os/system.h"

namespace ringpipe::inline v0 {

namespace {

core::RingView view_of(const Attachment& attachment, const RingIdentity& identity) {
    std::byte* data = attachment.data.start();
    std::byte* readers = attachment.readers.start();
    core::RingView view;
    view.data = reinterpret_cast<DataHeader*>(data);
    view.entries = reinterpret_cast<WriterEntry*>(data + kEntriesOffset);
    view.frames = data + kFramesOffset;
    if (readers != nullptr) {
        view.readers = reinterpret_cast<ReadersHeader*>(readers);
        view.slots = reinterpret_cast<SharedSlot*>(readers + kSlotsOffset);
    }
    view.take_numbers(identity);
    return view;
}

Error refused(const std::string& doing, const std::string& object, int reason) {
    if (reason == ENOENT) return {ErrorKind::kBad, "was removed", object, 0, {}};
    if (reason == ESTALE)
        return {ErrorKind::kBad, "was replaced while it was opened", object, 0, {}};
    return system_error(doing, object, reason);
}

}  // namespace

Result<Done> Attachment::open_files(const Ring::Impl& files, Role role, os::UniqueFd& readers_fd) {
    const bool writes = role == Role::kWriter;
    data_fd = files.reopen(kDataFile, writes ? O_RDWR : O_RDONLY);
    if (!data_fd) return refused("cannot open the ring's files", object, errno);
    if (role == Role::kObserver && files.access.observe_only) return Done{};
    readers_fd = files.reopen(kReadersFile, writes ? O_RDONLY : O_RDWR);
    int reason = errno;
    os::UniqueFd locks_fd = files.reopen(kLocksFile, O_RDWR);
    if (readers_fd && !locks_fd) reason = errno;
    if (readers_fd && locks_fd) {
        locks = os::ByteLocks(std::move(locks_fd));
        return Done{};
    }
    readers_fd.reset();
    const bool forbidden = reason == EACCES || reason == EPERM || reason == EROFS;
    if (role == Role::kObserver && forbidden) return Done{};
    if (role == Role::kReader && forbidden) {
        Error error = system_error("may only be observed", object, reason);
        error.hint = "-P, without a cursor, observes: it consumes nothing and holds nobody back";
        return error;
    }
    return refused("cannot open the ring's files", object, reason);
}

Result<std::unique_ptr<Attachment>> Attachment::make(const Ring& ring, Role role,
                                                     bool trust_owner) {
    const Ring::Impl& files = ring.impl();
    const std::string& object = files.name.given;
    const bool writes = role == Role::kWriter;
    auto attachment = std::make_unique<Attachment>();
    attachment->object = object;
    attachment->in_memory = files.in_memory;
    attachment->on_disk = files.on_disk;
    if (files.gone()) return Error{ErrorKind::kBad, "was removed", object, 0, {}};
    const std::uint32_t owner = files.access.owner;
    if (writes && owner != geteuid() && owner != 0 && !trust_owner) {
        return Error{ErrorKind::kBad, "belongs to another user, " + os::user_name(owner), object, 0,
                     "--trust-owner writes there all the same"};
    }
    os::UniqueFd readers;
    if (auto opened = attachment->open_files(files, role, readers); !opened) return opened.error();
    struct stat status {};
    if (fstat(attachment->data_fd.get(), &status) != 0)
        return system_error("cannot look at the ring's files", object, errno);
    attachment->device = status.st_dev;
    attachment->number = status.st_ino;
    attachment->size = static_cast<off_t>(data_bytes(files.identity.capacity));
    if (!files.in_memory) {
        attachment->parent =
            os::UniqueFd(::open(files.name.directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        attachment->data_name =
            files.name.path.substr(files.name.path.rfind('/') + 1) + "/" + kDataFile;
    }

    const RingIdentity& identity = files.identity;
    std::copy(std::begin(identity.ring_id), std::end(identity.ring_id),
              attachment->ring_id.begin());
    // A copy of a ring may have holes, or share its blocks: to store there could end in SIGBUS.
    const std::uint64_t bytes =
        writes ? data_bytes(identity.capacity) : readers_bytes(identity.slots);
    const os::UniqueFd& stored_to = writes ? attachment->data_fd : readers;
    if (files.on_disk && stored_to && !os::keep_room(stored_to.get(), bytes)) {
        return errno == ENOSPC ? no_room(files.name, bytes, 0)
                               : system_error("cannot keep its room", object, errno);
    }
    auto data =
        os::Mapping::map_twice(attachment->data_fd.get(), kFramesOffset, identity.capacity, writes);
    std::optional<os::Mapping> slots = os::Mapping();
    if (readers) slots = os::Mapping::map(readers.get(), readers_bytes(identity.slots), !writes);
    if (!data || !slots) {
        Error error = system_error(
            "cannot map " + bytes_text(2 * identity.capacity) + " of address space", object, errno);
        error.hint = "a smaller ring needs less; 'ulimit -v' tells what a process may have";
        return error;
    }
    attachment->data = std::move(*data);
    attachment->readers = std::move(*slots);
    attachment->view = view_of(*attachment, identity);
    return attachment;
}

bool Attachment::gone() {
    if (in_memory) return false;
    // To look for the name takes longer, and who publishes a line at a time asks each time.
    const bool looks = name_look_.is_due(os::monotonic_ns());
    return (looks ? has_another_name() : has_changed()) || is_wiped();
}

// Another file has our name, or none. What we may not look at any more is not gone for that.
bool Attachment::has_another_name() const {
    struct stat named {};
    if (fstatat(parent.get(), data_name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0) {
        return named.st_ino != number || named.st_dev != device || named.st_size != size;
    }
    return errno == ENOENT || errno == ENOTDIR || has_changed();
}

// Unlinked, or cut short.
bool Attachment::has_changed() const {
    struct stat status {};
    return fstat(data_fd.get(), &status) == 0 && (status.st_nlink == 0 || status.st_size != size);
}

// Cut short and grown again, or with holes punched into it: zeros where the identity was, or where
// the oldest frame is.
bool Attachment::is_wiped() const {
    const auto is_ours = [this](const std::uint8_t(&id)[16]) {
        return std::memcmp(id, ring_id.data(), sizeof id) == 0;
    };
    if (!is_ours(view.data->identity.ring_id)) return true;
    if (view.sees_readers() && !is_ours(view.readers->ring_id)) return true;
    const std::uint64_t oldest = core::Processor::load(view.data->oldest);
    return oldest % kFrameAlign != 0 || core::is_hollow<core::Processor>(view, oldest);
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

Error no_free_slot(std::uint32_t slots, const std::string& object) {
    return Error{ErrorKind::kBusy, "all " + std::to_string(slots) + " reader slots are taken",
                 object, 0,
                 "'ringstat RING' tells whose they are; 'ringctl rm RING/CURSOR' forgets a cursor"};
}

}  // namespace ringpipe::inline v0
