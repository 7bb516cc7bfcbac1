// The boot in which a ring on disk was last written to, and whether that ended in order.
#pragma once

#include "ring_files.h"
#include "ringpipe/format.h"

namespace ringpipe::inline v0 {

// Whether the ring was left open when an earlier boot ended. It may be observed, nothing else.
Result<Done> refuse_unclean_boot(const Ring::Impl& ring);

// Before a writer opens the ring: from now on it is of this boot.
void enter_boot(DataHeader& header);

// Until the disk has the header as it is now.
bool sync_header(DataHeader& header);

}  // namespace ringpipe::inline v0
