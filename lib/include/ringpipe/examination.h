// Examination: everything that a ring's files say, also where it cannot be true.
//
// Ring::open() refuses what is damaged; this tells what is there and what is wrong with it. It
// reads the files as look() does: nothing is mapped, locked or changed, and nothing in them is
// believed. Words are read while others store them; what looks wrong in a ring that is in use is
// read again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ringpipe/error.h"
#include "ringpipe/export.h"
#include "ringpipe/format.h"
#include "ringpipe/name.h"

namespace ringpipe::inline v0 {

struct Examination {
    struct File {
        std::string name;  // "." is the directory itself
        std::uint32_t mode = 0;
        std::uint32_t uid = 0;
        std::uint32_t gid = 0;
        std::uint64_t bytes = 0;
        std::uint64_t links = 0;
    };
    struct Writer {
        std::uint32_t entry = 0;
        WriterEntry words{};
        bool alive = false;  // its kernel lock is held
    };
    struct Reader {
        std::uint32_t slot = 0;
        SharedSlot words{};
        bool alive = false;
    };

    std::vector<File> files;  // those that are there

    // As they were read; absent where they could not be.
    std::optional<DataHeader> data;
    std::optional<ReadersHeader> readers;

    bool identity_intact = false;  // it matches its checksum
    bool usable = false;           // Ring::open() takes such an identity
    bool this_boot = false;        // a writer was last open in the boot that is now
    bool locks_known = false;      // the file `locks` could be asked; else all below is false
    bool seat_held = false;        // a writer is there
    bool claim_held = false;       // a reader attaches or leaves just now
    bool lock_owner_alive = false;

    // Where the last whole frame ends, and the next record's sequence number; usable rings only.
    std::optional<std::uint64_t> end;
    std::optional<std::uint64_t> end_sequence;

    std::vector<Writer> writer_entries;  // that were ever used
    std::vector<Reader> reader_slots;    // that are taken

    std::vector<std::string> problems;  // empty: nothing is wrong that can be seen from here
};

// kMissing: there is no such ring. Of all else that is wrong the examination tells.
RINGPIPE_API Result<Examination> examine(const RingName& name);

}  // namespace ringpipe::inline v0
