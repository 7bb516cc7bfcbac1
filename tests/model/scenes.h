// Scenes: what several tests have played, each with readers of another kind.
#pragma once

#include "model/reading.h"
#include "model/writing.h"

namespace ringpipe::model {

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
    stage.writer("writer", [&stage] {
        Writing<Memory> writing(stage);
        writing.push_some(1);
        writing.close();
    });
    reads_to_end<Memory>(stage, kind);
}

// A full drop-old ring, a reader at its start, and a writer that goes once round it.
template <class Memory>
void a_writer_laps(Stage& stage, const ReaderKind& kind = {}) {
    stage.ring(OnFull::kDropOld, 256);
    stage.before(Side::kWriter, [&stage] {
        Writing<Memory> writing(stage);
        writing.push_some(3);
        writing.close();
    });
    stage.writer("writer", [&stage] {
        Writing<Memory> writing(stage);
        writing.push_some(4);
        writing.close();
    });
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
