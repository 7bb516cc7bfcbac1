// Draw: lines from a descriptor into a frame's payload.
#pragma once

#include <cstddef>
#include <cstdint>

#include "ringpipe/writer.h"

namespace ringpipe {

// Fills `payload`, which has room for `before` and `most` bytes, by one read that does not wait,
// and copies what comes after the last delimiter out of it. The bytes of the lines that are whole;
// 0 if none is.
std::uint64_t draw_into(std::byte* payload, const Draw& draw, Drawn& drawn);

}  // namespace ringpipe
