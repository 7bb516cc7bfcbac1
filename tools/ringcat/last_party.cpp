// last_party: the last one to use a ring takes it away (--rm).
#include "ringcat/last_party.h"

#include "common/diagnostics.h"

namespace ringpipe::ringcat {

void remove_after_last(const RingName& name, const Ring& ring) {
    const auto there = Ring::open(name);
    if (!there || there->id_text() != ring.id_text()) return;
    const auto removed = Ring::remove(name, false);
    if (removed) {
        tools::inform(name.given, "removed " + name.path);
    } else if (removed.error().kind == ErrorKind::kBusy) {
        tools::inform(name.given, "others use it, and it stays");
    } else if (removed.error().kind != ErrorKind::kMissing) {
        tools::fail(removed.error());
    }
}

}  // namespace ringpipe::ringcat
