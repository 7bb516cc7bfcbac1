// Writing: what a writer process does, and what it says it has done.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "core/writer_core.h"
#include "model/stage.h"
#include "model/stepped.h"

namespace ringpipe::model {

template <class Memory>
class Writing {
public:
    enum class Seat { kExclusive, kShared };

    explicit Writing(Stage& stage, Seat seat = Seat::kExclusive)
        : stage_(stage), core_(stage.view(), locks_, seat == Seat::kExclusive) {
        stage_.witness().phase(stage_.party(), Witness::Phase::kOpening);
        typename Core::Attach answer;
        while ((answer = core_.attach()) == Core::Attach::kBusy) Memory::nap(1'000'000);
        if (answer != Core::Attach::kAttached) stage_.violate("a writer finds the ring damaged");
        stage_.witness().phase(stage_.party(), Witness::Phase::kOpen);
    }

    // Publishes a record of `bytes`, a multiple of 8.
    Push push(std::size_t bytes = 32, core::Patience patience = {}) {
        std::vector<std::byte> record(bytes);
        Witness::fill(record, stage_.party(), ++number_);
        core::Publication what;
        what.image = record.data();
        what.payload_bytes = bytes;
        what.stride = core::stride_of(sizeof(FrameHeader) + bytes);
        what.records = 1;
        const std::uint64_t identity = Witness::identify(record);
        return publish(what, {&identity, 1}, patience);
    }

    // Fills a record of 32 bytes in place, in room for twice as much. kFull: there was none just
    // then, or another writer was storing.
    Push draw() {
        std::vector<std::byte> record(32);
        Witness::fill(record, stage_.party(), ++number_);
        core::Publication what;
        what.in_place = true;
        what.records = 1;
        what.payload_bytes = record.size();
        what.stride = core::stride_of(sizeof(FrameHeader) + record.size());
        const auto fill = [&](std::byte* payload) {
            Memory::copy_in(payload, record.data(), record.size() / 2);
            Memory::copy_in(payload + record.size() / 2, record.data() + record.size() / 2,
                            record.size() / 2);
            return true;
        };
        const std::uint64_t identity = Witness::identify(record);
        return note(core_.publish_filled(what, 2 * what.stride, fill), {&identity, 1});
    }
    void draw_some(int records) {
        for (int i = 0; i < records; ++i) {
            while (draw() == Push::kFull) Memory::nap(1'000'000);
        }
    }

    // Publishes two records of 32 bytes at once.
    Push push_pair() {
        constexpr std::size_t kStride = 64;
        std::vector<std::byte> image(2 * kStride);
        core::PackedFrame frames[2];
        std::uint64_t records[2] = {};
        for (std::uint32_t i = 0; i < 2; ++i) {
            frames[i] = {i * kStride, FrameKind::kRecord, kStride, 1, i};
            const std::span<std::byte> record(&image[i * kStride + sizeof(FrameHeader)],
                                              kStride - sizeof(FrameHeader));
            Witness::fill(record, stage_.party(), ++number_);
            records[i] = Witness::identify(record);
        }
        core::Publication what;
        what.image = image.data();
        what.stride = image.size();
        what.records = 2;
        what.frames = frames;
        return publish(what, records, {});
    }
    void push_some(int records, std::size_t bytes = 32) {
        for (int i = 0; i < records; ++i) {
            if (push(bytes) != Push::kPublished) stage_.violate("a writer could not publish");
        }
    }

    void close() {
        stage_.witness().phase(stage_.party(), Witness::Phase::kClosing);
        core_.detach();
        stage_.witness().phase(stage_.party(), Witness::Phase::kGone);
    }

private:
    using Core = core::WriterCore<Memory>;

    Push publish(const core::Publication& what, std::span<const std::uint64_t> records,
                 const core::Patience& patience) {
        return note(core_.publish(what, patience, [] { return false; }), records);
    }

    Push note(Push answer, std::span<const std::uint64_t> records) {
        stage_.settle();
        if (answer == Push::kDamaged) stage_.violate("a writer finds the ring damaged");
        if (answer == Push::kRefused) stage_.witness().refused(records.size());
        for (std::size_t i = 0; answer == Push::kPublished && i < records.size(); ++i) {
            const std::uint64_t sequence = core_.sequence() - records.size() + i;
            const auto complaint = stage_.witness().published(sequence, records[i]);
            if (complaint) stage_.violate(*complaint);
        }
        return answer;
    }

    Stage& stage_;
    StageLocks locks_;
    Core core_;
    std::uint32_t number_ = 0;
};

}  // namespace ringpipe::model
