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

}  // namespace ringpipe::model
