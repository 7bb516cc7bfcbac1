// Needle: bytes without which a record cannot pass, so that others are skipped unread.
#include "filter/needle.h"

#include <algorithm>
#include <cstring>

namespace ringpipe::filter {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

bool must_be_escaped(char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

}  // namespace

Needle::Needle(const Predicate::Demand& demand)
    : any_escape_(demand.text.find('/') != std::string::npos) {
    if (std::any_of(demand.text.begin(), demand.text.end(), must_be_escaped)) {
        any_escape_ = true;
        return;
    }
    text_ = demand.whole ? '"' + demand.text + '"' : demand.text;
}

bool Needle::is_rarer(const Needle& other) const {
    return text_.size() > other.text_.size();
}

NeedleSearch::NeedleSearch(const Needle& needle, std::string_view text)
    : needle_(needle), text_(text), next_text_(find_text(0)), next_escape_(find_escape(0)) {}

std::size_t NeedleSearch::next(std::size_t from) {
    if (next_text_ < from) next_text_ = find_text(from);
    if (next_escape_ < from) next_escape_ = find_escape(from);
    return std::min(next_text_, next_escape_);
}

std::size_t NeedleSearch::find_text(std::size_t from) const {
    const std::string& wanted = needle_.text();
    if (wanted.empty() || from >= text_.size()) return kNowhere;
    const void* at = memmem(text_.data() + from, text_.size() - from, wanted.data(), wanted.size());
    if (at == nullptr) return kNowhere;
    return static_cast<std::size_t>(static_cast<const char*>(at) - text_.data());
}

std::size_t NeedleSearch::find_escape(std::size_t from) const {
    while (true) {
        const std::size_t at = text_.find('\\', from);
        if (at == kNowhere || needle_.any_escape()) return at;
        if (at + 1 < text_.size() && text_[at + 1] == 'u') return at;
        from = at + 1;
    }
}

}  // namespace ringpipe::filter
