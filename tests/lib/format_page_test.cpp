// The tables of ringpipe(5) against format.h: neither may change without the other.
//
// In the page a structure's table stands under ".Ss Name: ..." and has rows such as
// ".It 8 Ta 4 Ta Va count Ta", the last one ".It 32 Ta Ta end Ta" with the whole size. Named
// numbers have rows such as ".It Dv kFrameAlign Ta 32 Ta" anywhere.
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "catch.h"
#include "ringpipe/format.h"

namespace {

using namespace ringpipe;

struct Row {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::string field;

    bool operator==(const Row&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Row& row) {
    return out << row.field << " at " << row.offset << ", " << row.size << " bytes";
}

struct Table {
    std::vector<Row> rows;
    std::uint64_t end = 0;

    bool operator==(const Table&) const = default;
};

struct Page {
    std::map<std::string, Table> tables;           // by the structure's name
    std::map<std::string, std::uint64_t> numbers;  // by the constant's name
    std::vector<std::string> not_understood;
};

std::vector<std::string> words_of(const std::string& line) {
    std::istringstream in(line);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

bool is_number(const std::string& word) {
    return !word.empty() && std::isdigit(static_cast<unsigned char>(word[0])) != 0;
}

std::uint64_t number(const std::string& word) {
    return std::strtoull(word.c_str(), nullptr, 0);
}

Page parse_page(std::istream& in) {
    Page page;
    std::string structure;  // whose section we are in, or empty
    bool of_a_ring = true;  // archives are files of ringcat's
    for (std::string line; std::getline(in, line);) {
        const std::vector<std::string> words = words_of(line);
        if (words.empty()) continue;
        if (words[0] == ".Sh") {
            structure.clear();
            of_a_ring = words[1] != "ARCHIVES";
        }
        if (!of_a_ring) continue;
        if (words[0] == ".Ss") {
            const bool named = words[1].ends_with(':');
            structure = named ? words[1].substr(0, words[1].size() - 1) : "";
        }
        if (words[0] != ".It" || words.size() < 2) continue;

        if (words[1] == "Dv" && words.size() == 6 && words[3] == "Ta" && is_number(words[4])) {
            page.numbers[words[2]] = number(words[4]);
        } else if (is_number(words[1])) {
            Table& table = page.tables[structure];
            if (words.size() == 8 && words[5] == "Va" && is_number(words[3])) {
                table.rows.push_back({number(words[1]), number(words[3]), words[6]});
            } else if (words.size() == 6 && words[4] == "end") {
                table.end = number(words[1]);
            } else {
                page.not_understood.push_back(line);
            }
        } else if (words[1] == "Dv") {
            page.not_understood.push_back(line);
        }
    }
    return page;
}

const Page& the_page() {
    static const Page page = [] {
        std::ifstream in(RINGPIPE_SOURCE_DIR "/man/ringpipe.5");
        REQUIRE(in.is_open());
        return parse_page(in);
    }();
    return page;
}

// A structured binding names every field or does not compile: whoever adds one comes by here.
#define FIELD(structure, field)                                      \
    Row {                                                            \
        offsetof(structure, field), sizeof(structure::field), #field \
    }

Table frame_header() {
    const FrameHeader all{};
    const auto& [word, count, tag, sequence, time_ns] = all;
    static_cast<void>(std::tie(word, count, tag, sequence, time_ns));
    return {{FIELD(FrameHeader, word), FIELD(FrameHeader, count), FIELD(FrameHeader, tag),
             FIELD(FrameHeader, sequence), FIELD(FrameHeader, time_ns)},
            sizeof(FrameHeader)};
}

Table ring_identity() {
    const RingIdentity all{};
    const auto& [magic, layout, byte_order, compatible, incompatible, ring_id, capacity,
                 frames_offset, slots_offset, largest_record, block_ns, created_ns, slots,
                 slot_bytes, writer_entries, frame_header_bytes, use, on_full, checksums, reserved,
                 identity_crc] = all;
    static_cast<void>(std::tie(magic, identity_crc));
    return {{FIELD(RingIdentity, magic),
             FIELD(RingIdentity, layout),
             FIELD(RingIdentity, byte_order),
             FIELD(RingIdentity, compatible),
             FIELD(RingIdentity, incompatible),
             FIELD(RingIdentity, ring_id),
             FIELD(RingIdentity, capacity),
             FIELD(RingIdentity, frames_offset),
             FIELD(RingIdentity, slots_offset),
             FIELD(RingIdentity, largest_record),
             FIELD(RingIdentity, block_ns),
             FIELD(RingIdentity, created_ns),
             FIELD(RingIdentity, slots),
             FIELD(RingIdentity, slot_bytes),
             FIELD(RingIdentity, writer_entries),
             FIELD(RingIdentity, frame_header_bytes),
             FIELD(RingIdentity, use),
             FIELD(RingIdentity, on_full),
             FIELD(RingIdentity, checksums),
             FIELD(RingIdentity, reserved),
             FIELD(RingIdentity, identity_crc)},
            sizeof(RingIdentity)};
}

Table data_header() {
    const DataHeader all{};
    const auto& [identity, boot_id, clean, deaths, next_owner, entries_used, lock, published,
                 recent, oldest, bell, needed, answer, blocked_ns, blocks, blocked_since_ns,
                 blocked_by, refused, last_publication_ns] = all;
    static_cast<void>(std::tie(identity, last_publication_ns));
    return {
        {FIELD(DataHeader, identity), FIELD(DataHeader, boot_id), FIELD(DataHeader, clean),
         FIELD(DataHeader, deaths), FIELD(DataHeader, next_owner), FIELD(DataHeader, entries_used),
         FIELD(DataHeader, lock), FIELD(DataHeader, published), FIELD(DataHeader, recent),
         FIELD(DataHeader, oldest), FIELD(DataHeader, bell), FIELD(DataHeader, needed),
         FIELD(DataHeader, answer), FIELD(DataHeader, blocked_ns), FIELD(DataHeader, blocks),
         FIELD(DataHeader, blocked_since_ns), FIELD(DataHeader, blocked_by),
         FIELD(DataHeader, refused), FIELD(DataHeader, last_publication_ns)},
        sizeof(DataHeader)};
}

Table writer_entry() {
    const WriterEntry all{};
    const auto& [word, pid, shared, comm, since_ns, storing, reserved] = all;
    static_cast<void>(std::tie(word, reserved));
    return {{FIELD(WriterEntry, word), FIELD(WriterEntry, pid), FIELD(WriterEntry, shared),
             FIELD(WriterEntry, comm), FIELD(WriterEntry, since_ns), FIELD(WriterEntry, storing),
             FIELD(WriterEntry, reserved)},
            sizeof(WriterEntry)};
}

Table readers_header() {
    const ReadersHeader all{};
    const auto& [magic, layout, slots, ring_id, bell, answer, consumed, slots_used, holders_used] =
        all;
    static_cast<void>(std::tie(magic, holders_used));
    return {{FIELD(ReadersHeader, magic), FIELD(ReadersHeader, layout), FIELD(ReadersHeader, slots),
             FIELD(ReadersHeader, ring_id), FIELD(ReadersHeader, bell),
             FIELD(ReadersHeader, answer), FIELD(ReadersHeader, consumed),
             FIELD(ReadersHeader, slots_used), FIELD(ReadersHeader, holders_used)},
            sizeof(ReadersHeader)};
}

Table shared_cursor() {
    const SharedCursor all{};
    const auto& [word, copies] = all;
    static_cast<void>(std::tie(word, copies));
    return {{FIELD(SharedCursor, word), FIELD(SharedCursor, copies)}, sizeof(SharedCursor)};
}

Table cursor_details() {
    const CursorDetails all{};
    const auto& [sequence, overrun, refused] = all;
    static_cast<void>(std::tie(sequence, overrun, refused));
    return {{FIELD(CursorDetails, sequence), FIELD(CursorDetails, overrun),
             FIELD(CursorDetails, refused)},
            sizeof(CursorDetails)};
}

Table shared_slot() {
    const SharedSlot all{};
    const auto& [claim, cursor, name, pid, reserved0, comm, since_ns, reserved] = all;
    static_cast<void>(std::tie(claim, reserved));
    return {{FIELD(SharedSlot, claim), FIELD(SharedSlot, cursor), FIELD(SharedSlot, name),
             FIELD(SharedSlot, pid), FIELD(SharedSlot, reserved0), FIELD(SharedSlot, comm),
             FIELD(SharedSlot, since_ns), FIELD(SharedSlot, reserved)},
            sizeof(SharedSlot)};
}

#undef FIELD

template <class Number>
std::pair<const std::string, std::uint64_t> named(const char* name, Number value) {
    return {name, static_cast<std::uint64_t>(value)};
}
#define NUMBER(name) named(#name, name)

std::map<std::string, std::uint64_t> numbers() {
    return {NUMBER(kLayoutVersion),     NUMBER(kByteOrder),         NUMBER(kRegionBytes),
            NUMBER(kFramesOffset),      NUMBER(kSlotsOffset),       NUMBER(kEntriesOffset),
            NUMBER(kMinCapacity),       NUMBER(kMaxCapacity),       NUMBER(kDefaultCapacity),
            NUMBER(kDefaultSlots),      NUMBER(kMaxSlots),          NUMBER(kWriterEntries),
            NUMBER(kFrameAlign),        NUMBER(kKnownIncompatible), NUMBER(Use::kStream),
            NUMBER(Use::kState),        NUMBER(Use::kRequests),     NUMBER(Use::kReplies),
            NUMBER(OnFull::kBlock),     NUMBER(OnFull::kDropOld),   NUMBER(OnFull::kDropNew),
            NUMBER(OnFull::kFail),      NUMBER(FrameKind::kRecord), NUMBER(FrameKind::kLines),
            NUMBER(FrameKind::kPacked), NUMBER(FrameKind::kArray),  NUMBER(kContinued),
            NUMBER(kSlotHolding),       NUMBER(kSlotNamed),         NUMBER(kSlotKept),
            NUMBER(kSlotTaken),         NUMBER(kSlotJoining),       NUMBER(kSlotRoles),
            NUMBER(kSeatByte),          NUMBER(kClaimByte),         NUMBER(kCreateByte),
            NUMBER(kSlotBytes),         NUMBER(kEntryBytes),        NUMBER(kOwnerBytes),
            NUMBER(kChecksumBytes),     NUMBER(Checksums::kNone),   NUMBER(Checksums::kCrc32c),
            NUMBER(kTestBytes),         NUMBER(kMayKeepLock),       NUMBER(kLockOwner),
            NUMBER(kLockKeeper),        NUMBER(kLockKeeperUnit),    NUMBER(kLockKept)};
}

#undef NUMBER

}  // namespace

TEST_CASE("every row of the tables in ringpipe(5) is understood", "[format]") {
    CHECK(the_page().not_understood == std::vector<std::string>{});
}

TEST_CASE("ringpipe(5) gives every field's offset and size as format.h has them", "[format]") {
    const std::map<std::string, Table> expected = {
        {"FrameHeader", frame_header()},     {"RingIdentity", ring_identity()},
        {"DataHeader", data_header()},       {"WriterEntry", writer_entry()},
        {"ReadersHeader", readers_header()}, {"SharedCursor", shared_cursor()},
        {"CursorDetails", cursor_details()}, {"SharedSlot", shared_slot()}};

    for (const auto& [structure, table] : expected) {
        INFO("structure " << structure);
        REQUIRE(the_page().tables.count(structure) == 1);
        const Table& written = the_page().tables.at(structure);
        CHECK(written.rows == table.rows);
        CHECK(written.end == table.end);
    }
    for (const auto& [structure, table] : the_page().tables) {
        INFO("structure in the page: '" << structure << "'");
        CHECK(expected.count(structure) == 1);
    }
}

TEST_CASE("ringpipe(5) gives every number of format.h", "[format]") {
    CHECK(the_page().numbers == numbers());
}

TEST_CASE("no number of format.h is missing here", "[format]") {
    std::ifstream in(RINGPIPE_SOURCE_DIR "/lib/include/ringpipe/format.h");
    REQUIRE(in.is_open());
    const auto known = numbers();
    std::size_t found = 0;
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::string keyword, qualifier, type, constant;
        words >> keyword >> qualifier >> type >> constant;
        if (keyword != "inline" || qualifier != "constexpr" || !type.starts_with("std::uint") ||
            !constant.starts_with('k')) {
            continue;
        }
        INFO(constant);
        CHECK(known.count(constant) == 1);
        ++found;
    }
    CHECK(found > 20);
}

TEST_CASE("the magic words are the ones that ringpipe(5) spells", "[format]") {
    CHECK(std::string(kDataMagic, sizeof kDataMagic) == "RINGPIPE");
    CHECK(std::string(kReadersMagic, sizeof kReadersMagic) == "RINGREAD");
}
