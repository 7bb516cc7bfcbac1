// ringctl ls: lists the rings in the default directory.
#include "ringctl/verbs/list.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/json_text.h"
#include "common/known_rings.h"
#include "common/output.h"
#include "common/policy.h"
#include "common/quantity.h"
#include "common/state_name.h"
#include "ringpipe/snapshot.h"

namespace ringpipe::ringctl {
namespace {

using tools::KnownRing;

struct Entry {
    std::string shown;
    std::string path;
    Snapshot seen;
};

// Opens and looks at each; what cannot be read is said on stderr, and the rest goes on.
int examine(const std::vector<KnownRing>& rings, std::vector<Entry>& entries) {
    int worst = tools::kDone;
    for (const KnownRing& known : rings) {
        const auto ring = Ring::open(known.name);
        if (!ring) {
            // Removed since it was listed: then it is not in the list.
            if (ring.error().kind == ErrorKind::kMissing) continue;
            worst = std::max(worst, tools::fail(ring.error()));
            continue;
        }
        const auto seen = look(*ring);
        if (seen) {
            entries.push_back({known.shown, ring->path(), *seen});
        } else {
            worst = std::max(worst, tools::fail(seen.error()));
        }
    }
    return worst;
}

std::string policy_of(const Entry& entry) {
    return tools::format_policy(entry.seen.identity.on_full, entry.seen.identity.block_ns);
}

std::string long_lines(const std::vector<Entry>& entries) {
    if (entries.empty()) return {};
    std::size_t name_width = 4;
    std::size_t policy_width = 7;
    for (const Entry& entry : entries) {
        name_width = std::max(name_width, entry.shown.size());
        policy_width = std::max(policy_width, policy_of(entry).size());
    }
    const auto line = [&](auto name, auto size, auto policy, auto state) {
        return fmt::format("{:<{}}  {:>5}  {:<{}}  {}\n", name, name_width, size, policy,
                           policy_width, state);
    };
    std::string lines = line("NAME", "SIZE", "ON-FULL", "STATE");
    for (const Entry& entry : entries) {
        lines += line(entry.shown, tools::format_size_short(entry.seen.identity.capacity),
                      policy_of(entry), tools::state_name(entry.seen.state));
    }
    return lines;
}

std::string json_lines(const std::vector<Entry>& entries) {
    std::string lines;
    for (const Entry& entry : entries) {
        tools::JsonObject object;
        object.text("ring", entry.shown);
        object.text("path", entry.path);
        object.text("state", tools::state_name(entry.seen.state));
        object.text("on_full", policy_of(entry));
        object.count("capacity_bytes", entry.seen.identity.capacity);
        object.count("reader_slots", entry.seen.identity.slots);
        lines += object.str() + "\n";
    }
    return lines;
}

}  // namespace

int List::run() const {
    const auto rings = tools::known_rings();
    if (!rings) return tools::fail(rings.error());

    if (form == ListForm::kNames) {
        std::string lines;
        for (const KnownRing& known : *rings) lines += known.shown + "\n";
        return tools::print_answer(lines);
    }
    std::vector<Entry> entries;
    const int worst = examine(*rings, entries);
    const auto lines = form == ListForm::kLong ? long_lines(entries) : json_lines(entries);
    return std::max(worst, tools::print_answer(lines));
}

}  // namespace ringpipe::ringctl
