#include "ringpipe/ring.h"

#include "ring_files.h"

namespace ringpipe::inline v0 {

std::string id_text(std::span<const std::uint8_t, 16> id) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : id) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

Ring::Ring(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Ring::Ring(Ring&&) noexcept = default;
Ring& Ring::operator=(Ring&&) noexcept = default;
Ring::~Ring() = default;

const RingIdentity& Ring::identity() const {
    return impl_->identity;
}
const RingAccess& Ring::access() const {
    return impl_->access;
}
const std::string& Ring::path() const {
    return impl_->name.path;
}

std::string Ring::id_text() const {
    return ringpipe::id_text(impl_->identity.ring_id);
}

}  // namespace ringpipe::inline v0
