// Draw: lines from a descriptor into a frame's payload.
#include "draw.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "os/read_now.h"
#include "ringpipe/text.h"

namespace ringpipe {

std::uint64_t draw_into(std::byte* payload, const Draw& draw, Drawn& drawn) {
    const std::uint64_t before = draw.before.size();
    std::byte* const fresh = payload + before;
    const ssize_t got = os::read_now(draw.fd, {fresh, draw.most});
    if (got <= 0) {
        drawn.error = got < 0 ? errno : 0;
        return 0;
    }
    drawn.read = static_cast<std::uint64_t>(got);
    const Text text(fresh, drawn.read);
    const std::uint64_t whole = to_last(text, draw.delimiter);
    drawn.rest = drawn.read - whole;
    // The header that follows the frame comes where the rest lies.
    std::copy_n(fresh + whole, drawn.rest, draw.rest.data());
    if (whole == 0) return 0;
    // At least one, unless somebody has overwritten it since.
    drawn.lines = std::max(count_delimiters(text.first(whole), draw.delimiter), 1u);
    std::copy_n(draw.before.data(), before, payload);
    return before + whole;
}

}  // namespace ringpipe
