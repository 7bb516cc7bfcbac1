// pass: without branches, what tee(1) does: standard input to the ring, and to standard output.
#include "ringtee/pass.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/std_streams.h"
#include "ringcat/publish.h"
#include "ringcat/readiness.h"
#include "ringcat/stdout_writer.h"
#include "ringpipe/reader.h"
#include "ringpipe/snapshot.h"

namespace ringpipe::ringtee {
namespace {

using ringcat::Status;
using ringcat::Text;
using tools::fail;
using Wrote = ringcat::StdoutWriter::Wrote;

// Holds in the ring what nobody has read yet, as long as there is room.
class Keeper {
public:
    Keeper(Reader reader, std::uint64_t capacity)
        : reader_(std::move(reader)), capacity_(capacity) {}

    // Lets go of the oldest eighth. False if it is not in the way.
    bool give_way() {
        // Another writer may have been storing just then, in a ring that is not full.
        if (reader_.lag().bytes < capacity_ / 8 * 3) return false;
        std::array<Batch, 16> batches;
        std::uint64_t bytes = 0;
        while (bytes < capacity_ / 8) {
            std::size_t got = 0;
            const Next next = reader_.next_batches(batches, got, Deadline::passed());
            if (next == Next::kLost) continue;
            if (next != Next::kBatch) break;
            std::uint64_t records = 0;
            for (std::size_t i = 0; i < got && bytes < capacity_ / 8; ++i) {
                records += batches[i].count;
                bytes += batches[i].bytes.size() + kFrameAlign;
            }
            reader_.release(records);
        }
        return bytes != 0;
    }

private:
    Reader reader_;
    const std::uint64_t capacity_;
};

class Pass : public ringcat::Companion {
public:
    Pass(const Ring& ring, std::optional<Keeper> keeper, std::uint64_t timeout_ns)
        : ring_(ring), keeper_(std::move(keeper)), stdout_(timeout_ns) {}

    void arrived(Text fresh) override {
        if (gone_ || fresh.empty()) return;
        iovec piece{const_cast<std::byte*>(fresh.data()), fresh.size()};
        std::size_t written = 0;
        switch (stdout_.write({&piece, 1}, written)) {
            case Wrote::kAll:
                break;
            case Wrote::kStopped:
                end_ = ringcat::stop_status();
                break;
            case Wrote::kTimeout:
                end_ = fail(tools::kTimeout, "stdout", "timeout: nothing was taken");
                break;
            case Wrote::kFailed:
                lose_stdout(stdout_.error());
                break;
        }
    }

    // The ring still gets what was read.
    Status settled() override { return end_; }

    bool made_room(const Blocker& blocker) override {
        const bool ours = blocker.who == Blocker::Who::kReader && blocker.name.empty() &&
                          blocker.pid == static_cast<std::uint32_t>(getpid());
        return ours && keeper_ && keeper_->give_way();
    }

    bool waited(const Blocker&, std::uint64_t, std::uint64_t) override { return false; }

    [[nodiscard]] int status() const { return status_; }

private:
    // The ring is an output, too: whoever reads it is not cut short.
    void lose_stdout(int error) {
        gone_ = true;
        const bool broken = error == EPIPE && !tools::sigpipe_was_ignored();
        if (!broken) status_ = fail(tools::kFailed, "stdout", std::strerror(error));
        if (!others_read(ring_)) {
            end_ = broken ? tools::kSignal + SIGPIPE : status_;
        } else if (broken) {
            tools::notice("stdout", "nobody reads it any more; goes on for the ring's readers");
        }
    }

    const Ring& ring_;
    std::optional<Keeper> keeper_;
    ringcat::StdoutWriter stdout_;
    bool gone_ = false;  // standard output
    Status end_;
    int status_ = tools::kDone;
};

}  // namespace

bool others_read(const Ring& ring) {
    const auto seen = look(ring);
    if (!seen) return false;
    const auto self = static_cast<std::uint32_t>(getpid());
    return std::any_of(seen->readers.begin(), seen->readers.end(), [&](const ReaderView& reader) {
        return reader.kept || (reader.alive && reader.pid != self);
    });
}

int pass(const Options& options, const Ring& ring) {
    const RingIdentity& identity = ring.identity();
    std::optional<Keeper> keeper;
    if (identity.on_full == OnFull::kBlock) {
        auto reader = Reader::attach(ring, {});
        if (!reader) return fail(reader.error());
        keeper.emplace(*std::move(reader), identity.capacity);
    }
    auto writer =
        Writer::attach(ring, {false, &tools::stop_signal(), options.ringcat.publish.trust_owner});
    if (!writer) return fail(writer.error());
    Pass companion(ring, std::move(keeper), options.ringcat.timeout_ns);
    const int status = ringcat::publish(options.ringcat, ring, *writer, companion);
    return status != tools::kDone ? status : companion.status();
}

}  // namespace ringpipe::ringtee
