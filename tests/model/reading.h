// Reading: what a reader process does, and whether it is told the truth.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/latest.h"
#include "core/reader_core.h"
#include "core/seek.h"
#include "model/stage.h"
#include "model/stepped.h"

namespace ringpipe::model {

struct ReaderKind {
    bool observe = false;
    bool unread = true;  // else from the oldest record
    std::string name{};
    bool keep = false;
    bool may_lose = true;   // if it can be overrun at all
    bool slotless = false;  // may read `data`, and nothing else
};

template <class Memory>
class Reading {
public:
    explicit Reading(Stage& stage, const ReaderKind& kind = {})
        : stage_(stage),
          view_(seen_by(kind, stage.view())),
          core_(view_, locks_),
          party_(stage.party()) {
        const bool unread = kind.unread && !kind.slotless && view_.holds_by_policy();
        stage.witness().joining(party_);
        const core::CursorValue consumed = stage.witness().consumed();
        while (!kind.slotless && !locks_.try_exclusive(kClaimByte)) Memory::nap(1'000'000);
        const CursorDetails inherited = stage.cursor_named(kind.name);
        const auto answer = core_.attach(kind.name, kind.observe, kind.keep, unread);
        if (!kind.slotless) locks_.release(kClaimByte);
        if (answer != Core::Attach::kAttached) stage.violate("a reader finds no slot");
        core_.announce();
        // What moving up has lost already is told by the first poll.
        core::CursorValue start = core_.cursor();
        if (core_.resumed()) {
            start.details.sequence = inherited.sequence;
        } else {
            start.details.sequence -= start.details.overrun - inherited.overrun;
            if (unread && core_.holding()) believe(stage.witness().unread(consumed, start));
        }
        stage.witness().begin(party_, start.details.sequence,
                              core_.overrunnable() && kind.may_lose);
    }

    // Delivers so many records, or up to the end of the stream; what stopped it.
    Next read(std::uint64_t records = UINT64_MAX) {
        const std::uint64_t goal = records == UINT64_MAX ? records : ledger().delivered + records;
        while (ledger().delivered < goal) {
            Batch batch;
            std::size_t got = 0;
            const Next next = core_.wait(
                [&] {
                    return core_.poll({&batch, 1}, got, 1);
                },
                {}, {}, [] { return false; });
            switch (next) {
                case Next::kBatch:
                    deliver(batch);
                    break;
                case Next::kLost:
                    believe(stage_.witness().lost(party_, core_.gap()));
                    break;
                case Next::kEnded:
                    conclude(core::Verdict::kEnded);
                    return next;
                case Next::kDied:
                    conclude(core::Verdict::kDied);
                    return next;
                default:
                    stage_.violate("a reader finds the ring damaged");
            }
        }
        return Next::kBatch;
    }

    // Goes on over ends and deaths until `finished`, and then to the end.
    void read_until(const bool& finished) {
        for (;;) {
            read();
            if (finished && ledger().next == stage_.committed_sequence()) {
                return believe(stage_.witness().balance(party_));
            }
            stage_.await([&] { return finished || stage_.committed_sequence() > ledger().next; });
        }
    }

    // Whether there is a record; it is looked at as a whole, and stays.
    bool latest() {
        Batch batch;
        const Next next = core::latest<Memory>(stage_.view(), copies_, checker_, batch);
        if (next == Next::kEmpty) return false;
        if (next != Next::kBatch) stage_.violate("a reader finds the ring damaged");
        if (identify(batch) == 0) stage_.violate("the latest record is torn");
        return true;
    }

    void leave() { core_.detach(); }

    // To the end, over what lies between; in one go for the witness.
    void skip_to_end() {
        if (core::Seek<Memory>(core_).to({From::Point::kNext, 0}) != Next::kBatch) {
            stage_.violate("a reader finds the ring damaged");
        }
        core_.store_if_moved();
        stage_.witness().begin(party_, core_.cursor().details.sequence, false);
    }

    [[nodiscard]] const core::CursorValue& cursor() const { return core_.cursor(); }
    [[nodiscard]] const Witness::Ledger& ledger() const { return stage_.witness().ledger(party_); }

private:
    using Core = core::ReaderCore<Memory>;

    static core::RingView seen_by(const ReaderKind& kind, const core::RingView& all) {
        core::RingView view = all;
        if (kind.slotless) {
            view.readers = nullptr;
            view.slots = nullptr;
        }
        return view;
    }

    std::uint64_t identify(const Batch& batch) {
        std::vector<std::byte> copy(batch.bytes.size());
        Memory::copy_out(copy.data(), batch.bytes.data(), copy.size());
        return Witness::identify(copy);
    }
    void deliver(const Batch& batch) {
        believe(stage_.witness().delivered(party_, batch.first, identify(batch)));
        core_.release(batch.count);
    }
    void conclude(core::Verdict verdict) { believe(stage_.witness().verdict(party_, verdict)); }
    void believe(const Complaint& complaint) {
        if (complaint) stage_.violate(*complaint);
    }

    Stage& stage_;
    StageLocks locks_;
    core::RingView view_;
    Core core_;
    core::Copies copies_;  // of latest(), like the next
    core::Checker<Memory> checker_;
    std::uint32_t party_;
};

}  // namespace ringpipe::model
