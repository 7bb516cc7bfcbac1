// RingName: where a ring that a person named lives, and which of its cursors was meant.
#pragma once

#include <string>
#include <string_view>

#include "ringpipe/error.h"
#include "ringpipe/export.h"

namespace ringpipe::inline v0 {

// A bare name ([A-Za-z0-9][A-Za-z0-9._-]{0,63}) lives in $RINGPIPE_DIR, or else in
// /dev/shm/ringpipe-UID. A name that begins with "/", "./" or "../" is a path. ".ring" is appended
// unless it is there. "RING/CURSOR" names a cursor; after a path, what follows ".ring/" does.
struct RINGPIPE_API RingName {
    std::string given;               // as the user wrote it, without the cursor
    std::string directory;           // that holds the ring
    std::string path;                // directory + "/" + name + ".ring"
    std::string cursor;              // empty: the ring itself
    bool bare = false;               // lives in the default directory, which is made at first use
    bool private_directory = false;  // in /dev/shm/ringpipe-UID: RINGPIPE_DIR was not set

    // kUsage when the name is neither.
    static Result<RingName> parse(std::string_view text);
};

// The directory of bare names: $RINGPIPE_DIR, or /dev/shm/ringpipe-UID.
[[nodiscard]] RINGPIPE_API std::string default_directory();

// Whether `name` may name a cursor (the same form as a bare ring name, at most 63 bytes).
[[nodiscard]] RINGPIPE_API bool is_cursor_name(std::string_view name);

}  // namespace ringpipe::inline v0
