// The layout of a ring's files: every word that two processes share, and nothing else.
//
// ringpipe(5) is the same thing in prose; a test compares the two. A ring is a directory of three
// files. `data` is stored to by writers only, `readers` by readers only, `locks` is never mapped.
// All integers are little-endian. Nothing here is trusted by a process that maps it: a value is
// copied once, then checked, then used.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace ringpipe::inline v0 {

inline constexpr char kDataMagic[8] = {'R', 'I', 'N', 'G', 'P', 'I', 'P', 'E'};
inline constexpr char kReadersMagic[8] = {'R', 'I', 'N', 'G', 'R', 'E', 'A', 'D'};
inline constexpr std::uint32_t kLayoutVersion = 1;
inline constexpr std::uint32_t kByteOrder = 0x01020304;

inline constexpr std::uint64_t kRegionBytes = 64 * 1024;  // the largest page size in use on Linux
inline constexpr std::uint64_t kFramesOffset = kRegionBytes;  // in `data`
inline constexpr std::uint64_t kSlotsOffset = 4096;           // in `readers`
inline constexpr std::uint64_t kEntriesOffset = 4096;         // in `data`

inline constexpr std::uint64_t kMinCapacity = 64 * 1024;
inline constexpr std::uint64_t kMaxCapacity = 1ull << 40;
inline constexpr std::uint64_t kDefaultCapacity = 16 * 1024 * 1024;
inline constexpr std::uint32_t kDefaultSlots = 64;
inline constexpr std::uint32_t kMaxSlots = 4096;
inline constexpr std::uint32_t kWriterEntries = 512;
inline constexpr std::uint64_t kFrameAlign = 32;
inline constexpr std::uint64_t kChecksumBytes = 4;  // the last ones of a frame that has a checksum

// What a ring is for. Only streams are made by this version.
enum class Use : std::uint32_t { kStream = 1, kState = 2, kRequests = 3, kReplies = 4 };

// What a writer does when the ring is full (DESIGN words: block, drop-old, drop-new, fail). A
// `block` ring with block_ns != 0 waits that long once per stall and then overruns.
enum class OnFull : std::uint32_t { kBlock = 1, kDropOld = 2, kDropNew = 3, kFail = 4 };

// What each frame carries against damage. A CRC32C lies in the last kChecksumBytes before the end
// of the frame, rounded up; the frame's size counts it. It goes on from identity_crc over the
// payload, the frame's position (8 bytes) and its header.
enum class Checksums : std::uint32_t { kNone = 0, kCrc32c = 1 };

// Bits of RingIdentity::incompatible. Unknown bits there mean that this version must not touch
// the ring; unknown bits in `compatible` mean that it may.
inline constexpr std::uint64_t kMayKeepLock = 1;  // DataHeader::lock may name a keeper
inline constexpr std::uint64_t kKnownIncompatible = kMayKeepLock;

// What a frame holds.
enum class FrameKind : std::uint8_t {
    kRecord = 1,  // one record: the payload is its bytes
    kLines =
        2,  // `count` text records as they came, each ending in `delimiter` but perhaps the last
    kPacked = 3,  // `count` records, each a 4-byte length, its bytes, and zero bytes up to 4
    kArray = 4,   // `count` records of the same size, back to back
};

// Flags of a frame.
inline constexpr std::uint8_t kContinued = 1;  // its last record goes on in the next one

// In front of every frame; frames lie on 32-byte boundaries, so this never straddles a cache line.
struct FrameHeader {
    // size | kind << 32 | flags << 40 | delimiter << 48. Stored last: the commit. 0: not yet.
    // `size` is header, payload and checksum in bytes, before rounding up to kFrameAlign.
    std::uint64_t word;
    std::uint32_t count;     // records in it
    std::uint32_t tag;       // the user's own word
    std::uint64_t sequence;  // of its first record; sealed before the frame before it commits
    std::uint64_t time_ns;   // wall clock since 1970, 0 if not stamped
};

// The first 256 bytes of `data`: written once, before the ring gets its name.
struct RingIdentity {
    char magic[8];
    std::uint32_t layout;
    std::uint32_t byte_order;
    std::uint64_t compatible;
    std::uint64_t incompatible;
    std::uint8_t ring_id[16];
    std::uint64_t capacity;        // bytes of the frame area, a power of two
    std::uint64_t frames_offset;   // of the frame area in `data`
    std::uint64_t slots_offset;    // of the first slot in `readers`
    std::uint64_t largest_record;  // bytes
    std::uint64_t block_ns;        // see OnFull
    std::uint64_t created_ns;      // wall clock
    std::uint32_t slots;
    std::uint32_t slot_bytes;
    std::uint32_t writer_entries;
    std::uint32_t frame_header_bytes;
    Use use;
    OnFull on_full;
    Checksums checksums;
    std::uint8_t reserved[128];
    std::uint32_t identity_crc;  // CRC32C over the 252 bytes before it
};

// One per writer process, in `data`. Claimed by locking its byte in `locks`.
struct WriterEntry {
    std::uint64_t word;    // a counter: odd while its writer is open, 0 never used
    std::uint32_t pid;     // a hint for people, in the writer's own pid namespace
    std::uint32_t shared;  // 1 for a shared writer, 0 for an exclusive one
    char comm[16];         // the writer's command name, a hint
    std::uint64_t since_ns;
    std::uint64_t storing;  // its id while a shared writer stores that keeps the lock word, or 0
    std::uint8_t reserved[16];
};

