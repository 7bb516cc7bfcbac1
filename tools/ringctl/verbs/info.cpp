// ringctl info: everything that a ring's header and slots say, also of a damaged ring.
//
// Names are those of ringpipe(7) and ringstat(1); what only the file format knows is called as in
// ringpipe(5).
#include "ringctl/verbs/info.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/known_rings.h"
#include "common/output.h"
#include "common/policy.h"
#include "ringctl/facts.h"
#include "ringpipe/examination.h"
#include "ringpipe/ring.h"

namespace ringpipe::ringctl {
namespace {

std::string text_of(std::span<const char> bytes) {
    return {bytes.data(), strnlen(bytes.data(), bytes.size())};
}

std::optional<std::string_view> if_any(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return text;
}

std::string use_name(Use use) {
    switch (use) {
        case Use::kStream:
            return "stream";
        case Use::kState:
            return "state";
        case Use::kRequests:
            return "requests";
        case Use::kReplies:
            return "replies";
    }
    return fmt::format("unknown ({})", static_cast<std::uint32_t>(use));
}

std::string policy_name(const RingIdentity& identity) {
    const bool known = identity.on_full >= OnFull::kBlock && identity.on_full <= OnFull::kFail;
    return known ? tools::format_policy(identity.on_full, identity.block_ns)
                 : fmt::format("unknown ({})", static_cast<std::uint32_t>(identity.on_full));
}

std::string checksums_name(const RingIdentity& identity) {
    const auto number = static_cast<std::uint32_t>(identity.checksums);
    return number == 0 ? "none" : number == 1 ? "crc32c" : fmt::format("unknown ({})", number);
}

constexpr std::uint64_t position_of(const SharedCursor& cursor) {
    return cursor.word & ~(kFrameAlign - 1);
}
const CursorDetails& details_of(const SharedCursor& cursor) {
    return cursor.copies[cursor.word & 1];
}

void tell_identity(const Examination& found, Facts& facts) {
    const RingIdentity& identity = found.data->identity;
    facts.text("magic", text_of(identity.magic));
    facts.count("layout", identity.layout);
    facts.text("byte_order", fmt::format("{:08x}", identity.byte_order));
    facts.count("compatible", identity.compatible);
    facts.count("incompatible", identity.incompatible);
    facts.flag("identity_intact", found.identity_intact);
    facts.text("id", id_text(identity.ring_id));
    facts.time("created", identity.created_ns);
    facts.text("use", use_name(identity.use));
    facts.text("on_full", policy_name(identity));
    facts.text("checksums", checksums_name(identity));
    facts.size("capacity_bytes", identity.capacity);
    facts.size("largest_record_bytes", identity.largest_record);
    facts.count("frames_offset", identity.frames_offset);
    facts.count("slots_offset", identity.slots_offset);
    facts.count("frame_header_bytes", identity.frame_header_bytes);
    facts.count("slot_bytes", identity.slot_bytes);
    facts.count("reader_slots", identity.slots);
    facts.count("writer_entries", identity.writer_entries);
}

void tell_words(const Examination& found, Facts& facts) {
    const DataHeader& words = *found.data;
    facts.text("boot_id", id_text(words.boot_id));
    facts.flag("this_boot", found.this_boot);
    facts.flag("clean", words.clean != 0);
    facts.count("deaths", words.deaths);
    facts.flag("seat_held", found.seat_held);
    facts.count("next_owner", words.next_owner);
    const std::uint64_t owner = words.lock & kLockOwner;
    const std::uint64_t keeper = keeper_in_lock(words.lock);
    facts.count("lock", owner);
    facts.flag("lock_kept", (words.lock & kLockKept) != 0);
    facts.count("lock_keeper_entry", keeper == 0 ? std::nullopt : std::optional(keeper - 1));
    facts.flag("lock_owner_alive",
               owner == 0 ? std::nullopt : std::optional(found.lock_owner_alive));
    facts.size("published", words.published);
    facts.size("end", found.end);
    facts.size("recent", words.recent);
    facts.size("oldest", words.oldest);
    facts.count("end_sequence", found.end_sequence);
    facts.count("refused", words.refused);
    facts.time("last_publication", words.last_publication_ns);
    facts.duration("blocked_seconds", words.blocked_ns);
    facts.count("blocks", words.blocks);
    facts.time("blocked_since", words.blocked_since_ns);
    facts.count("blocked_by_slot",
                words.blocked_by == 0 ? std::nullopt : std::optional(words.blocked_by - 1));
    facts.size("needed", words.needed);
    facts.count("writers_bell", words.bell);
    facts.count("writers_answer", words.answer);
    facts.count("entries_used", words.entries_used);
}

void tell_readers(const Examination& found, Facts& facts) {
    const ReadersHeader& header = *found.readers;
    facts.size("consumed", position_of(header.consumed));
    facts.count("consumed_sequence", details_of(header.consumed).sequence);
    facts.count("readers_bell", header.bell);
    facts.count("readers_answer", header.answer);
    facts.count("slots_used", header.slots_used);
    facts.count("holders_used", header.holders_used);
    facts.flag("claim_held", found.claim_held);
}

std::vector<Facts> files_of(const Examination& found) {
    std::vector<Facts> list;
    for (const Examination::File& file : found.files) {
        Facts& facts = list.emplace_back();
        facts.text("file", file.name);
        facts.text("mode", fmt::format("{:04o}", file.mode));
        facts.count("uid", file.uid);
        facts.count("gid", file.gid);
        facts.count("bytes", file.bytes);
        facts.count("links", file.links);
    }
    return list;
}

std::vector<Facts> writers_of(const Examination& found) {
    std::vector<Facts> list;
    for (const Examination::Writer& writer : found.writer_entries) {
        Facts& facts = list.emplace_back();
        facts.count("entry", writer.entry);
        facts.count("word", writer.words.word);
        facts.flag("open", (writer.words.word & 1) != 0);
        facts.flag("alive", writer.alive);
        facts.flag("shared", writer.words.shared != 0);
        facts.count("pid", writer.words.pid);
        facts.text("command", if_any(text_of(writer.words.comm)));
        facts.time("since", writer.words.since_ns);
        facts.count("storing", writer.words.storing);
    }
    return list;
}

std::vector<Facts> readers_of(const Examination& found) {
    std::vector<Facts> list;
    for (const Examination::Reader& reader : found.reader_slots) {
        const SharedSlot& slot = reader.words;
        const CursorDetails& details = details_of(slot.cursor);
        Facts& facts = list.emplace_back();
        facts.count("slot", reader.slot);
        facts.text("cursor", if_any((slot.claim & kSlotNamed) != 0 ? text_of(slot.name) : ""));
        facts.flag("alive", reader.alive);
        facts.flag("holding", (slot.claim & kSlotHolding) != 0);
        facts.flag("kept", (slot.claim & kSlotKept) != 0);
        facts.flag("joining", (slot.claim & kSlotJoining) != 0);
        facts.count("generation", slot.claim >> 8);
        facts.count("position", position_of(slot.cursor));
        facts.count("sequence", details.sequence);
        facts.count("lost", details.overrun + details.refused);
        facts.count("overrun", details.overrun);
        facts.count("refused", details.refused);
        facts.count("pid", slot.pid);
        facts.text("command", if_any(text_of(slot.comm)));
        facts.time("since", slot.since_ns);
    }
    return list;
}

std::vector<Facts> problems_of(const Examination& found) {
    std::vector<Facts> list;
    for (const std::string& problem : found.problems) list.emplace_back().text("problem", problem);
    return list;
}

// What could not be read has no lines; in JSON its keys are missing.
Facts facts_of(const RingName& name, const Examination& found) {
    Facts facts;
    facts.text("ring", name.given);
    facts.text("path", name.path);
    if (found.data) tell_identity(found, facts);
    if (found.data) tell_words(found, facts);
    if (found.readers) tell_readers(found, facts);
    facts.list("file_list", files_of(found));
    facts.list("writer_list", writers_of(found));
    facts.list("reader_list", readers_of(found));
    facts.list("problem_list", problems_of(found));
    return facts;
}

}  // namespace

int Info::run() const {
    const auto found = examine(name);
    if (!found) return tools::fail(tools::with_suggestion(found.error(), name));
    const Facts facts = facts_of(name, *found);
    const int printed = tools::print_answer(json ? facts.json() + "\n" : facts.lines());
    int worst = printed;
    for (const std::string& problem : found->problems) {
        worst = std::max(worst, tools::fail(tools::kBadRing, name.given, problem));
    }
    return worst;
}

}  // namespace ringpipe::ringctl
