// Damage, as a tool tells of it.
#pragma once

#include <string_view>

#include "ringpipe/reader.h"

namespace ringpipe::tools {

// What a reader that answered kDamaged met with; the hint says what --from does `then`. Returns the
// exit code for it.
int fail_damaged(std::string_view ring, const Damage& damage,
                 std::string_view then = "goes on after it");

}  // namespace ringpipe::tools
