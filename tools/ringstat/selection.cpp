// Selection: the rings that ringstat is to look at, opened, each once.
#include "ringstat/selection.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "common/diagnostics.h"
#include "common/exit_code.h"
#include "common/known_rings.h"

namespace ringpipe::ringstat {
namespace {

// One ring, however often and under whichever of its names it was given.
struct Wanted {
    RingName name;
    std::string place;                 // its path without symbolic links, "." and ".."
    std::vector<std::string> cursors;  // empty: all
};

std::string place_of(const RingName& name) {
    std::error_code ignored;
    const auto place = std::filesystem::weakly_canonical(name.path, ignored);
    return place.empty() ? name.path : place.string();
}

// "logs" and "logs.ring" are one name; a path stays as it was given.
std::string shown_name(const RingName& name) {
    return name.bare ? std::filesystem::path(name.path).stem().string() : name.given;
}

std::vector<Wanted> merge(const std::vector<RingName>& names) {
    std::vector<Wanted> wanted;
    for (const RingName& name : names) {
        std::string place = place_of(name);
        const auto known = std::find_if(wanted.begin(), wanted.end(),
                                        [&](const Wanted& w) { return w.place == place; });
        if (known == wanted.end()) {
            std::vector<std::string> cursors;
            if (!name.cursor.empty()) cursors.push_back(name.cursor);
            wanted.push_back({name, std::move(place), std::move(cursors)});
        } else if (name.cursor.empty()) {
            known->cursors.clear();
        } else if (!known->cursors.empty() &&
                   std::find(known->cursors.begin(), known->cursors.end(), name.cursor) ==
                       known->cursors.end()) {
            known->cursors.push_back(name.cursor);
        }
    }
    return wanted;
}

void select_named(const std::vector<RingName>& names, Selection& selection) {
    for (Wanted& wanted : merge(names)) {
        auto ring = Ring::open(wanted.name);
        if (ring) {
            selection.subjects.push_back(
                {shown_name(wanted.name), std::move(wanted.cursors), *std::move(ring)});
            continue;
        }
        const Error error = tools::with_suggestion(ring.error(), wanted.name);
        selection.exit_code = std::max(selection.exit_code, tools::fail(error));
    }
}

void select_all(Selection& selection) {
    const auto known = tools::known_rings();
    if (!known) {
        selection.exit_code = tools::fail(known.error());
        return;
    }
    if (known->empty()) {
        tools::notice(default_directory(), "no rings here (ringctl create NAME makes one)");
    }
    for (const tools::KnownRing& wanted : *known) {
        auto ring = Ring::open(wanted.name);
        if (ring) {
            selection.subjects.push_back({wanted.shown, {}, *std::move(ring)});
        } else if (ring.error().kind != ErrorKind::kMissing) {  // removed since it was listed
            selection.exit_code = std::max(selection.exit_code, tools::fail(ring.error()));
        }
    }
}

}  // namespace

Selection select(const std::vector<RingName>& names) {
    Selection selection;
    if (names.empty()) {
        select_all(selection);
    } else {
        select_named(names, selection);
    }
    return selection;
}

}  // namespace ringpipe::ringstat
