// Campaign: a ring, its writers and readers, and their killing at random; then the audit.
//
// Whoever is killed is replaced at once. At the end the writers close, the readers read to the
// end, and the journal is audited: every record that a writer knows to be published was delivered
// or counted, of what was in doubt at a kill all or nothing was; none came twice under another
// number; each named cursor went on exactly where its file said; and nobody started beyond what
// had been delivered.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "crash/child.h"
#include "crash/journal.h"
#include "crash/parties.h"
#include "crash/tally.h"
#include "lib/scratch.h"

namespace ringpipe::testing {

struct ReaderRole {
    std::string cursor{};  // or anonymous
    bool observe = false;
    bool kept = false;  // made before anything is written
};

struct CampaignPlan {
    Place place = Place::kDirectory;
    RingOptions ring;
    int writers = 1;
    bool exclusive = true;
    std::size_t most_bytes = 300;
    std::vector<ReaderRole> readers;
    std::uint64_t kills = 100;
    std::uint64_t seed = 1;
    bool aims = false;         // tries to kill writers at the worst moment, not just at any
    bool may_overrun = false;  // records may be lost so
    bool may_refuse = false;   // or so
    bool looks = false;        // looks at the ring all the time
    bool all_stay = false;     // else some close and leave of themselves, and are replaced
    Child::Where where = Child::Where::kHere;
};

class Campaign {
public:
    explicit Campaign(const CampaignPlan& plan);
    ~Campaign();

    // All of it. Empty, or the first thing that was wrong.
    std::string run();

    // The same in parts, for tests that do something else in between.
    void begin();
    void kill_some();
    std::string end();
    [[nodiscard]] const Ring& ring() const { return *ring_; }
    [[nodiscard]] Child& writer(std::size_t index) { return parties_[index].child; }
    [[nodiscard]] Child& reader(std::size_t index) {
        return parties_[static_cast<std::size_t>(plan_.writers) + index].child;
    }
    // Stops that shared writer where it holds the lock word. False, and it goes on, if that cannot
    // be had.
    bool stop_holding_lock(std::size_t index);
    [[nodiscard]] bool holds_lock(std::size_t index) const { return holds_lock(parties_[index]); }
    // What all writers together, or one of those that began, know to be published.
    [[nodiscard]] std::uint64_t published() const;
    [[nodiscard]] std::uint64_t published_by(std::size_t index) const {
        return journal_->writers[index].published;
    }
    // Whether anything more is published within `ms`.
    [[nodiscard]] bool goes_on(std::uint64_t ms) const;

    [[nodiscard]] const Tally& tally() const { return tally_; }
    // Shared writers that died while they held the lock word.
    [[nodiscard]] std::uint64_t killed_holding_lock() const { return killed_holding_lock_; }
    // And did so because they keep it.
    [[nodiscard]] std::uint64_t killed_storing_as_keeper() const {
        return killed_storing_as_keeper_;
    }
    // Exclusive ones that died after a commit, before they stored where it ends.
    [[nodiscard]] std::uint64_t killed_after_commit() const { return killed_after_commit_; }
    [[nodiscard]] std::uint64_t delivered_again() const { return journal_->delivered_again; }
    [[nodiscard]] std::uint64_t lost_counted() const { return journal_->most_lost; }

private:
    struct Party {
        Child child;
        bool reads = false;
        ReaderRole role{};
        std::uint64_t id = 0;     // of a writer: its note in the journal
        std::uint64_t owner = 0;  // of a shared writer: its id for the lock word, if it is known
    };

    void start(Party& party, bool stays);
    void start_writer(Party& party, bool stays);
    void start_reader(Party& party, bool stays);
    Child on_ring(const std::function<int(const Ring&)>& work);
    void strike(Party& party);
    void aim(Party& party);
    std::optional<Stand> stand_of(const std::string& cursor);
    [[nodiscard]] Stand unread_stand() const;
    [[nodiscard]] bool is_only_holder(const Party& party) const;
    [[nodiscard]] bool holds_lock(const Party& party) const;
    [[nodiscard]] bool keeps_lock(const Party& party) const;
    [[nodiscard]] bool has_unpublished_end() const;
    void finish();
    bool has_ended(Party& party, std::uint64_t ms);
    void audit();
    [[nodiscard]] bool may_lose() const { return plan_.may_overrun || plan_.may_refuse; }
    [[nodiscard]] std::uint64_t word_at(std::uint64_t offset) const;

    const CampaignPlan plan_;
    ScratchRing ring_;
    Journal journal_;
    Random random_;
    std::vector<Party> parties_;
    std::uint64_t writers_ever_ = 0;
    std::uint64_t consumed_ = 0;  // by the only holder, when one was killed last
    std::uint64_t killed_holding_lock_ = 0;
    std::uint64_t killed_storing_as_keeper_ = 0;
    std::uint64_t killed_after_commit_ = 0;
    Tally tally_;
};

}  // namespace ringpipe::testing
