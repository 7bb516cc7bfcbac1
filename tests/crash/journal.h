// Journal: what processes did before they were killed, in memory that outlives them.
//
// A writer notes before each publication how many records it will then have tried, and afterwards
// how many were published: killed in between, it leaves exactly one publication in doubt. A reader
// notes each record before it releases it, under the record's sequence number, so the journal is
// never behind a cursor. Each note is one store: a kill leaves it made or not made.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "crash/shared_memory.h"
#include "lib/numbered_record.h"

namespace ringpipe::testing {

// What must not be. Counted by whoever sees it, in any process.
enum class Fault { kLost, kTorn, kRepeated, kSkipped, kReused, kOther };
inline constexpr int kFaults = 6;

struct WriterNote {
    std::atomic<std::uint64_t> attempted;
    std::atomic<std::uint64_t> published;
    std::atomic<std::uint64_t> refused;
    std::atomic<std::uint64_t> attached;
};

class Journal {
public:
    static constexpr std::uint64_t kMostWriters = 8192;
    static constexpr std::uint64_t kMostCursors = 16;
    static constexpr std::uint64_t kMostRecords = 1 << 24;

    struct Words {
        std::atomic<bool> stop;    // writers close
        std::atomic<bool> finish;  // no writer will come any more: readers read to the end
        std::atomic<std::uint64_t> faults[kFaults];
        std::atomic<bool> told;
        char first_fault[200];
        std::atomic<std::uint64_t> delivered_again;
        std::atomic<std::uint64_t> end;        // sequence at which readers came to the end
        std::atomic<std::uint64_t> most_lost;  // of those readers
        std::atomic<std::uint64_t> furthest;   // highest sequence delivered to anybody, plus one
        std::atomic<bool> has_read[kMostCursors];  // a process has attached to that cursor
        WriterNote writers[kMostWriters];
        std::atomic<std::uint64_t> delivered[kMostRecords];  // 0, or who published it
    };

    Words* operator->() const { return &*words_; }

    void complain(Fault fault, const std::string& what) const;
    [[nodiscard]] std::uint64_t faults(Fault fault) const {
        return words_->faults[static_cast<int>(fault)];
    }
    [[nodiscard]] std::uint64_t faults() const;

    // Before a release. False when the journal is full.
    bool deliver(std::uint64_t sequence, const NumberedRecord& record) const;
    [[nodiscard]] bool is_delivered(std::uint64_t sequence) const {
        return sequence < kMostRecords && words_->delivered[sequence] != 0;
    }
    [[nodiscard]] NumberedRecord record_at(std::uint64_t sequence) const;

private:
    SharedMemory<Words> words_;
};

}  // namespace ringpipe::testing
