// Scenes: what several tests have played, each with readers of another kind.
#pragma once

#include "model/reading.h"
#include "model/writing.h"

namespace ringpipe::model {

// A writer comes, says something and goes.
template <class Memory>
void write(Stage& stage, int records, std::size_t bytes = 32) {
    Writing<Memory> writing(stage);
    writing.push_some(records, bytes);
    writing.close();
}

// That, and a reader that consumed some of it, before anybody else is there.
template <class Memory>
void written_before(Stage& stage, int records) {
    stage.before(Side::kWriter, [&stage, records] { write<Memory>(stage, records); });
}
template <class Memory>
void consumed_before(Stage& stage, std::uint64_t records) {
    stage.before(Side::kReader, [&stage, records] {
        Reading<Memory> reading(stage);
        reading.read(records);
        reading.leave();
    });
}

// One writer while others read.
template <class Memory>
void writes(Stage& stage, int records, std::size_t bytes = 32) {
    stage.writer("writer", [&stage, records, bytes] { write<Memory>(stage, records, bytes); });
}

// A reader who reads until `finished` is true, and all of it.
template <class Memory>
void reads_until(Stage& stage, const bool& finished) {
    stage.reader("reader", [&stage, &finished] {
        Reading<Memory> reading(stage);
        reading.read_until(finished);
        reading.leave();
    });
}

// A reader of that kind who reads to the end of the stream.
template <class Memory>
void reads_to_end(Stage& stage, const ReaderKind& kind = {}) {
    stage.reader("reader", [&stage, kind] {
        Reading<Memory> reading(stage, kind);
        reading.read();
        reading.leave();
    });
}

// One writer comes, says something and goes.
template <class Memory>
void one_writer_closes(Stage& stage, const ReaderKind& kind = {}) {
    stage.ring(OnFull::kBlock, 512);
    writes<Memory>(stage, 1);
    reads_to_end<Memory>(stage, kind);
}

// A full drop-old ring, a reader at its start, and a writer that goes once round it.
template <class Memory>
void a_writer_laps(Stage& stage, const ReaderKind& kind = {}) {
    stage.ring(OnFull::kDropOld, 256);
    written_before<Memory>(stage, 3);
    writes<Memory>(stage, 4);
    reads_to_end<Memory>(stage, kind);
}

// A shared writer says something and goes.
template <class Memory>
void share(Stage& stage, int records) {
    Writing<Memory> writing(stage, Writing<Memory>::Seat::kShared);
    writing.push_some(records);
    writing.close();
}

// The same, and `kept` is true when it has published once: it is the keeper of the lock word then.
template <class Memory>
void keep(Stage& stage, bool& kept, int records) {
    Writing<Memory> writing(stage, Writing<Memory>::Seat::kShared);
    writing.push_some(1);
    kept = true;
    writing.push_some(records - 1);
    writing.close();
}

// All that shared writers published is there, each record once.
template <class Memory>
void look_afterwards(Stage& stage, std::uint64_t least) {
    stage.afterwards(Side::kReader, [&stage, least] {
        Reading<Memory> reading(stage);
        reading.read();
        if (reading.ledger().delivered < least) stage.violate("a record is missing");
    });
}

}  // namespace ringpipe::model
