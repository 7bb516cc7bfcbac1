// The boot in which a ring on disk was last written to, and whether that ended in order.
//
// What a power cut leaves of pages that were on their way to the disk is anybody's guess. So
// `clean` is true on the disk only when all else is there: it is cleared there before a writer
// publishes anything, and set after the last one has seen its own stores arrive.
#include "boot.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "core/memory.h"
#include "os/file_system.h"
#include "os/system.h"

namespace ringpipe::inline v0 {

namespace {

using BootId = std::array<std::uint8_t, 16>;

constexpr std::uint64_t kHeaderBytes = kEntriesOffset;

template <class T>
bool read_word(const Ring::Impl& ring, std::size_t offset, T& word) {
    return pread(ring.data.get(), &word, sizeof word, static_cast<off_t>(offset)) ==
           static_cast<ssize_t>(sizeof word);
}

}  // namespace

Result<Done> refuse_unclean_boot(const Ring::Impl& ring) {
    BootId ours{};
    if (!ring.on_disk || !os::read_boot_id(ours)) return Done{};
    std::uint64_t clean = 0;
    BootId last{};
    // In this order: who opens it for this boot stores the id first.
    if (!read_word(ring, offsetof(DataHeader, clean), clean) ||
        !read_word(ring, offsetof(DataHeader, boot_id), last)) {
        return system_error("cannot read its header", ring.name.given, errno);
    }
    if (clean != 0 || last == ours) return Done{};
    const std::string& name = ring.name.given;
    return Error{
        ErrorKind::kBad,
        "was open for writing when the machine last went down, and may be incomplete", name, 0,
        "'ringcat -P --from oldest " + name + "' copies out what can be read; then 'ringctl rm " +
            name + "', and make it again"};
}

void enter_boot(DataHeader& header) {
    BootId ours{};
    os::read_boot_id(ours);
    if (std::memcmp(header.boot_id, ours.data(), ours.size()) != 0) {
        std::memcpy(header.boot_id, ours.data(), ours.size());
    }
}

bool sync_header(DataHeader& header) {
    return os::sync_mapped(reinterpret_cast<std::byte*>(&header), kHeaderBytes);
}

}  // namespace ringpipe::inline v0