// DataHeader::lock is an owner id, or 0, and these.
inline constexpr std::uint64_t kLockOwner = (1ull << 48) - 1;  // the bits of the id
inline constexpr std::uint64_t kLockKeeper = 0x7fffull << 48;  // a keeper's entry index + 1, or 0
inline constexpr std::uint64_t kLockKeeperUnit = 1ull << 48;   // of the index
inline constexpr std::uint64_t kLockKept = 1ull << 63;  // the owner is the keeper, and may be idle

// 1 + the index of the keeper's entry that it names, or 0.
constexpr std::uint64_t keeper_in_lock(std::uint64_t word) {
    return (word & kLockKeeper) / kLockKeeperUnit;
}

// Words that writers store, from the start of `data`. Words that different parties poll are kept
// 128 bytes apart: processors fetch cache lines in pairs.
struct DataHeader {
    RingIdentity identity;

    alignas(128) std::uint8_t boot_id[16];  // of the boot in which a writer was last open
    std::uint64_t clean;         // 1 if the last writer to leave left everything in order
    std::uint64_t deaths;        // entries found odd by whoever claimed them
    std::uint64_t next_owner;    // the next id for a shared writer; only ever added to
    std::uint32_t entries_used;  // entries at and above this one were never used

    alignas(128) std::uint64_t lock;  // owner id of the shared writer that is storing, see kLock*

    alignas(128) std::uint64_t published;  // every byte below is whole
    std::uint64_t recent;                  // start of a recently published frame, a hint

    alignas(128) std::uint64_t oldest;  // bytes in [oldest, published) are whole; a frame's start

    alignas(128) std::uint32_t bell;  // writers add to it before they sleep
    std::uint64_t needed;             // they are not to be woken before a cursor has reached this

    alignas(128) std::uint32_t answer;  // writers add to it to wake readers; a futex

    alignas(128) std::uint64_t blocked_ns;  // time that writers waited for room, in all
    std::uint64_t blocks;                   // how often they had to
    std::uint64_t blocked_since_ns;         // wall clock, of the wait now going on, or 0
    std::uint64_t blocked_by;               // slot index + 1 of who held it back last, 0 nobody
    std::uint64_t refused;                  // records that drop-new or fail turned away
    std::uint64_t last_publication_ns;      // wall clock, at most once a millisecond
};

// A cursor that one release store moves as a whole: the low bit of `word` selects the copy of the
// details that belongs to it.
struct CursorDetails {
    std::uint64_t sequence;  // of the next record to deliver
    std::uint64_t overrun;   // records lost because a writer overwrote them
    std::uint64_t refused;   // records lost because the ring was full (drop-new)
};
struct SharedCursor {
    std::uint64_t word;  // position of a frame | update count (5 bits)
    CursorDetails copies[2];
};

// SharedSlot::claim is generation << 8 | these.
inline constexpr std::uint64_t kSlotHolding = 1;  // a `block` writer waits for it
inline constexpr std::uint64_t kSlotNamed = 2;    // stays when its process is gone
inline constexpr std::uint64_t kSlotKept = 4;     // holds even when its process is gone
inline constexpr std::uint64_t kSlotTaken = 8;  // every slot that was ever claimed and not dropped
inline constexpr std::uint64_t kSlotJoining = 16;  // its cursor is not one to resume from yet
inline constexpr std::uint64_t kSlotRoles = 0xff;

// One per reader, in `readers`. Claimed by locking its byte in `locks`.
struct SharedSlot {
    std::uint64_t claim;  // generation << 8 | roles; roles 0: free
    SharedCursor cursor;
    char name[64];  // of a named cursor, ending in zero; empty: anonymous
    std::uint32_t pid;
    std::uint32_t reserved0;
    char comm[16];
    std::uint64_t since_ns;
    std::uint8_t reserved[96];
};

// Words that readers store, from the start of `readers`.
struct ReadersHeader {
    char magic[8];
    std::uint32_t layout;
    std::uint32_t slots;
    std::uint8_t ring_id[16];

    alignas(128) std::uint32_t bell;  // readers add to it before they sleep

    alignas(128) std::uint32_t answer;  // readers add to it to wake writers; a futex

    alignas(128) SharedCursor consumed;  // the furthest point that a departed holder consumed
    std::uint32_t slots_used;            // slots at and above this one were never used
    std::uint32_t holders_used;          // and those at and above this one never held
};

// Bytes of `locks`. The file is empty: kernel locks need no bytes behind them.
inline constexpr std::uint64_t kSeatByte = 0;    // read-locked by shared writers, else write-locked
inline constexpr std::uint64_t kClaimByte = 1;   // while a reader slot is claimed or dropped
inline constexpr std::uint64_t kCreateByte = 2;  // while the ring is built under a temporary name
inline constexpr std::uint64_t kSlotBytes = 1ull << 16;   // + slot index
inline constexpr std::uint64_t kEntryBytes = 1ull << 20;  // + writer entry index
inline constexpr std::uint64_t kOwnerBytes = 1ull << 40;  // + owner id of a shared writer
inline constexpr std::uint64_t kTestBytes = 1ull << 62;   // + a random number: do locks work here?

static_assert(std::atomic<std::uint64_t>::is_always_lock_free,
              "a 64-bit word must be stored by one instruction to be shared between processes");
static_assert(sizeof(FrameHeader) == kFrameAlign);
static_assert(sizeof(RingIdentity) == 256);
static_assert(sizeof(WriterEntry) == 64);
static_assert(sizeof(SharedSlot) == 256);
static_assert(offsetof(SharedSlot, name) == 64);
static_assert(sizeof(DataHeader) <= kEntriesOffset);
static_assert(kEntriesOffset + kWriterEntries * sizeof(WriterEntry) <= kFramesOffset);
static_assert(sizeof(ReadersHeader) <= kSlotsOffset);

}  // namespace ringpipe::inline v0
