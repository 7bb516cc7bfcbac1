#include "common/damage.h"

#include <string>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"

namespace ringpipe::tools {

int fail_damaged(std::string_view ring, const Damage& damage, std::string_view then) {
    if (!damage.checksum) {
        return fail(kBadRing, ring,
                    fmt::format("damaged: record {} is not where it should be, at position {}",
                                damage.sequence, damage.position));
    }
    const std::uint64_t next = damage.sequence + damage.records;
    const std::string which = damage.records == 1
                                  ? fmt::format("record {} does", damage.sequence)
                                  : fmt::format("records {} to {} do", damage.sequence, next - 1);
    return fail(kBadRing, ring,
                fmt::format("damaged: {} not match the checksum of the frame at position {}", which,
                            damage.position),
                fmt::format("--from {} {}", next, then));
}

}  // namespace ringpipe::tools
