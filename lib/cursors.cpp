// Named cursors, made and forgotten without a reader.
#include "attachment.h"
#include "boot.h"
#include "core/memory.h"
#include "core/reader_core.h"
#include "ringpipe/name.h"

namespace ringpipe::inline v0 {

namespace {

using Claim = core::SlotClaim<core::Processor>;

std::string cursor_object(const Ring& ring, const std::string& name) {
    return ring.impl().name.given + "/" + name;
}

}  // namespace

Result<Done> Ring::make_cursor(const std::string& name, bool keep) const {
    const std::string object = cursor_object(*this, name);
    if (!is_cursor_name(name))
        return Error{ErrorKind::kUsage, "not a name for a cursor", object, 0, {}};
    if (auto clean = refuse_unclean_boot(impl()); !clean) return clean.error();
    auto attachment = Attachment::make(*this, Role::kReader);
    if (!attachment) return attachment.error();
    const core::RingView& view = (*attachment)->view;
    if (keep && !view.holds_by_policy()) {
        return Error{ErrorKind::kUsage, "cannot hold: this ring drops old records", object, 0, {}};
    }
    core::ReaderCore<core::Processor> reader(view, (*attachment)->locks);
    ClaimLock lock((*attachment)->locks);
    if (!lock.taken()) return claim_lock_error(object);
    if (Claim(view, (*attachment)->locks).find(name))
        return Error{ErrorKind::kBusy, "exists already", object, 0, {}};
    using Attach = core::ReaderCore<core::Processor>::Attach;
    if (reader.attach(name, false, keep, view.holds_by_policy()) != Attach::kAttached) {
        return no_free_slot(view.slot_count, object);
    }
    lock.give();
    reader.detach();
    return Done{};
}

Result<Done> Ring::drop_cursor(const std::string& name) const {
    const std::string object = cursor_object(*this, name);
    auto attachment = Attachment::make(*this, Role::kReader);
    if (!attachment) return attachment.error();
    auto& locks = (*attachment)->locks;
    const core::RingView& view = (*attachment)->view;
    Claim claim(view, locks);
    ClaimLock lock(locks);
    if (!lock.taken()) return claim_lock_error(object);
    const auto found = claim.find(name);
    if (!found) return Error{ErrorKind::kMissing, "no such cursor", object, 0, {}};
    if (claim.take(found, true) != Claim::Answer::kClaimed) {
        return Error{ErrorKind::kBusy, "a process reads under this name", object, 0, {}};
    }
    claim.fold();
    claim.drop();
    lock.give();
    locks.release(kSlotBytes + claim.index());
    core::Waker<core::Processor>::wake(view.readers->answer);
    return Done{};
}

}  // namespace ringpipe::inline v0
