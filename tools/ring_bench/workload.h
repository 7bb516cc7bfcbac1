// Workload: what is sent from whom to whom, and how; the same for a ring and for what it is
// compared with.
#pragma once

#include <cstdint>
#include <string>

#include "ringpipe/format.h"

namespace ringpipe::ring_bench {

enum class Method {
    kRecord,  // one record a publication, copied on both sides
    kClaim,   // filled and read in place
    kBatch,   // `batch` records a publication, copied on both sides
};

enum class Wait {
    kSpin,      // tries again at once
    kAdaptive,  // spins a little, then sleeps: what the library does
};

enum class Verify {
    kFull,      // sequence, and a checksum over every byte, made and checked by both sides
    kSequence,  // the whole record is copied, but only its sequence is looked at
};

enum class Take {
    kBatches,  // as many at a look as there are
    kSingle,   // one at a time
};

// What a record consists of, besides its sequence number.
enum class Content {
    kProof,  // random bytes, stamps and a checksum: see payload.h
    kIndex,  // each byte its own place, modulo 256; as ipc_ring has it
    kFill,   // the same byte everywhere; as bcast and ipmpsc have it
};

struct Workload {
    std::uint64_t record_bytes = 256;
    std::uint64_t capacity = 64 * 1024 * 1024;
    OnFull on_full = OnFull::kBlock;
    Method method = Method::kRecord;
    std::uint32_t batch = 1;
    std::uint32_t writers = 1;
    std::uint32_t readers = 1;
    bool shared_writers = false;
    Wait wait = Wait::kAdaptive;
    double offered_rate = 0;             // records a second; 0: as fast as it goes
    std::uint64_t think_ns = 0;          // between two pings, for those who are to fall asleep
    std::uint64_t records = 0;           // of each writer; 0: as many as the round takes
    std::uint64_t burst = 0;             // records sent at once, and then none for `pause_ns`
    std::uint64_t pause_ns = 0;          // after a burst
    std::uint64_t reader_delay_ns = 0;   // what a reader does with a record besides copying it
    std::uint32_t due_together = 1;      // so many records are due at the same moment
    std::uint32_t warm_exchanges = 200;  // of a ping-pong, before the clock starts
    Take take = Take::kBatches;
    Content content = Content::kProof;
    bool count_sent = false;           // the figure is what was sent, by the writer's own clock
    std::uint64_t late_reader_ns = 0;  // comes so late, and starts the clock at its first record
    bool stamp_when_sent = false;      // a record is due when it is sent, however late that is
    bool warm_up = true;               // go once round the ring before the clock starts
    Verify verify = Verify::kFull;
    std::uint64_t damaged_record = UINT64_MAX;  // a test has one byte of this record changed
};

[[nodiscard]] constexpr const char* method_name(Method method) {
    switch (method) {
        case Method::kRecord:
            return "record";
        case Method::kClaim:
            return "claim";
        case Method::kBatch:
            return "batch";
    }
    return "unknown";
}

[[nodiscard]] constexpr const char* wait_name(Wait wait) {
    return wait == Wait::kSpin ? "spin" : "adaptive";
}

[[nodiscard]] constexpr const char* verify_name(Verify verify) {
    return verify == Verify::kFull ? "full" : "sequence";
}

}  // namespace ringpipe::ring_bench
