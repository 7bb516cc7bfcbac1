#include "crash/campaign.h"

#include <unistd.h>

#include <algorithm>
#include <cstddef>

#include "crash/enclave.h"
#include "ring_files.h"
#include "ringpipe/snapshot.h"

namespace ringpipe::testing {

namespace {

constexpr std::uint64_t kLongestMs = 30'000;  // for what takes milliseconds

}  // namespace

Campaign::Campaign(const CampaignPlan& plan)
    : plan_(plan), ring_(plan.place, plan.ring), random_(plan.seed) {
    for (int i = 0; i < plan.writers; ++i) parties_.emplace_back();
    for (const ReaderRole& role : plan.readers) {
        Party& party = parties_.emplace_back();
        party.reads = true;
        party.role = role;
        if (role.kept && !ring_->make_cursor(role.cursor, true)) {
            journal_.complain(Fault::kOther, "a cursor could not be made");
        }
        journal_->has_read[parties_.size() - 1] = role.kept;
    }
}

Campaign::~Campaign() = default;

std::string Campaign::run() {
    begin();
    kill_some();
    return end();
}

void Campaign::begin() {
    for (Party& party : parties_) start(party, plan_.all_stay);
}

void Campaign::kill_some() {
    while (tally_.kills < plan_.kills && journal_.faults() == 0) {
        // Many die young, while they attach; the rest live long enough to fill the ring.
        const std::uint64_t longest_us = random_.below(4) == 0   ? 300
                                         : random_.below(3) == 0 ? 8000
                                                                 : 2500;
        sleep_us(random_.below(longest_us));
        if (plan_.looks && !look(*ring_)) journal_.complain(Fault::kOther, "a look found damage");
        Party& victim = parties_[random_.below(parties_.size())];
        strike(victim);
        if (random_.below(4) == 0) {
            // Somebody else may take the slot or the seat that became free.
            Party& other = parties_[random_.below(parties_.size())];
            if (&other != &victim) {
                strike(other);
                start(other, plan_.all_stay);
                sleep_us(random_.below(1500));
            }
        }
        start(victim, plan_.all_stay);
    }
}

std::string Campaign::end() {
    finish();
    if (journal_.faults() == 0) audit();
    tally_.records = journal_->end;
    tally_.lost = journal_.faults(Fault::kLost);
    tally_.torn = journal_.faults(Fault::kTorn);
    tally_.repeated = journal_.faults(Fault::kRepeated) + journal_.faults(Fault::kReused);
    tally_.skipped = journal_.faults(Fault::kSkipped);
    tally_.other = journal_.faults(Fault::kOther);
    return journal_->first_fault;
}

bool Campaign::stop_holding_lock(std::size_t index) {
    Party& party = parties_[index];
    aim(party);
    if (party.child.is_running() && holds_lock(party)) return true;
    party.child.go_on();
    return false;
}

std::uint64_t Campaign::published() const {
    std::uint64_t sum = 0;
    for (std::uint64_t id = 0; id < writers_ever_; ++id) sum += journal_->writers[id].published;
    return sum;
}

bool Campaign::goes_on(std::uint64_t ms) const {
    const Stopwatch watch;
    const std::uint64_t before = published();
    while (published() == before) {
        if (watch.ms() > static_cast<double>(ms)) return false;
        sleep_us(20);
    }
    return true;
}

void Campaign::start(Party& party, bool stays) {
    if (party.reads) {
        start_reader(party, stays);
    } else {
        start_writer(party, stays);
    }
}

void Campaign::start_writer(Party& party, bool stays) {
    if (writers_ever_ == Journal::kMostWriters) {
        return journal_.complain(Fault::kOther, "too many writers for the journal");
    }
    WriterPlan plan;
    plan.id = party.id = writers_ever_++;
    plan.seed = random_.next();
    plan.exclusive = plan_.exclusive;
    plan.most_bytes = plan_.most_bytes;
    plan.stays = stays;
    party.owner = 0;
    const std::uint64_t owners = word_at(offsetof(DataHeader, next_owner));
    party.child = on_ring(
        [this, plan](const Ring& ring) { return write_until_stopped(ring, journal_, plan); });
    if (!plan_.aims || plan.exclusive) return;
    // One starts at a time: the next id to be given out is its own.
    const Stopwatch watch;
    while (journal_->writers[plan.id].attached == 0 && watch.ms() < 10'000) sleep_us(50);
    if (word_at(offsetof(DataHeader, next_owner)) == owners + 1) party.owner = owners + 1;
}

void Campaign::start_reader(Party& party, bool stays) {
    ReaderPlan plan;
    plan.cursor = party.role.cursor;
    plan.observe = party.role.observe;
    plan.seed = random_.next();
    plan.stays = stays;
    plan.may_overrun = plan_.may_overrun || plan.observe;
    // Beside holders, observers consume nothing.
    plan.notes = plan_.may_overrun || !plan.observe;
    plan.may_refuse = plan_.may_refuse;
    plan.index = static_cast<std::size_t>(&party - parties_.data());
    if (!plan.cursor.empty()) {
        plan.must_resume = journal_->has_read[plan.index];
        const auto stand = stand_of(plan.cursor);
        if (plan.must_resume && !stand) journal_.complain(Fault::kOther, "a cursor is gone");
        plan.resumes = plan.starts_at_stand = stand.has_value();
        if (stand) plan.stand = *stand;
    } else if (is_only_holder(party)) {
        plan.starts_at_stand = true;
        plan.stand = unread_stand();
        if (plan.stand.sequence < consumed_) {
            journal_.complain(Fault::kRepeated, "what was consumed is given out again");
        }
    }
    party.child =
        on_ring([this, plan](const Ring& ring) { return read_until_ended(ring, journal_, plan); });
}

// A process that works on the ring, wherever it finds that.
Child Campaign::on_ring(const std::function<int(const Ring&)>& work) {
    return Child(
        [this, work] {
            if (!Child::is_enclave(plan_.where)) return work(*ring_);
            const auto inside = ring_in_enclave(*ring_);
            if (!inside) journal_.complain(Fault::kOther, "a ring cannot be bind-mounted");
            return inside ? work(*inside) : 1;
        },
        plan_.where);
}

void Campaign::strike(Party& party) {
    if (plan_.aims && !party.reads && random_.below(2) == 0) aim(party);
    const bool held_lock = holds_lock(party);
    const bool kept_lock = held_lock && keeps_lock(party);
    switch (party.child.kill()) {
        case Child::Killed::kNow:
            ++tally_.kills;
            if (held_lock) ++killed_holding_lock_;
            if (kept_lock) ++killed_storing_as_keeper_;
            if (!party.reads && plan_.exclusive && has_unpublished_end()) ++killed_after_commit_;
            if (is_only_holder(party)) consumed_ = std::max(consumed_, unread_stand().sequence);
            break;
        case Child::Killed::kEnded:
            break;
        case Child::Killed::kFailed:
            journal_.complain(Fault::kOther, "a process failed");
            break;
    }
}

// Stops a writer again and again until that happens to it where a kill hurts most.
void Campaign::aim(Party& party) {
    for (int attempt = 0; attempt < 100; ++attempt) {
        party.child.stop();
        if (!party.child.is_running()) return;
        if (plan_.exclusive ? has_unpublished_end() : holds_lock(party)) return;
        party.child.go_on();
        sleep_us(random_.below(60));
    }
    party.child.stop();
}

// Certain only of a stopped one.
bool Campaign::holds_lock(const Party& party) const {
    const std::uint64_t word = word_at(offsetof(DataHeader, lock));
    if (party.owner == 0 || (word & kLockOwner) != party.owner) return false;
    if ((word & kLockKept) == 0) return true;
    const std::uint64_t entry = keeper_in_lock(word) - 1;
    return word_at(kEntriesOffset + entry * sizeof(WriterEntry) + offsetof(WriterEntry, storing)) ==
           party.owner;
}

bool Campaign::keeps_lock(const Party& party) const {
    const std::uint64_t word = word_at(offsetof(DataHeader, lock));
    return party.owner != 0 && (word & kLockKept) != 0 && (word & kLockOwner) == party.owner;
}

// What the file says while no process reads under that name; nobody may have been given less.
std::optional<Stand> Campaign::stand_of(const std::string& cursor) {
    const auto shot = look(*ring_);
    if (!shot) {
        journal_.complain(Fault::kOther, "a look failed: " + shot.error().problem());
        return std::nullopt;
    }
    for (const ReaderView& reader : shot->readers) {
        if (reader.name != cursor) continue;
        if (!may_lose() && reader.sequence != 0 && !journal_.is_delivered(reader.sequence - 1)) {
            journal_.complain(Fault::kSkipped, "a cursor is ahead of what was delivered");
        }
        return Stand{reader.sequence, reader.overrun, reader.refused};
    }
    return std::nullopt;
}

// An anonymous one: what it has consumed is known from the file when it is dead.
bool Campaign::is_only_holder(const Party& party) const {
    if (!party.reads || party.role.observe || !party.role.cursor.empty() || may_lose())
        return false;
    return std::count_if(plan_.readers.begin(), plan_.readers.end(),
                         [](const ReaderRole& role) { return !role.observe; }) == 1;
}

// Where nobody has consumed yet, by the words of the file; no holder is alive. An observer may be
// taking a dead holder's slot: `consumed` is read last, for it gets that cursor first.
Stand Campaign::unread_stand() const {
    const int fd = ring_->impl().readers.get();
    std::uint64_t sequence = 0;
    const auto consider = [&sequence](const SharedCursor& cursor) {
        sequence = std::max(sequence, cursor.copies[cursor.word & 1].sequence);
    };
    for (std::uint32_t i = 0; i < plan_.ring.slots; ++i) {
        SharedSlot slot{};
        const auto offset = static_cast<off_t>(kSlotsOffset + i * sizeof slot);
        if (pread(fd, &slot, sizeof slot, offset) != sizeof slot) return {};
        if ((slot.claim & kSlotHolding) != 0) consider(slot.cursor);
    }
    ReadersHeader header{};
    if (pread(fd, &header, sizeof header, 0) != sizeof header) return {};
    consider(header.consumed);
    if (sequence != 0 && !journal_.is_delivered(sequence - 1)) {
        journal_.complain(Fault::kSkipped, "a cursor is ahead of what was delivered");
    }
    return {sequence, 0, 0};
}

bool Campaign::has_unpublished_end() const {
    const std::uint64_t published = word_at(offsetof(DataHeader, published));
    return word_at(kFramesOffset + (published & (plan_.ring.capacity - 1))) != 0;
}

std::uint64_t Campaign::word_at(std::uint64_t offset) const {
    std::uint64_t word = 0;
    const auto bytes =
        pread(ring_->impl().data.get(), &word, sizeof word, static_cast<off_t>(offset));
    if (bytes != sizeof word) journal_.complain(Fault::kOther, "a word could not be read");
    return word;
}

// Writers may need readers to the last, and some readers leave before: they are replaced.
void Campaign::finish() {
    for (Party& party : parties_) {
        if (party.reads && !party.child.is_running()) start(party, true);
    }
    journal_->stop = true;
    const Stopwatch watch;
    std::size_t writing = 1;
    while (writing != 0 && journal_.faults() == 0) {
        writing = 0;
        for (Party& party : parties_) {
            if (!party.child.is_running()) continue;
            const bool ended = has_ended(party, 0);
            if (ended && party.reads) start(party, true);
            if (!ended && !party.reads) ++writing;
        }
        sleep_us(500);
        if (watch.ms() > kLongestMs) journal_.complain(Fault::kOther, "a writer is stuck");
    }
    journal_->finish = true;
    for (Party& party : parties_) {
        if (!party.reads || journal_.faults() != 0) continue;
        // The first may have been on its way out already.
        for (int i = 0; i < 2; ++i) {
            if (!has_ended(party, kLongestMs))
                journal_.complain(Fault::kOther, "a reader is stuck");
            if (i == 0) start(party, true);
        }
    }
}

bool Campaign::has_ended(Party& party, std::uint64_t ms) {
    const int status = party.child.wait(ms);
    if (status > 0)
        journal_.complain(Fault::kOther, "a process ended with " + std::to_string(status));
    return status != -1;
}

void Campaign::audit() {
    struct Delivered {
        std::uint64_t records = 0;
        std::uint64_t next = 0;
    };
    std::vector<Delivered> of_writer(writers_ever_);
    const std::uint64_t end = journal_->end;
    for (std::uint64_t sequence = 0; sequence < end; ++sequence) {
        const std::string where = std::to_string(sequence);
        if (!journal_.is_delivered(sequence)) {
            if (!may_lose()) journal_.complain(Fault::kSkipped, "never delivered: " + where);
            continue;
        }
        const NumberedRecord record = journal_.record_at(sequence);
        if (record.writer >= writers_ever_) {
            journal_.complain(Fault::kTorn, "of nobody: " + where);
            continue;
        }
        Delivered& delivered = of_writer[record.writer];
        if (record.number < delivered.next) journal_.complain(Fault::kRepeated, "twice: " + where);
        if (record.number > delivered.next && !may_lose()) {
            journal_.complain(Fault::kLost, "lost before " + where);
        }
        ++delivered.records;
        delivered.next = record.number + 1;
    }
    std::uint64_t least = 0;
    std::uint64_t most = 0;
    std::uint64_t in_all = 0;
    for (std::uint64_t id = 0; id < writers_ever_; ++id) {
        const WriterNote& note = journal_->writers[id];
        const Delivered& delivered = of_writer[id];
        const std::uint64_t in_doubt = note.attempted - note.published - note.refused;
        least += note.published + note.refused;
        most += note.attempted;
        in_all += delivered.records;
        if (delivered.records > note.published + in_doubt) {
            journal_.complain(Fault::kRepeated, "more than were published");
        }
        if (plan_.may_overrun) continue;
        if (delivered.records < note.published) {
            journal_.complain(Fault::kLost, "fewer than were published");
        } else if (delivered.records != note.published &&
                   delivered.records != note.published + in_doubt) {
            journal_.complain(Fault::kTorn, "a part of a publication");
        }
    }
    if (end < least || end > most) {
        journal_.complain(Fault::kLost, "not as many numbers as were published or refused");
    }
    if (in_all == 0 && end != 0) journal_.complain(Fault::kOther, "nothing was delivered at all");
}

}  // namespace ringpipe::testing
